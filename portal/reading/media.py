"""Pictures, served by the portal itself wherever they are stored."""

from mimetypes import guess_type
from pathlib import PurePath
from typing import Final

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from portal.languages import CODES
from portal.publishing.documents import Picture
from portal.publishing.kinds import Kind, all_kinds, kind_named
from portal.publishing.models import Publication
from portal.reading.cards import Card, card_file

FOLDER: Final = "pictures"
A_DAY: Final = 24 * 60 * 60
A_YEAR: Final = 365 * A_DAY


def picture_address(file: str) -> str:
    """Address of a picture from its name in the media storage."""
    return reverse("picture", args=[PurePath(file).name])


def picture_file(address: str) -> str | None:
    """The name in the media storage that an address leads to; none when it is no picture's address."""
    try:
        match = resolve(address)
    except Resolver404:
        return None
    return f"{FOLDER}/{match.kwargs['name']}" if match.url_name == "picture" else None


def smaller_addresses(picture: Picture) -> str:
    """The widths of a picture and their addresses as browsers read them (`srcset`); `""` for a single one."""
    if not picture.sizes:
        return ""
    path = PurePath(picture.file)
    files = {width: str(path.with_stem(f"{path.stem}-{width}")) for width in picture.sizes}
    return ", ".join(
        f"{picture_address(file)} {width}w" for width, file in {**files, picture.width: picture.file}.items()
    )


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file of the folder of pictures, to be kept by browsers for good: its name says its content."""
    file = f"{FOLDER}/{name}"
    if not default_storage.exists(file):
        raise Http404
    response = FileResponse(default_storage.open(file), content_type=guess_type(name)[0])
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response


def card_address(language: str, kind: str = "", publication: Publication | None = None) -> str:
    """Address of the picture that is shown with a link: to a page, to the list of a kind, or to the site."""
    if publication:
        name = [publication.language, publication.kind, publication.key, publication.number]
        return reverse("page-card", args=name)
    return reverse("list-card", args=[language, kind]) if kind else reverse("site-card", args=[language])


@require_safe
def card(
    request: HttpRequest, language: str, kind: str = "", key: str = "", number: int = 0
) -> HttpResponseBase:
    """The picture of what readers can see or could; one query for a page, none for a list or the site."""
    if language not in CODES or kind not in {"", *(known.name for known in all_kinds())}:
        raise Http404
    title = _title_of(language, kind, key, number) if key else ""
    with override(language):
        file = card_file(_card(kind_named(kind) if kind else None, title))
    response = FileResponse(default_storage.open(file), content_type="image/png")
    response["Cache-Control"] = f"public, max-age={A_DAY}"
    return response


def _title_of(language: str, kind: str, key: str, number: int) -> str:
    begun = Publication.objects.begun().of(kind, key, language).filter(number=number)
    title: str | None = begun.values_list("title", flat=True).first()
    if title is None:
        raise Http404
    return title


def _card(kind: Kind | None, title: str) -> Card:
    """In the active language. A list is called by its kind, the site by what it is for."""
    about = _("Clear information about illness, tests and treatments")
    if title and kind:
        return Card(_("Medical Portal"), kind.plural, title, about)
    return Card(_("Medical Portal"), "", kind.plural if kind else about, about if kind else "")
