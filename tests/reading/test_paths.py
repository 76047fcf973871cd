"""The picture of the path: steps, groups and aims from live pages only."""

from typing import Any

import pytest

from conditions.choices import DiagnosticTestKind
from tests.builders import make_condition, make_live, make_symptom, make_test, make_treatment
from tests.markup import elements, links, main, words
from treatments.choices import Intent, TreatmentKind

pytestmark = pytest.mark.django_db

LIVER = "/nl/aandoeningen/nl-lever/"


def path(response: Any) -> Any:
    """From the heading of each step to its groups, each its label and its links with their aims."""
    (picture,) = elements(main(response), "section", class_="path")
    steps = [step for step in elements(picture, "li") if elements(step, "h3")]
    return {words(elements(step, "h3")[0]): [group(item) for item in groups_of(step)] for step in steps}


def groups_of(step: Any) -> Any:
    return [
        item for item in elements(step, "ul", class_="path-groups")[0].children if not isinstance(item, str)
    ]


def group(item: Any) -> Any:
    return [words(label) for label in elements(item, "p")], [words(stop) for stop in elements(item, "li")[1:]]


@pytest.fixture
def lever() -> Any:
    condition = make_condition("lever")
    symptom, blood = make_symptom("jeuk"), make_test("bloed", kind=DiagnosticTestKind.BLOOD)
    scans = [make_test(key, kind=DiagnosticTestKind.IMAGING) for key in ("ct", "mri")]
    forms = [make_test("ct-borst", kind=DiagnosticTestKind.IMAGING, parent=scans[0])]
    surgery = make_treatment(
        "chirurgie", kind=TreatmentKind.SURGERY, intent=Intent.CURATIVE, title_nl="Chirurgie"
    )
    other = make_treatment("anders", kind=TreatmentKind.OTHER)
    condition.symptom_links.create(target=make_live(symptom))
    for position, test in enumerate([scans[0], blood, scans[1], *forms]):
        condition.test_links.create(target=make_live(test), position=position)
    for position, treatment in enumerate([surgery, other]):
        condition.treatment_links.create(target=make_live(treatment), position=position)
    return make_live(condition)


def test_the_path_goes_from_symptoms_by_way_of_tests_to_treatments_in_their_groups(client, lever):
    assert path(client.get(LIVER)) == {
        "Wat je kunt merken": [(["Merkbaar: je voelt het zelf"], ["Titel van jeuk"])],
        "Hoe het wordt gevonden": [
            (["Beeldvormend onderzoek"], ["Titel van ct", "Titel van mri"]),
            (["Bloedonderzoek"], ["Titel van bloed"]),
        ],
        "Wat eraan gedaan kan worden": [
            (["Operatie"], ["Chirurgie Genezen"]),
            (["Andere behandeling"], ["Titel van anders"]),
        ],
    }


def test_every_stop_leads_to_its_page_and_every_step_to_its_section(client, lever):
    page = main(client.get("/en/conditions/en-lever/"))

    (picture,) = elements(page, "section", class_="path")

    assert links(picture) == [
        ("What you can notice", "#symptoms"),
        ("Title of jeuk", "/en/symptoms/en-jeuk/"),
        ("How it is found", "#diagnosis"),
        ("Title of ct", "/en/tests/en-ct/"),
        ("Title of mri", "/en/tests/en-mri/"),
        ("Title of bloed", "/en/tests/en-bloed/"),
        ("What can be done", "#treatment"),
        ("Title of chirurgie", "/en/treatments/en-chirurgie/"),
        ("Title of anders", "/en/treatments/en-anders/"),
    ]
    for anchor in ("symptoms", "diagnosis", "treatment"):
        assert len(elements(page, "h2", id=anchor)) == 1


def test_a_label_that_says_what_its_only_page_says_is_left_out(client):
    condition = make_condition("lever")
    ablation = make_treatment("ablatie", kind=TreatmentKind.ABLATION, title_nl="Ablatie")
    condition.treatment_links.create(target=make_live(ablation, "nl"))
    condition.symptom_links.create(target=make_live(make_symptom("jeuk"), "nl"))
    make_live(condition, "nl")

    assert path(client.get(LIVER))["Wat eraan gedaan kan worden"] == [([], ["Ablatie"])]


def test_one_step_is_no_path_and_what_is_not_live_is_no_step(client):
    condition = make_condition("lever")
    condition.symptom_links.create(target=make_live(make_symptom("jeuk"), "nl"))
    test = make_test("ct")
    condition.test_links.create(target=test)
    make_live(condition, "nl")
    before = elements(main(client.get(LIVER)), "section", class_="path")

    make_live(test, "nl")

    assert before == []
    assert list(path(client.get(LIVER))) == ["Wat je kunt merken", "Hoe het wordt gevonden"]


def test_a_page_without_a_path_has_no_picture(client, lever):
    response = client.get("/nl/onderzoeken/nl-ct/")

    assert elements(main(response), "section", class_="path") == []
    assert ("De weg in één beeld", "#path") not in links(main(response))
    assert ("De weg in één beeld", "#path") in links(main(client.get(LIVER)))
