"""Where things are: the addresses of pages and lists in each language."""

from django.urls import reverse
from django.utils.translation import override


def page_address(kind: str, language: str, slug: str) -> str:
    with override(language):
        return reverse(f"reading:{kind}", args=[slug])


def list_address(kind: str, language: str) -> str:
    with override(language):
        return reverse(f"reading:{kind}-list")


def home_address(language: str) -> str:
    with override(language):
        return reverse("reading:home")
