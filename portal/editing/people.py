"""The people of the editors’ room: who is signed in, and what they are called."""

from typing import Any, cast

from django.contrib.auth.models import User
from django.http import HttpRequest


def person_of(request: HttpRequest) -> User:
    """Who is signed in; the admin lets nobody else come this far."""
    return cast("User", request.user)


def name_of(person: Any) -> str:
    return str(person.get_full_name() or person.get_username())
