"""What protects a form that works without cookies.

Forged requests use what a browser adds by itself, such as a session. This form uses none, so all that is
left to forge is where a request comes from. Against that: browsers say which site a request starts from, and
we refuse others; and the form carries a signed token, which says what it is about and when it was made, is
good for half a day, for one sending, and not for those who send sooner than a person can.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

from django.core.cache import cache
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.http import HttpRequest

from portal.publishing.models import Publication

LIFETIME: Final = timedelta(hours=12)
SOONEST: Final = timedelta(seconds=3)

signer = TimestampSigner(salt="portal.reading.feedback")


@dataclass(frozen=True)
class Token:
    """An opened form: about which publication, and by what name it is known."""

    publication: int
    name: str


def make_token(publication: Publication) -> str:
    return signer.sign(f"{publication.pk}.{secrets.token_urlsafe(9)}")


def read_token(value: str) -> Token:
    """What a token says. Raises `BadSignature` for one that we did not make or that is too old."""
    publication, _dot, name = signer.unsign(value, max_age=LIFETIME).partition(".")
    return Token(int(publication), name)


def is_too_soon(value: str) -> bool:
    """Whether the form was made so short a time ago that nobody can have read it."""
    try:
        signer.unsign(value, max_age=SOONEST)
    except SignatureExpired:
        return False
    except BadSignature:
        return True
    return True


def use(token: Token) -> bool:
    """Whether this is the first time that the form is sent; a second time is the same message again."""
    return cache.add(f"feedback-token-{token.name}", 1, timeout=int(LIFETIME.total_seconds()))


def is_from_this_site(request: HttpRequest) -> bool:
    """What the browser says of where a request starts. Old ones, and programs, say nothing."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return not origin or urlsplit(origin).netloc == request.get_host()
