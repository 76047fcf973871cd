from conditions.models import Condition, ConditionSymptom
from tests.builders import make_condition, make_source, make_symptom, make_test
from tests.editing.forms import address, errors, filled_in, list_address, save


def test_a_condition_has_its_sections_links_pictures_sources_and_codes_on_one_form(editor_client):
    page = editor_client.get(list_address(Condition, "add"))

    assert [inline.formset.prefix for inline in page.context["inline_admin_formsets"]] == [
        "sections",
        "primary_links",
        "symptom_links",
        "test_links",
        "look_alike_links",
        "treatment_links",
        "pictures",
        "citations",
        "codes",
    ]


def test_links_are_made_and_ordered_on_the_form_of_the_condition(editor_client):
    condition = make_condition()
    fatigue, pain = make_symptom("fatigue"), make_symptom("pain")
    new = {
        "symptom_links-TOTAL_FORMS": "2",
        "symptom_links-0-target": str(fatigue.pk),
        "symptom_links-0-position": "2",
        "symptom_links-1-target": str(pain.pk),
        "symptom_links-1-position": "1",
        "symptom_links-1-note_nl": "Vaak rechtsboven.",
    }

    save(editor_client, condition, **new)

    links = condition.symptom_links.all()
    assert [(link.target, link.position, link.note_nl or "") for link in links] == [
        (pain, 10, "Vaak rechtsboven."),
        (fatigue, 20, ""),
    ]


def test_the_same_link_twice_is_refused_on_the_form(editor_client):
    condition = make_condition()
    target = str(make_symptom().pk)

    page = save(
        editor_client,
        condition,
        **{
            "symptom_links-TOTAL_FORMS": "2",
            "symptom_links-0-target": target,
            "symptom_links-1-target": target,
        },
    )

    assert errors(page)
    assert not ConditionSymptom.objects.exists()


def test_a_condition_cannot_look_like_itself(editor_client):
    condition = make_condition()

    page = save(
        editor_client,
        condition,
        **{"look_alike_links-TOTAL_FORMS": "1", "look_alike_links-0-target": str(condition.pk)},
    )

    assert len(errors(page)) == 1


def test_codes_and_sources_are_added_on_the_form(editor_client):
    condition = make_condition()
    source = make_source()

    save(
        editor_client,
        condition,
        **{
            "codes-TOTAL_FORMS": "1",
            "codes-0-system": "ICD-10",
            "codes-0-value": "C78.7",
            "citations-TOTAL_FORMS": "1",
            "citations-0-source": str(source.pk),
        },
    )

    assert [str(code) for code in condition.codes.all()] == ["ICD-10 C78.7"]
    assert [row.source for row in condition.citations.all()] == [source]


def test_a_test_cannot_be_a_form_of_its_own_form(editor_client):
    parent = make_test("imaging")
    child = make_test("ct", parent=parent)

    page = save(editor_client, parent, parent=str(child.pk))

    assert page.context["adminform"].form.errors.keys() == {"parent"}
    parent.refresh_from_db()
    assert parent.parent is None


def test_symptoms_are_found_by_autocomplete_in_every_language(editor_client):
    make_symptom("fatigue", title_nl="Vermoeidheid", title_en="Fatigue")
    asked = {"app_label": "conditions", "model_name": "conditionsymptom", "field_name": "target"}

    answers = [
        editor_client.get("/nl/admin/autocomplete/", asked | {"term": term}).json()["results"]
        for term in ("vermoeid", "fatig")
    ]

    assert [[row["text"] for row in answer] for answer in answers] == [["Vermoeidheid"], ["Vermoeidheid"]]


def test_the_form_of_a_symptom_opens_and_saves(editor_client):
    symptom = make_symptom()

    response = editor_client.post(address(symptom), filled_in(editor_client.get(address(symptom))))

    assert response.status_code == 302
