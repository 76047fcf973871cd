"""Words of two hundred letters and addresses: nothing runs off a narrow page."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Page

from portal.translating.addresses import object_address
from portal.translating.models import TranslationSummary
from portal.translating.summaries import compute_missing
from tests.builders import make_condition
from tests.translating.desk import INTO

LONG = "Hypergammaglobulinemie" * 5
ADDRESS = f"https://www.example.org/{'pad/' * 40}?vraag=1"


@pytest.mark.parametrize("width", [320, 1280])
def test_what_cannot_be_broken_anywhere_stays_on_the_page(
    transactional_db,
    new_page: Callable[..., Page],
    sign_in: Callable[..., None],
    translator: User,
    width: int,
):
    make_condition("lang", title_nl=LONG, title_en=LONG, summary_nl=f"{LONG} {ADDRESS}", summary_en=ADDRESS)
    compute_missing(INTO)
    page = new_page(viewport={"width": width, "height": 700})
    sign_in(page, translator)

    for address in (
        object_address(TranslationSummary.objects.get(key="lang")),
        reverse("translation-list", args=[INTO]),
        reverse("translation-memory"),
        reverse("preview", args=[INTO, "condition", "lang"]),
        reverse("admin:index"),
    ):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
