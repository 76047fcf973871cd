"""Previews that need both the editors' room and the public pages, which do not know each other."""

from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.editing.models import PreviewLink
from portal.editing.sharing import link_of
from portal.publishing.kinds import kind_named
from portal.reading.pages import Page
from portal.reading.views import render_page


@never_cache
@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """The working copy as its page would be, for whoever has the link, until it expires or is taken back."""
    try:
        link = link_of(token)
    except (BadSignature, PreviewLink.DoesNotExist) as error:
        raise Http404 from error
    kind = kind_named(link.kind)
    instance = kind.objects([link.key]).first()
    if instance is None:
        raise Http404
    with override(link.language):
        page = Page(kind.document_of(instance, link.language))
        response = render_page(request, page, shared_until=link.expires_at)
    response["Content-Language"] = link.language
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
