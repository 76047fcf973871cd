"""The public history of a page, for programs: what visitors may read of it, and no more."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop
from ninja import Path, Query

from portal.publishing.models import Publication
from portal.reading.addresses import part_address
from portal.reading.api.answers import PublishedDocument, VersionEntry, VersionListing
from portal.reading.api.application import api
from portal.reading.api.documents import absolute, name_of, whole
from portal.reading.api.parameters import Before, Name, NumberedName
from portal.reading.api.problems import gone, not_found
from portal.reading.versions import Version, part_of, version_numbered


@api.get(
    "/documents/{kind}/{key}/{language}/versions",
    response=VersionListing,
    operation_id="versions",
    url_name="versions",
    summary=gettext_noop("All versions of a page, the newest first"),
)
def versions(request: HttpRequest, name: Path[Name], part: Query[Before]) -> VersionListing:
    found = part_of((name.kind, name.key), name.language, part.before)
    if not found.versions:
        raise not_found("No page with this kind and key has been live in this language.")
    is_live = _is_live(name)
    return VersionListing(
        items=[_entry(request, version, is_live=is_live) for version in found.versions],
        next=_part_from(request, name, found.before) if found.before else None,
    )


def _is_live(name: Name) -> bool:
    return Publication.objects.live().of(name.kind, name.key, name.language).exists()


def _part_from(request: HttpRequest, name: Name, newest: Version) -> str:
    return f"{absolute(request, 'versions', **name.model_dump())}?before={newest.number}"


def _entry(request: HttpRequest, version: Version, *, is_live: bool) -> VersionEntry:
    """Texts that were withdrawn, or whose page is no longer live, are not given."""
    is_readable = is_live and not version.was_withdrawn
    return VersionEntry(
        version=version.number,
        title=version.publication.title,
        digest=version.publication.digest,
        live_from=version.live_from,
        live_until=version.live_until,
        reason=version.reason,
        was_withdrawn=version.was_withdrawn,
        withdrawal_reason=version.withdrawal_reason,
        document=_document(request, version.publication) if is_readable else None,
    )


def _document(request: HttpRequest, publication: Publication) -> str:
    return absolute(request, "version", **name_of(publication), number=publication.number)


@api.get(
    "/documents/{kind}/{key}/{language}/versions/{number}",
    response=PublishedDocument,
    operation_id="version",
    url_name="version",
    summary=gettext_noop("One page as it was in one version"),
)
def version(request: HttpRequest, response: HttpResponse, name: Path[NumberedName]) -> dict[str, Any]:
    found = version_numbered((name.kind, name.key), name.language, name.number)
    if found is None:
        raise not_found("There is no such version of this page.")
    if found.was_withdrawn or not _is_live(name):
        raise gone("This text was withdrawn: it may be wrong, and is no longer given.")
    publication = found.publication
    response["Content-Language"] = publication.language
    address = part_address("version", name.kind, name.language, publication.slug, name.number)
    own = {
        "address": request.build_absolute_uri(address),
        "document": _document(request, publication),
    }
    return whole(request, publication) | own
