"""What a page offers to take along."""

from typing import NamedTuple

from django import template
from django.utils import timezone

from portal.reading.leaflets.forms import forms_in, leaflet_address
from portal.reading.pages import Page

register = template.Library()


class Offer(NamedTuple):
    label: str
    address: str


@register.simple_tag
def leaflets(page: Page) -> list[Offer]:
    """The leaflets of a page, the ordinary one first; none of a page that is not live now. No query."""
    publication = page.publication
    if publication is None or (publication.live_until and publication.live_until <= timezone.now()):
        return []
    name = (publication.kind, publication.language, publication.slug)
    forms = forms_in(publication.language, page.alternates)
    return [Offer(form.label, leaflet_address(*name, form)) for form in forms]
