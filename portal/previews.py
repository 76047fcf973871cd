"""Previews that need both the editors' room and the public pages, which do not know each other."""

from django.core.exceptions import ObjectDoesNotExist
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portal.editing.drafts import NotValidError, document_as_typed
from portal.editing.models import PreviewLink
from portal.editing.sharing import link_of
from portal.languages import CODES
from portal.publishing.kinds import kind_named
from portal.reading.pages import Page
from portal.reading.views import known_kind, render_page


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


@never_cache
@require_POST
def draft(request: HttpRequest, language: str, kind: str, pk: int) -> HttpResponse:
    """The page as it would be with what stands in a form now; 422 while the form could not be saved."""
    if language not in CODES:
        raise Http404
    try:
        document = document_as_typed(request, kind=known_kind(kind), pk=pk, language=language)
    except ObjectDoesNotExist as error:
        raise Http404 from error
    except NotValidError:
        return HttpResponse(status=422)
    with override(language):
        return render_page(request, Page(document))
