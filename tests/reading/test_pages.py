from datetime import UTC, date, datetime
from typing import Any

import pytest

from portal.publishing.services import Job, withdraw
from tests.builders import (
    make_condition,
    make_live,
    make_page,
    make_picture,
    make_section,
    make_source,
    make_symptom,
    make_term,
    make_test,
    make_treatment,
)
from tests.markup import elements, links, main, words

pytestmark = pytest.mark.django_db

LIVER = "/nl/aandoeningen/nl-lever/"


def headings(page: Any) -> Any:
    return [words(found) for found in elements(main(page), "h2")]


def link_list(page: Any, heading: Any) -> Any:
    """The links under a heading of level 2 or 3, from their innermost section or list."""
    for place in (*elements(main(page), "div", class_="link-list"), *elements(main(page), "section")):
        found = [words(h) for level in ("h2", "h3") for h in elements(place, level)]
        if found[:1] == [heading]:
            return links(place)
    return None


def withdraw_nl(kind: Any, key: Any) -> Any:
    withdraw(kind=kind, key=key, language="nl", by=Job("test"))


# Queries


@pytest.mark.parametrize("how_many", [1, 20])
def test_a_page_costs_three_queries_whatever_its_length_and_its_neighbours(
    client, django_assert_num_queries, how_many
):
    condition = make_condition("lever", help_today_nl="<p>Bel.</p>")
    condition.pictures.create(picture=make_picture())
    for number in range(how_many):
        symptom = make_live(make_symptom(f"klacht-{number}"), "nl")
        test = make_live(make_test(f"onderzoek-{number}"), "nl")
        body = f'<p><a href="ref:symptom/klacht-{number}">Klacht</a>.[@bron-{number}]</p>'
        make_section(condition, position=number, body_nl=body)
        condition.citations.create(source=make_source(f"bron-{number}"))
        condition.symptom_links.create(target=symptom, position=number)
        condition.test_links.create(target=test, position=number)
        other = make_condition(f"ander-{number}")
        other.look_alike_links.create(target=condition)
        make_live(other, "nl")
        make_live(make_page(f"pagina-{number}"), "nl")
    make_live(condition, "nl")

    with django_assert_num_queries(3):
        response = client.get(LIVER)

    assert len(elements(main(response), "section", class_="section-overview")) == how_many
    assert len(link_list(response, "Onderzoeken die kunnen worden gedaan")) == how_many
    assert len(link_list(response, "Kan lijken op")) == how_many


# Links


@pytest.fixture
def condition():
    return make_condition("lever")


def test_links_stand_in_the_editors_order_with_their_notes(client, condition):
    for position, key in ((30, "c"), (10, "a"), (20, "b")):
        target = make_live(make_symptom(key), "nl")
        condition.symptom_links.create(target=target, position=position, note_nl=f"Opmerking {key}")
    make_live(condition, "nl")

    response = client.get(LIVER)

    (part,) = elements(main(response), "section", class_="section-symptoms")
    assert links(part) == [
        ("Titel van a", "/nl/klachten/nl-a/"),
        ("Titel van b", "/nl/klachten/nl-b/"),
        ("Titel van c", "/nl/klachten/nl-c/"),
    ]
    assert [words(p) for p in elements(part, "p")] == ["Opmerking a", "Opmerking b", "Opmerking c"]


def test_only_what_is_live_in_the_language_of_the_page_is_linked(client, condition):
    targets = {key: make_symptom(key) for key in ("beide", "engels", "nergens", "ingetrokken", "nederlands")}
    for position, target in enumerate(targets.values()):
        condition.symptom_links.create(target=target, position=position)
    make_live(targets["beide"])
    make_live(targets["engels"], "en")
    make_live(targets["nederlands"], "nl")
    make_live(targets["ingetrokken"], "nl")
    withdraw_nl("symptom", "ingetrokken")
    make_live(condition)

    (dutch,) = elements(main(client.get(LIVER)), "section", class_="section-symptoms")
    (english,) = elements(main(client.get("/en/conditions/en-lever/")), "section", class_="section-symptoms")

    assert [text for text, _ in links(dutch)] == ["Titel van beide", "Titel van nederlands"]
    assert [text for text, _ in links(english)] == ["Title of beide", "Title of engels"]


def test_a_section_without_live_links_and_without_text_is_not_there(client, condition):
    condition.symptom_links.create(target=make_symptom("jeuk"))
    make_live(condition, "nl")
    before = headings(client.get(LIVER))

    make_live(condition.symptom_links.get().target, "nl")

    assert "Klachten die het kan geven" not in before
    assert [heading for heading in headings(client.get(LIVER)) if heading not in before] == [
        "Klachten die het kan geven"
    ]


def test_a_renamed_target_is_linked_under_its_new_name_and_address(client, condition):
    symptom = make_live(make_symptom("jeuk"), "nl")
    condition.symptom_links.create(target=symptom)
    make_live(condition, "nl")

    symptom.title_nl, symptom.slug_nl = "Jeukende huid", "jeukende-huid"
    symptom.save()
    make_live(symptom, "nl")

    (part,) = elements(main(client.get(LIVER)), "section", class_="section-symptoms")
    assert links(part) == [("Jeukende huid", "/nl/klachten/jeukende-huid/")]


def test_forms_stand_below_what_they_are_forms_of(client, condition):
    ablation = make_live(make_treatment("ablatie"), "nl")
    cryo = make_live(make_treatment("cryo", parent=ablation), "nl")
    other = make_live(make_treatment("chemo"), "nl")
    orphan = make_live(make_treatment("wees", parent=make_treatment("niet-hier")), "nl")
    for position, target in enumerate((cryo, other, ablation, orphan)):
        condition.treatment_links.create(target=target, position=position)
    make_live(condition, "nl")

    (part,) = elements(main(client.get(LIVER)), "section", class_="section-treatment")

    outer = elements(part, "ul", class_="links")[0]
    top = [links(item)[0][0] for item in outer.children if not isinstance(item, str)]
    assert top == ["Titel van chemo", "Titel van ablatie", "Titel van wees"]
    nested = elements(outer, "ul", class_="links")[1]
    assert [text for text, _ in links(nested)] == ["Titel van cryo"]


def test_links_stand_in_the_last_section_of_their_kind_and_pictures_in_the_first(client, condition):
    make_section(condition, kind="symptoms", position=1, heading_nl="Eerst", body_nl="<p>Een.</p>")
    make_section(condition, kind="symptoms", position=2, heading_nl="Dan", body_nl="<p>Twee.</p>")
    condition.symptom_links.create(target=make_live(make_symptom("jeuk"), "nl"))
    condition.pictures.create(picture=make_picture(), section="symptoms")
    make_live(condition, "nl")

    first, last = elements(main(client.get(LIVER)), "section", class_="section-symptoms")

    assert (len(elements(first, "img")), links(first)) == (1, [])
    assert (elements(last, "img"), links(last)) == ([], [("Titel van jeuk", "/nl/klachten/nl-jeuk/")])
    assert (elements(first, "h2")[0].attributes["id"], elements(last, "h2")[0].attributes["id"]) == (
        "symptoms",
        "symptoms-2",
    )


def test_links_in_a_text_lead_to_live_pages_and_are_mere_words_otherwise(client, condition):
    body = (
        '<p><a href="ref:symptom/jeuk">jeuk</a>, <a href="ref:symptom/koorts">koorts</a>,'
        ' <a href="ref:organ/lever">lever</a> en <a href="https://example.org/?a=1&amp;b=2">elders</a>.</p>'
    )
    make_section(condition, body_nl=body)
    make_symptom("koorts")
    make_live(make_symptom("jeuk"), "nl")
    make_live(condition, "nl")

    (part,) = elements(main(client.get(LIVER)), "section", class_="section-overview")

    assert links(part) == [("jeuk", "/nl/klachten/nl-jeuk/"), ("elders", "https://example.org/?a=1&b=2")]
    assert words(elements(part, "p")[0]) == "jeuk, koorts, lever en elders."


def test_a_number_in_a_text_leads_to_its_source(client, condition):
    make_section(condition, body_nl="<p>Zo.[@richtlijn]</p>")
    source = make_source("richtlijn", author="A. Schrijver", language="en", seen_on=date(2026, 11, 1))
    condition.citations.create(source=source, note_nl="Voor het begin.")
    make_live(condition, "nl")

    page = main(client.get(LIVER))

    (part,) = elements(page, "section", class_="section-overview")
    assert [found.attributes["href"] for found in elements(part, "a")] == ["#source-1"]
    (item,) = elements(page, "li", id="source-1")
    assert words(item) == (
        "Bron richtlijn. A. Schrijver, Institute (taal: Engels). Bekeken op 1 november 2026. Voor het begin."
    )


# The other side


@pytest.mark.parametrize(
    ("relation", "make", "address", "headings"),
    [
        (
            "symptom_links",
            make_symptom,
            ("/nl/klachten/nl-doel/", "/en/symptoms/en-doel/"),
            ("Aandoeningen met deze klacht", "Conditions with this symptom"),
        ),
        (
            "test_links",
            make_test,
            ("/nl/onderzoeken/nl-doel/", "/en/tests/en-doel/"),
            ("Aandoeningen waarbij dit onderzoek wordt gebruikt", "Conditions for which this test is used"),
        ),
        (
            "treatment_links",
            make_treatment,
            ("/nl/behandelingen/nl-doel/", "/en/treatments/en-doel/"),
            ("Aandoeningen die hiermee worden behandeld", "Conditions treated with this"),
        ),
        (
            "look_alike_links",
            make_condition,
            ("/nl/aandoeningen/nl-doel/", "/en/conditions/en-doel/"),
            ("Kan lijken op", "Can be mistaken for"),
        ),
        (
            "primary_links",
            make_condition,
            ("/nl/aandoeningen/nl-doel/", "/en/conditions/en-doel/"),
            ("Uitzaaiingen die ervan kunnen komen", "Can spread to"),
        ),
    ],
)
def test_a_page_shows_the_live_pages_that_name_it(client, relation, make, address, headings):
    target = make_live(make("doel"))
    live, draft = make_condition("een"), make_condition("twee")
    for owner in (live, draft):
        getattr(owner, relation).create(target=target)
    make_live(live)

    assert link_list(client.get(address[0]), headings[0]) == [("Titel van een", "/nl/aandoeningen/nl-een/")]
    assert link_list(client.get(address[1]), headings[1]) == [("Title of een", "/en/conditions/en-een/")]


@pytest.mark.parametrize(
    ("make", "path", "heading"),
    [
        (make_test, "onderzoeken", "Vormen van dit onderzoek"),
        (make_treatment, "behandelingen", "Vormen van deze behandeling"),
    ],
)
def test_parent_and_forms_lead_to_each_other(client, make, path, heading):
    parent = make_live(make("ouder"), "nl")
    make_live(make("vorm", parent=parent), "nl")

    forms = link_list(client.get(f"/nl/{path}/nl-ouder/"), heading)
    (breadcrumbs,) = elements(client.get(f"/nl/{path}/nl-vorm/"), "nav", class_="breadcrumbs")

    assert forms == [("Titel van vorm", f"/nl/{path}/nl-vorm/")]
    assert links(breadcrumbs)[-1] == ("Titel van ouder", f"/nl/{path}/nl-ouder/")


# When to seek help


def test_the_levels_of_help_go_from_not_urgent_to_life_threatening(client):
    help_texts = {
        "help_emergency_nl": '<p>Bel <a href="tel:112">112</a>.</p>',
        "help_today_nl": "<p>Bel.</p>",
        "help_appointment_nl": "<p>Maak een afspraak.</p>",
    }
    condition = make_condition("lever", **help_texts)
    make_section(condition, kind="outlook")
    make_live(condition, "nl")

    response = client.get(LIVER)

    (part,) = elements(main(response), "section", class_="help")
    assert [words(found) for found in elements(part, "h3")] == [
        "Niet dringend: Maak een afspraak met de huisarts",
        "Dringend: Bel vandaag de huisarts of de huisartsenpost",
        "Levensgevaar: Bel nu 112",
    ]
    assert links(part) == [("112", "tel:112")]
    both = {"Wanneer hulp zoeken", "Levensverwachting"}
    assert [heading for heading in headings(response) if heading in both] == [
        "Wanneer hulp zoeken",
        "Levensverwachting",
    ]


def test_a_level_without_text_is_not_there(client):
    both = {
        f"help_{level}_{code}": "<p>Zo.</p>" for level in ("appointment", "today") for code in ("nl", "en")
    }
    make_live(make_condition("lever", **both, help_emergency_en="<p>Call.</p>"))

    english, dutch = client.get("/en/conditions/en-lever/"), client.get(LIVER)

    assert [words(found) for found in elements(main(english), "h3")] == [
        "Not urgent: Make an appointment with the GP",
        "Urgent: Call the GP or the out-of-hours GP service today",
        "Life-threatening: Call 112 now",
    ]
    assert [words(found) for found in elements(main(dutch), "h3")] == [
        "Niet dringend: Maak een afspraak met de huisarts",
        "Dringend: Bel vandaag de huisarts of de huisartsenpost",
    ]


# Reviews


def notices(response: Any) -> Any:
    return [words(found) for found in elements(main(response), "p", class_="notice")]


NOT_REVIEWED = (
    "Een medisch professional heeft deze tekst nog niet gecontroleerd. "
    "Vraag het je arts voordat je er iets mee doet."
)
OVERDUE = (
    "Deze pagina had op 23 november 2026 opnieuw gecontroleerd moeten zijn. Dat is nog niet gebeurd. "
    "De tekst kan deels verouderd zijn."
)


def test_a_page_that_nobody_reviewed_says_so(client):
    make_live(make_condition("lever"), "nl")

    assert notices(client.get(LIVER)) == [NOT_REVIEWED]


def test_a_page_that_somebody_reviewed_says_who_and_when(client, time_machine):
    time_machine.move_to(datetime(2026, 11, 1, 12, tzinfo=UTC))
    condition = make_condition(
        "lever", medical_reviewer_nl="Dr. A. Arts, internist", reviewed_on=date(2026, 10, 5), review_cycle=12
    )
    make_live(condition, "nl")

    response = client.get(LIVER)

    assert notices(response) == []
    about = words(elements(main(response), "section", class_="about")[0])
    assert "Medische controle Dr. A. Arts, internist, 5 oktober 2026" in about
    assert "Volgende controle 5 oktober 2027" in about
    assert "Versie 1, gepubliceerd op 1 november 2026" in about


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2026, 11, 22, 12, tzinfo=UTC), []),
        (datetime(2026, 11, 23, 22, 59, tzinfo=UTC), []),  # one minute before midnight in Amsterdam
        (datetime(2026, 11, 23, 23, 0, tzinfo=UTC), [OVERDUE]),
        (datetime(2027, 11, 23, 12, tzinfo=UTC), [OVERDUE]),
    ],
)
def test_a_page_says_by_itself_that_its_review_is_overdue_from_the_day_after(
    client, time_machine, now, expected
):
    time_machine.move_to(datetime(2026, 6, 1, tzinfo=UTC))
    condition = make_condition(
        "lever", medical_reviewer_nl="Dr. A. Arts", reviewed_on=date(2025, 11, 23), review_cycle=12
    )
    make_live(condition, "nl")

    time_machine.move_to(now)

    assert notices(client.get(LIVER)) == expected


def test_a_standing_page_speaks_of_no_review(client):
    make_live(make_page("over"), "nl")

    response = client.get("/nl/over/nl-over/")

    assert notices(response) == []
    assert "controle" not in words(main(response))


# The whole page


def test_a_term_has_its_meaning_and_its_other_names(client):
    make_live(
        make_term("uitzaaiing", other_names_nl="metastase\nsecundaire tumor", summary_nl="Wat het is."), "nl"
    )

    page = main(client.get("/nl/woordenlijst/nl-uitzaaiing/"))

    assert [words(found) for found in elements(page, "h1")] == ["Titel van uitzaaiing"]
    assert words(elements(page, "p", class_="other-names")[0]) == "Ook wel: metastase, secundaire tumor"
    assert "Wat het is." in words(elements(page, "section", class_="summary")[0])


def test_a_page_names_its_origin_its_codes_and_its_rights(client):
    origin = make_source("artikel", publisher="InfoNu", author="Tartuffel", published_on=date(2023, 5, 17))
    condition = make_condition("lever", origin=origin, author_nl="De redactie", rights_nl="© redactie")
    condition.codes.create(system="ICD-10", value="C78.7", position=1)
    condition.codes.create(system="SNOMED CT", value="94381002", position=2)
    make_live(condition, "nl")

    about = words(elements(main(client.get(LIVER)), "section", class_="about")[0])

    assert "Geschreven door De redactie" in about
    assert "Bron artikel. Tartuffel, InfoNu. Bijgewerkt op 17 mei 2023." in about
    assert "Codes ICD-10: C78.7; SNOMED CT: 94381002" in about
    assert "Rechten © redactie" in about


def test_the_contents_lead_to_every_section_of_the_page(client):
    condition = make_condition("lever", help_appointment_nl="<p>Maak een afspraak.</p>")
    make_section(condition, kind="overview", position=1)
    make_section(condition, kind="outlook", position=2)
    condition.citations.create(source=make_source())
    other = make_condition("ander")
    other.look_alike_links.create(target=condition)
    make_live(other, "nl")
    make_live(condition, "nl")

    response = client.get(LIVER)

    (contents,) = elements(response, "nav", class_="contents")
    assert links(contents) == [
        ("Wat is het?", "#overview"),
        ("Wanneer hulp zoeken", "#help"),
        ("Levensverwachting", "#outlook"),
        ("Kan lijken op", "#related-1"),
        ("Bronnen", "#sources"),
        ("Over deze pagina", "#about"),
        ("Neem deze pagina mee", "#take-along"),
    ]
    anchors = [found.attributes["id"] for found in elements(main(response), "h2") if "id" in found.attributes]
    assert [address.removeprefix("#") for _, address in links(contents)] == [
        anchor for anchor in anchors if anchor not in {"contents", "in-short"}
    ]


def test_the_foot_of_every_page_leads_to_the_standing_pages_in_order_and_to_developers(
    client,
):
    for position, key in ((20, "privacy"), (10, "over"), (30, "concept")):
        page = make_page(key, position=position)
        if key != "concept":
            make_live(page, "nl")
    make_live(make_condition("lever"), "nl")

    for address in (LIVER, "/nl/", "/nl/aandoeningen/", "/nl/over/nl-privacy/"):
        (foot,) = elements(client.get(address), "footer")
        assert links(foot) == [
            ("Titel van over", "/nl/over/nl-over/"),
            ("Titel van privacy", "/nl/over/nl-privacy/"),
            ("Voor ontwikkelaars", "/nl/api/"),
        ]


def test_texts_are_escaped_where_they_are_not_rich(client):
    dangerous = '<script>alert("x")</script>'
    condition = make_condition("lever", title_nl=dangerous, other_names_nl=dangerous, summary_nl=dangerous)
    condition.symptom_links.create(target=make_live(make_symptom("jeuk"), "nl"), note_nl=dangerous)
    make_live(condition, "nl")

    html = client.get(LIVER).content.decode()

    assert html.count("<script") == html.count('<script type="application/ld+json">') == 1
    assert html.count("&lt;script&gt;alert(&quot;x&quot;)") >= 6
