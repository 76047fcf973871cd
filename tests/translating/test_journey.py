"""Twenty objects, all the way: from no English at all to English pages that anybody can read."""

from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from django.utils.translation import override
from lxml import etree  # type: ignore[import-untyped]

from conditions.models import Symptom
from portal.publishing.kinds import kind_named
from portal.publishing.models import Publication
from portal.publishing.services import Job, SetRefusedError, publish_together
from portal.translating.desks import desks_of
from portal.translating.exchange.entries import entries
from portal.translating.exchange.importing import bring_in
from portal.translating.exchange.xliff import read, write
from portal.translating.models import State, TranslationEvent
from portal.translating.reviewing import accept_all
from tests.builders import make_source, make_symptom
from tests.markup import words
from tests.translating.desk import INTO, colleague

OBJECTS = 20
ENGLISH = {
    "Koorts": "Fever",
    "Je hebt een hogere temperatuur dan anders.": "Your temperature is higher than usual.",
    "Koorts komt vaak door een griep.": "Fever often comes from flu.",
    "Bel vandaag je huisarts.": "Call your GP today.",
    "Richtlijn": "Guideline",
}


def symptoms() -> list[Any]:
    """Live in Dutch; of English there is nothing, not even the title of their source."""
    source = make_source(title_nl="Richtlijn", title_en="")
    without = {"title_en": "", "slug_en": None, "summary_en": ""}
    dutch = {"title_nl": "Koorts", "summary_nl": "Je hebt een hogere temperatuur dan anders."}
    dutch |= {"causes_nl": "<p>Koorts komt vaak door een griep.</p>"}
    dutch |= {"help_today_nl": "<p>Bel vandaag je huisarts.</p>"}
    made = [make_symptom(f"koorts-{number}", **dutch, **without) for number in range(OBJECTS)]
    for symptom in made:
        symptom.citations.create(source=source)
    publish_together(instances=made, languages=["nl"], by=Job("test"))
    return made


def translated(content: bytes) -> bytes:
    """The file after a translator filled every target."""
    tree = etree.fromstring(content)
    q = f"{{{tree.nsmap[None]}}}"
    for source in tree.iter(f"{q}source"):
        assert source.getnext() is None  # what is missing has no target
        target = etree.SubElement(source.getparent(), f"{q}target")
        target.text = ENGLISH[source.text]
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="utf-8"))


def states() -> set[State]:
    desks = desks_of(kind_named("symptom").objects(), INTO)
    return {unit.state for one in desks.values() for unit in one.units}


def test_twenty_objects_go_from_missing_to_published(client, translator, editor, reviews_required):
    made = symptoms()
    file = BytesIO()
    missing = frozenset({State.MISSING})
    count = write(file, entries(None, INTO, missing), INTO, "2.1")
    assert count == 4 * OBJECTS + 1

    outcome = bring_in(entries=read(translated(file.getvalue()), INTO), language=INTO, by=translator)
    assert len(outcome.arrivals) == count
    assert states() == {State.TRANSLATED}
    with pytest.raises(SetRefusedError):
        publish_together(instances=Symptom.objects.all(), languages=[INTO], by=editor)
    assert not Publication.objects.filter(language=INTO).exists()

    second = colleague()
    for symptom in made:
        accept_all(instance=symptom, language=INTO, by=second)
    assert states() == {State.REVIEWED}
    assert TranslationEvent.objects.filter(act="reviewed", by=second).count() == count

    publish_together(instances=Symptom.objects.all(), languages=[INTO], by=editor)
    for page in Publication.objects.live().filter(language=INTO):
        with override(INTO):
            shown = words(client.get(reverse("reading:symptom", args=[page.slug])))
        assert "Your temperature is higher than usual." in shown
        assert "Fever often comes from flu." in shown
    assert Publication.objects.live().filter(language=INTO).count() == OBJECTS
