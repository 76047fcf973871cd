"""Terms of the glossary on pages: marked, described, and always those that are live now."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from portal.publishing.services import Job, publish, withdraw
from tests.builders import (
    complete,
    make_condition,
    make_live,
    make_page,
    make_section,
    make_symptom,
    make_term,
)
from tests.markup import attribute, elements, links, main, walk, words

pytestmark = pytest.mark.django_db

LIVER = "/nl/aandoeningen/nl-lever/"
METASTASIS = "/nl/woordenlijst/nl-metastasis/"


def metastasis(**fields: Any) -> Any:
    texts = {"title_nl": "Uitzaaiing", "title_en": "Metastasis"}
    others = {"other_names_nl": "metastase", "other_names_en": "mets"}
    forms = {"forms_nl": "uitzaaiingen\nuitgezaaid", "forms_en": "metastases"}
    meaning = {"summary_nl": "Een plek < 5 & verder.", "summary_en": "A place < 5 & further."}
    return make_term("metastasis", **texts | others | forms | meaning | fields)


def with_text(*bodies: Any, **fields: Any) -> Any:
    condition = make_condition("lever", **fields)
    for position, body in enumerate(bodies):
        make_section(condition, position=position, body_nl=body)
    return make_live(condition, "nl")


def marks(response: Any) -> Any:
    """The marked words of a page with their addresses, in the order of the page."""
    return [(words(a), a.attributes["href"]) for a in elements(main(response), "a", class_="term")]


def test_a_term_is_marked_once_in_each_section_and_its_meaning_stands_once_on_the_page(client):
    make_live(metastasis(), "nl")
    with_text(
        "<p>Een uitzaaiing en <strong>uitzaaiingen</strong>.</p><ul><li>Metastase</li></ul>",
        "<p>Het is uitgezaaid.</p>",
        help_today_nl="<p>Bij uitzaaiingen.</p>",
        summary_nl="Uitzaaiingen in het kort.",
    )

    response = client.get(LIVER)

    assert marks(response) == [
        ("Uitzaaiingen", METASTASIS),
        ("uitzaaiing", METASTASIS),
        ("uitgezaaid", METASTASIS),
        ("uitzaaiingen", METASTASIS),
    ]
    assert set(attribute(response, "a", "aria-describedby", class_="term")) == {"nl1"}
    (meanings,) = elements(main(response), "ul", id="terms")
    assert "hidden" in meanings.attributes
    assert [(item.attributes["id"], words(item)) for item in elements(meanings, "li")] == [
        ("nl1", "Een plek < 5 & verder.")
    ]


def test_the_text_stays_to_the_letter_what_was_published(client):
    body = (
        "<p>Eén uitzaaiing &amp; 5 &lt; 7&nbsp;mm<br>H<sub>2</sub>O, <em>zo <strong>uitgezaaid</strong></em>"
        ' <a href="https://example.org/?a=1&amp;b=2">elders</a>, einde.</p>'
    )
    with_text(body)
    before = elements(main(client.get(LIVER)), "section", class_="section-overview")[0]

    make_live(metastasis(), "nl")
    after = elements(main(client.get(LIVER)), "section", class_="section-overview")[0]

    assert words(after) == words(before)
    assert tags(after) == tags(before)
    assert links(after) == [("uitzaaiing", METASTASIS), *links(before)]


def tags(element: Any) -> Any:
    return [found.name for found in walk(element) if found.name != "a"]


def test_nothing_is_marked_inside_links_headings_and_numbers_of_sources(client):
    make_live(metastasis(), "nl")
    with_text(
        '<h3>Uitzaaiing</h3><p><a href="https://example.org/">uitzaaiing</a>, <sup>uitzaaiing</sup>.</p>',
        "<h3>Uitzaaiing</h3><p>Een uitzaaiing.</p>",
    )

    assert marks(client.get(LIVER)) == [("uitzaaiing", METASTASIS)]


def test_a_link_that_an_editor_made_to_a_term_explains_it_and_counts_as_its_first_use(client):
    make_live(metastasis(), "nl")
    with_text('<p>Als het <a href="ref:term/metastasis">zich verspreidt</a>: een uitzaaiing.</p>')

    response = client.get(LIVER)

    assert marks(response) == [("zich verspreidt", METASTASIS)]
    assert len(elements(main(response), "ul", id="terms")) == 1


def test_a_term_is_not_marked_on_its_own_page_but_others_are(client):
    make_live(make_term("tumor", title_nl="Tumor"), "nl")
    make_live(metastasis(summary_nl="Een uitzaaiing van een tumor."), "nl")

    assert marks(client.get(METASTASIS)) == [("tumor", "/nl/woordenlijst/nl-tumor/")]


@pytest.mark.parametrize("called", [{"title_nl": "Uitzaaiing"}, {"other_names_nl": "lever\nMetastase"}])
def test_a_page_does_not_explain_the_word_that_is_its_own_name(client, called):
    make_live(metastasis(), "nl")
    with_text("<p>Een uitzaaiing.</p>", **called)

    assert marks(client.get(LIVER)) == []


def test_a_page_explains_a_word_that_is_a_part_of_its_name(client):
    make_live(metastasis(), "nl")
    with_text("<p>Een uitzaaiing.</p>", title_nl="Uitzaaiing in de lever")

    assert marks(client.get(LIVER)) == [("uitzaaiing", METASTASIS)]


def test_each_language_has_its_own_terms(client):
    make_live(metastasis())
    condition = make_condition("lever")
    make_section(
        condition, body_nl="<p>Zo uitgezaaid (metastases).</p>", body_en="<p>So metastases (uitgezaaid).</p>"
    )
    make_live(condition)

    assert marks(client.get(LIVER)) == [("uitgezaaid", METASTASIS)]
    assert marks(client.get("/en/conditions/en-lever/")) == [("metastases", "/en/glossary/en-metastasis/")]


def test_a_page_without_terms_loads_no_script_and_one_with_terms_loads_one(client):
    make_live(metastasis(), "nl")
    with_text("<p>Een uitzaaiing.</p>")
    make_live(make_page("over"), "nl")

    def scripts(address: Any) -> Any:
        return [found for found in elements(client.get(address), "script") if "src" in found.attributes]

    assert scripts("/nl/over/nl-over/") == []
    (script,) = scripts(LIVER)
    assert "defer" in script.attributes
    assert "reading/terms" in script.attributes["src"]


# What is live


def test_only_what_is_live_in_the_language_is_marked(client):
    term = complete(metastasis())
    with_text("<p>Een uitzaaiing.</p>")
    never = marks(client.get(LIVER))
    publish(instance=term, language="en", by=Job("test"))
    elsewhere = marks(client.get(LIVER))
    publish(instance=term, language="nl", by=Job("test"))
    live = marks(client.get(LIVER))
    withdraw(kind="term", key="metastasis", language="nl", by=Job("test"))

    assert (never, elsewhere, live) == ([], [], [("uitzaaiing", METASTASIS)])
    assert marks(client.get(LIVER)) == []


def test_a_planned_term_is_marked_from_its_moment_to_its_end(client, time_machine):
    start = datetime(2026, 11, 1, tzinfo=UTC)
    time_machine.move_to(start)
    term = complete(metastasis())
    with_text("<p>Een uitzaaiing.</p>")
    publish(
        instance=term,
        language="nl",
        by=Job("test"),
        live_from=start + timedelta(hours=1),
        live_until=start + timedelta(hours=2),
    )

    found = []
    for minutes in (59, 60, 119, 120):
        time_machine.move_to(start + timedelta(minutes=minutes))
        found.append(len(marks(client.get(LIVER))))

    assert found == [0, 1, 1, 0]


def test_a_changed_term_is_seen_on_the_next_request(client):
    term = make_live(metastasis(), "nl")
    with_text("<p>Een uitzaaiing en een dochter.</p>")
    client.get(LIVER)

    term.title_nl, term.other_names_nl, term.forms_nl = "Dochtergezwel", "", "dochter"
    term.slug_nl, term.summary_nl = "dochter", "Anders uitgelegd."
    term.save()
    make_live(term, "nl")
    response = client.get(LIVER)

    assert marks(response) == [("dochter", "/nl/woordenlijst/dochter/")]
    assert words(elements(main(response), "ul", id="terms")[0]) == "Anders uitgelegd."


@pytest.mark.parametrize("how_many", [1, 30])
def test_a_page_with_terms_costs_three_queries_whether_they_are_known_or_new(
    client, django_assert_num_queries, how_many
):
    for number in range(how_many):
        make_live(make_term(f"woord-{number}", title_nl=f"Woord{number}"), "nl")
    with_text("<p>" + " ".join(f"woord{number}" for number in range(how_many)) + "</p>")

    for _new_then_known in range(2):
        with django_assert_num_queries(3):
            response = client.get(LIVER)
        assert len(marks(response)) == how_many


def test_a_preview_marks_terms_as_plain_links(editor_client):
    make_live(metastasis(), "nl")
    make_section(make_condition("lever"), body_nl="<p>Een uitzaaiing.</p>")

    response = editor_client.get("/preview/nl/condition/lever/")

    assert marks(response) == [("uitzaaiing", METASTASIS)]
    assert elements(response, "script") == []


def test_an_earlier_version_is_shown_without_marks(client):
    make_live(metastasis(), "nl")
    condition = with_text("<p>Een uitzaaiing.</p>")
    condition.title_nl = "Anders"
    condition.save()
    make_live(condition, "nl")

    earlier = client.get(f"{LIVER}versies/1/")

    assert "Een uitzaaiing." in words(main(earlier))
    assert marks(earlier) == []


def test_symptoms_are_explained_too(client):
    make_live(metastasis(), "nl")
    make_live(make_symptom("pijn", advice_nl="<p>Bij een uitzaaiing.</p>"), "nl")

    assert marks(client.get("/nl/klachten/nl-pijn/")) == [("uitzaaiing", METASTASIS)]
