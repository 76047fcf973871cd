"""All leaflets of a publication, for those who want them made before a reader asks."""

from collections.abc import Iterator

from portal.publishing.models import Publication
from portal.reading.leaflets.content import Leaflet
from portal.reading.leaflets.forms import forms_in, leaflet_address
from portal.reading.leaflets.keeping import leaflet_as_pdf


def leaflets_of(publication: Publication, *, site: str) -> Iterator[tuple[str, bytes]]:
    """The address, from the root of the site, and the PDF of each leaflet of a live publication.

    `site` is scheme and host of the public site. Raises `NoLeafletsError` where none can be made.
    """
    for leaflet in leaflets_to_make(publication, site=site):
        page = leaflet.publication
        yield leaflet_address(page.kind, page.language, page.slug, leaflet.form), leaflet_as_pdf(leaflet)


def leaflets_to_make(publication: Publication, *, site: str) -> Iterator[Leaflet]:
    """Every leaflet that the page of a live publication offers; one query more for each."""
    same_page = Publication.objects.live().filter(kind=publication.kind, key=publication.key)
    live = list(same_page.values_list("language", flat=True))
    for form in forms_in(publication.language, live):
        yield Leaflet(publication, form, site=site)
