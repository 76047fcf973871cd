"""Where in the export the answer for an address stands, and by which address it is found there."""

import mimetypes
import re
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urlsplit

HTML = "text/html"
EXTENSIONS = {HTML: ".html", "application/atom+xml": ".xml", "application/xml": ".xml"}
NOT_IN_A_NAME = re.compile(r"[^\w.]+")


def file_of(address: str, media_type: str) -> PurePosixPath:
    """`/nl/over/` → `nl/over/index.html`; `/nl/lijst/?part=B` → `nl/lijst/part-B/index.html`.

    A server of files knows no questions (`?part=B`): they become folders.
    """
    parts = urlsplit(address)
    path = PurePosixPath(unquote(parts.path).lstrip("/"))
    if path.suffix and not parts.query:
        return path
    if parts.query:
        path /= NOT_IN_A_NAME.sub("-", unquote(parts.query)).strip("-")
    extension = EXTENSIONS.get(media_type) or mimetypes.guess_extension(media_type) or ""
    return path / f"index{extension}"


def address_of(file: PurePosixPath) -> str:
    """The address by which a server of files gives this file."""
    if file.name != "index.html":
        return f"/{quote(file.as_posix())}"
    folder = file.parent.as_posix()
    return "/" if folder == "." else f"/{quote(folder)}/"
