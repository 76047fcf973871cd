from typing import Any

import pytest
from django.utils.translation import override

from portal.publishing.kinds import kind_named
from portal.publishing.models import Publication
from portal.reading.lists import LONGEST_WHOLE_LIST, Choice, by_group, by_letter, folded, initial
from tests.builders import make_condition, make_live, make_symptom, make_term, make_test, make_treatment
from tests.markup import attribute, elements, links, main, words

EVERY_LIST = [
    ("/nl/aandoeningen/", make_condition),
    ("/nl/klachten/", make_symptom),
    ("/nl/onderzoeken/", make_test),
    ("/nl/behandelingen/", make_treatment),
    ("/nl/woordenlijst/", make_term),
]


def parts(page: Any) -> Any:
    """Heading and lines of each part of a list, as a reader sees them."""
    return [
        (words(elements(part, "h2")[0]), [words(line) for line in elements(part, "li")])
        for part in elements(main(page), "section", class_="list-part")
    ]


# Queries


@pytest.mark.django_db
@pytest.mark.parametrize("how_many", [1, 30])
@pytest.mark.parametrize(
    ("address", "make"), [(place + order, make) for place, make in EVERY_LIST for order in ("", "?by=group")]
)
def test_a_list_costs_two_queries_however_long_it_is(
    client, django_assert_num_queries, address, make, how_many
):
    for number in range(how_many):
        make_live(make(f"object-{number}"), "nl")

    with django_assert_num_queries(2):
        response = client.get(address)

    assert len(elements(main(response), "ul", class_="entries")) == 1
    assert len(links(elements(main(response), "ul", class_="entries")[0])) == how_many


# From A to Z


@pytest.mark.django_db
def test_a_list_goes_from_a_to_z_with_other_names_between(client):
    make_live(make_condition("c", title_nl="Cyste", other_names_nl="blaasje\nCYSTE", slug_nl="cyste"), "nl")
    make_live(make_condition("e", title_nl="École", slug_nl="ecole"), "nl")
    make_live(make_condition("a", title_nl="ezel", slug_nl="ezel"), "nl")
    make_live(make_condition("z", title_nl="5-FU", slug_nl="vijf"), "nl")

    response = client.get("/nl/aandoeningen/")

    assert parts(response) == [
        ("0-9", ["5-FU"]),
        ("B", ["blaasje: zie Cyste"]),
        ("C", ["Cyste"]),
        ("E", ["École", "ezel"]),
    ]
    assert ("Cyste", "/nl/aandoeningen/cyste/") in links(main(response))
    (letters,) = elements(main(response), "nav", class_="parts")
    assert links(letters) == [("0-9", "#part-0-9"), ("B", "#part-B"), ("C", "#part-C"), ("E", "#part-E")]
    ids = attribute(main(response), "h2", "id")
    assert [address.removeprefix("#") for _, address in links(letters)] == ids


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("echo", "E"),
        ("Écho", "E"),
        ("ångström", "A"),
        ("IJzer", "I"),
        ("5-FU", "0-9"),
        ("(zie)", "0-9"),
    ],
)
def test_a_name_stands_under_its_first_letter_without_accent(name, letter):
    assert initial(name) == letter


def test_accents_and_capitals_do_not_count_for_the_order():
    assert [folded(name) for name in ("Écho", "ECHO", "Überhuid")] == ["echo", "echo", "uberhuid"]


@pytest.mark.django_db
def test_the_glossary_shows_the_meanings(client):
    make_live(make_term("cel", summary_nl="Het kleinste deel."), "nl")

    assert parts(client.get("/nl/woordenlijst/")) == [("T", ["Titel van cel Het kleinste deel."])]


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "make"), EVERY_LIST)
def test_an_empty_list_says_that_it_is_empty(client, address, make):
    make_live(make("engels"), "en")

    page = main(client.get(address))

    assert [words(found) for found in elements(page, "p", class_="empty")] == [
        "Hier is nog niets gepubliceerd."
    ]
    assert parts(client.get(address)) == []


# By group


@pytest.mark.django_db
def test_groups_stand_in_their_own_order_and_forms_below_their_parent(client):
    parent = make_treatment("ablatie", kind="ablation")
    chemo = make_treatment("chemo", kind="chemotherapy")
    child = make_treatment("cryo", kind="ablation", parent=parent)
    for treatment in (parent, chemo, child):
        make_live(treatment, "nl")

    response = client.get("/nl/behandelingen/?by=group")

    headings = [heading for heading, _ in parts(response)]
    assert headings == ["Chemotherapie", "Ablatie"]
    (ablation,) = elements(main(response), "section", **{"aria-labelledby": "part-ablation"})
    (outer, inner) = elements(ablation, "ul")
    assert [text for text, _ in links(outer)] == ["Titel van ablatie", "Titel van cryo"]
    assert [text for text, _ in links(inner)] == ["Titel van cryo"]


@pytest.mark.django_db
def test_the_order_that_is_shown_is_the_current_one(client):
    make_live(make_condition("lever"), "nl")

    def current(address: Any) -> Any:
        (orders,) = elements(main(client.get(address)), "nav", class_="orders")
        return [words(found) for found in elements(orders, "a", **{"aria-current": "true"})]

    assert current("/nl/aandoeningen/") == ["A tot Z"]
    assert current("/nl/aandoeningen/?by=group") == ["In groepen"]


@pytest.mark.django_db
def test_a_list_without_groups_is_the_same_whatever_order_is_asked(client):
    make_live(make_term("cel"), "nl")

    assert parts(client.get("/nl/woordenlijst/?by=group")) == parts(client.get("/nl/woordenlijst/"))


# Long lists. These publications need no database: a list is made from what one query gives.


def publications(how_many: Any, letters: Any = "ab", **fields: Any) -> Any:
    return [
        Publication(
            kind="treatment",
            key=f"{letters}-{number}",
            language="nl",
            slug=f"{letters}-{number}",
            title=f"{letters[number % len(letters)]}{number:04}",
            **fields,
        )
        for number in range(how_many)
    ]


def test_the_longest_list_that_is_whole_is_shown_whole():
    listing = by_letter(publications(LONGEST_WHOLE_LIST), Choice())

    assert [part.heading for part in listing.shown] == ["A", "B"]
    assert sum(len(part.entries) for part in listing.shown) == LONGEST_WHOLE_LIST


def test_a_longer_list_shows_the_part_that_is_asked_for_and_names_the_others():
    listing = by_letter(publications(LONGEST_WHOLE_LIST + 1), Choice(part="B"))

    assert [part.heading for part in listing.parts] == ["A", "B"]
    assert [part.heading for part in listing.shown] == ["B"]
    assert {entry.name[0] for part in listing.shown for entry in part.entries} == {"b"}


def test_a_long_part_is_shown_in_pages():
    many = publications(2 * LONGEST_WHOLE_LIST + 1, letters="a")

    sizes = [
        [len(part.entries) for part in by_letter(many, Choice("A", page)).shown] for page in ("1", "2", "3")
    ]

    assert sizes == [[LONGEST_WHOLE_LIST], [LONGEST_WHOLE_LIST], [1]]


@pytest.mark.parametrize(
    "choice", [Choice("Z"), Choice("", "99"), Choice("A", "x"), Choice("A", "-1"), Choice("\0")]
)
def test_a_part_or_page_that_is_not_there_gives_one_that_is(choice):
    (shown,) = by_letter(publications(LONGEST_WHOLE_LIST + 1), choice).shown

    assert shown.heading == "A"
    assert shown.entries


def test_a_long_list_in_groups_shows_one_group():
    many = publications(LONGEST_WHOLE_LIST, group="surgery") + publications(5, letters="c", group="ablation")

    with override("en"):
        listing = by_group(many, kind_named("treatment"), Choice(part="ablation"))

    assert [part.heading for part in listing.parts] == ["Surgery", "Ablation"]
    assert [(part.heading, len(part.entries)) for part in listing.shown] == [("Ablation", 5)]


def test_a_group_that_its_kind_no_longer_knows_is_shown_as_other():
    old = publications(1, group="leeches")

    with override("en"):
        listing = by_group(old, kind_named("treatment"), Choice())

    assert [(part.heading, len(part.entries)) for part in listing.shown] == [("Other", 1)]


@pytest.mark.django_db
def test_a_long_list_leads_to_its_parts_and_pages(client):
    name = "\n".join(f"a{number}" for number in range(LONGEST_WHOLE_LIST))
    make_live(make_condition("lever", title_nl="B", other_names_nl=name), "nl")

    response = client.get("/nl/aandoeningen/?part=A")

    (letters,) = elements(main(response), "nav", class_="parts")
    assert links(letters) == [("A", "?part=A"), ("B", "?part=B")]
    assert [words(found) for found in elements(letters, "a", **{"aria-current": "true"})] == ["A"]
    assert [heading for heading, _ in parts(client.get("/nl/aandoeningen/?part=B"))] == ["B"]
