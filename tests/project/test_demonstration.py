"""The demo publishes what nobody has reviewed, and says so; it publishes nothing else that blocks."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from portal.demonstration import publish_translations
from portal.publishing.models import Publication
from portal.publishing.overrides import DEMONSTRATION
from portal.publishing.services import PublishingRefusedError
from portal.translating.gate import NOT_REVIEWED
from portal.translating.reviewing import accept_all
from tests.builders import complete, make_condition, make_section, make_source
from tests.translating.desk import INTO, colleague, confirm_all


@pytest.fixture(autouse=True)
def translations_are_judged() -> None:
    """Here they are."""


@pytest.fixture
def condition(db, reviews_required) -> Any:
    made = complete(
        make_condition(
            title_nl="Leverkanker",
            title_en="Liver cancer",
            help_appointment_nl="<p>Bel als je koorts hebt.</p>",
            help_appointment_en="<p>Call if you have a fever.</p>",
        )
    )
    made.citations.update(source=make_source("richtlijn", title_nl="Richtlijn", title_en="Guideline"))
    confirm_all(made)
    return made


def test_a_missing_review_is_overridden_by_name(condition, administrator):
    publish_translations(by=administrator)

    kept = Publication.objects.live().get(language=INTO).overrides.get()
    assert (kept.code, kept.by, kept.reason) == (NOT_REVIEWED, administrator, DEMONSTRATION)
    assert "nagekeken" in kept.message


def test_what_was_reviewed_needs_no_override(condition, administrator):
    accept_all(instance=condition, language=INTO, by=colleague())

    publish_translations(by=administrator)

    assert not Publication.objects.live().get(language=INTO).overrides.exists()


def test_a_missing_text_is_refused(condition, administrator):
    make_section(condition, body_nl="<p>Nieuw.</p>", body_en="")

    with pytest.raises(PublishingRefusedError):
        publish_translations(by=administrator)
    assert not Publication.objects.exists()


def test_it_takes_the_right_to_override(condition, editor):
    with pytest.raises(PermissionDenied):
        publish_translations(by=editor)


def test_what_nobody_has_begun_to_translate_stops_nothing(condition, administrator):
    complete(make_condition("nog-niet", title_en=""))

    publish_translations(by=administrator)

    assert Publication.objects.live().get(language=INTO).key == condition.key
