"""Where things are: the addresses of pages and lists in each language."""

from functools import lru_cache

from django.urls import reverse
from django.utils.translation import get_language, override

from portal.languages import CODES, SOURCE

# An object is named by its kind and key, whatever its address.
Name = tuple[str, str]


@lru_cache(maxsize=50_000)  # a long page asks for each of its links, more than once
def page_address(kind: str, language: str, slug: str) -> str:
    with override(language):
        return reverse(f"reading:{kind}", args=[slug])


def list_address(kind: str, language: str) -> str:
    with override(language):
        return reverse(f"reading:{kind}-list")


def home_address(language: str) -> str:
    with override(language):
        return reverse("reading:home")


def developers_address(language: str) -> str:
    with override(language):
        return reverse("reading:api")


def document_address(kind: str, key: str, language: str) -> str:
    """The same page for other programs."""
    return reverse("api:document", kwargs={"kind": kind, "key": key, "language": language})


def part_address(part: str, kind: str, language: str, slug: str, *more: object) -> str:
    """Address of what belongs to a page and stands below it: such as its list of `versions`."""
    with override(language):
        return reverse(f"reading:{kind}-{part}", args=[slug, *more])


def feed_address(kind: str, language: str) -> str:
    """The feed of a kind; of all kinds when `kind` is empty."""
    with override(language):
        return reverse(f"reading:{kind}-feed" if kind else "reading:feed")


def default_address(alternates: dict[str, str]) -> str:
    """Where readers of any other language go: to the source, or to what there is."""
    return alternates.get(SOURCE.code) or next(iter(alternates.values()), "")


def current_language() -> str:
    """The language of the address that was asked for."""
    return get_language() or CODES[0]


def search_address(language: str) -> str:
    with override(language):
        return reverse("reading:search")


def changes_address(language: str) -> str:
    with override(language):
        return reverse("reading:changes")
