"""What somebody typed into a form of the workbench, and whether it is theirs and not stored yet."""

from django.http import QueryDict

from portal.translating.prints import print_of
from portal.translating.units import Unit


def typed_in(post: QueryDict, address: str) -> str | None:
    """What a form has in the field of a unit, with the ends of lines as they are stored."""
    typed = post.get(address)
    return None if typed is None else typed.replace("\r\n", "\n").strip()


def is_changed(post: QueryDict, unit: Unit) -> bool:
    """Whether somebody changed the text of a unit in a form, and has not stored it."""
    seen = post.get(f"{unit.address}-seen", "").partition(".")[2]
    return is_unsaved(typed_in(post, unit.address), seen, unit)


def is_unsaved(typed: str | None, seen: str, unit: Unit) -> bool:
    """Whether somebody typed something into a text that they saw, by its fingerprint, and has not stored it.

    What somebody else has changed meanwhile, and they have not, is no typing of theirs.
    """
    if typed is None or typed == unit.target:
        return False
    return seen == unit.target_print or print_of(typed) != seen
