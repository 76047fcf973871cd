"""Leaflets are made once and kept as files.

A file is named by the digest of all that it is made from: its HTML (with the titles of other pages, the
publisher's logo and the address in its QR code), the style sheet and the maker. What a leaflet shows cannot
change without its name changing, so a kept file is never wrong; the folder may be emptied at any time.
"""

import hashlib
from collections.abc import Collection
from threading import BoundedSemaphore, Lock
from typing import Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from portal.reading.leaflets.content import Leaflet
from portal.reading.leaflets.rendering import made_of, maker, style_sheet

FOLDER: Final = "leaflets"
# Without its last line a file is still being written, or its writing was broken off.
LAST_LINE: Final = b"%%EOF"

# Making is costly: in each process one leaflet is made and one waits, so that others can still read pages.
_making = Lock()
_queue = BoundedSemaphore(2)


class BusyError(Exception):
    """Enough leaflets are being made; this one was not. Ask again in a few seconds."""


def digest_of(leaflet: Leaflet) -> str:
    """The digest of all that the leaflet is made from."""
    return hashlib.sha256(f"{maker()}\n{style_sheet()}\n{leaflet.html}".encode()).hexdigest()


def file_named(digest: str) -> str:
    """The name of a kept leaflet in the storage."""
    return f"{FOLDER}/{digest}.pdf"


def leaflet_as_pdf(leaflet: Leaflet) -> bytes:
    """The leaflet, made now if it is not kept yet. Raises `BusyError` and `NoLeafletsError`."""
    name = file_named(digest_of(leaflet))
    return _kept(name) or _made_in_turn(leaflet, name)


def _made_in_turn(leaflet: Leaflet, name: str) -> bytes:
    if not _queue.acquire(blocking=False):
        raise BusyError
    try:
        with _making:
            return _kept(name) or _made(leaflet, name)
    finally:
        _queue.release()


def _kept(name: str) -> bytes | None:
    try:
        with default_storage.open(name) as stream:
            pdf = stream.read()
    except FileNotFoundError:
        return None
    return pdf if pdf.rstrip().endswith(LAST_LINE) else None


def _made(leaflet: Leaflet, name: str) -> bytes:
    made = made_of(leaflet.html, site=leaflet.site, beside=leaflet.form.beside)
    if made.is_whole:
        _keep(made.pdf, name)
    return made.pdf


def _keep(pdf: bytes, name: str) -> None:
    default_storage.delete(name)  # what may be there was broken off
    stored = default_storage.save(name, ContentFile(pdf))
    if stored != name:  # another process was quicker, with the same leaflet
        default_storage.delete(stored)


def forget_all_but(digests: Collection[str]) -> int:
    """Remove every other kept leaflet; gives how many. Whoever still asks for one gets it made anew."""
    try:
        _folders, files = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return 0
    old = [name for name in files if name.removesuffix(".pdf") not in digests]
    for name in old:
        default_storage.delete(f"{FOLDER}/{name}")
    return len(old)
