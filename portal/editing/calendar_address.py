"""Each person's own address of the calendar file: signed, and taken back by making a new one."""

from typing import Any

from django.contrib.auth.models import User
from django.core import signing
from django.db import transaction
from django.db.models import F

from portal.editing.models import CalendarAddress

SIGNER = signing.Signer(salt="portal.editing.calendar")


def token_of(user: Any) -> str:
    """The secret part of somebody's address; one query."""
    return SIGNER.sign_object([user.pk, _number(user)])


def user_of(token: str) -> User:
    """Who has this address; two queries.

    Raises `BadSignature` when it was forged or taken back, `User.DoesNotExist` when the account is closed.
    """
    pk, number = SIGNER.unsign_object(token)
    user = User.objects.get(pk=pk, is_active=True, is_staff=True)
    if number != _number(user):
        raise signing.BadSignature("This address was taken back.")
    return user


@transaction.atomic
def renew(*, user: User) -> None:
    """Take somebody's address back; the next one that is asked for is another."""
    address, _made = CalendarAddress.objects.select_for_update().get_or_create(user=user)
    CalendarAddress.objects.filter(pk=address.pk).update(number=F("number") + 1)


def _number(user: Any) -> int:
    return CalendarAddress.objects.filter(user=user.pk).values_list("number", flat=True).first() or 1
