"""Of a language that the checks do not know, no page says that they find nothing."""

from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from portal.languages import SOURCE, TRANSLATIONS, Language
from portal.translating.exchange.comparing import Checked

UNKNOWN = Language("de", "Deutsch", "de_DE")


def said(language: Language) -> Any:
    context = {"language": language, "checked": Checked(texts=3, checked=3, with_errors=0, with_warnings=0)}
    with override(SOURCE.code):
        return render_to_string("translating/upload_checks.html", context)


def test_a_file_in_a_language_that_no_check_knows_is_not_said_to_be_without_findings():
    assert "Geen enkele controle zoekt naar gevaarlijke fouten in vertalingen naar het Duits" in said(UNKNOWN)
    assert "Ze vinden niets." not in said(UNKNOWN)


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_file_in_a_language_that_they_know_is(language):
    assert "Ze vinden niets." in said(language)
    assert "Geen enkele controle" not in said(language)
