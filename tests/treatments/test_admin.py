from tests.builders import make_treatment
from tests.editing.forms import save


def test_a_treatment_gets_a_parent_an_aim_and_a_route(editor_client):
    parent = make_treatment("radiotherapy")
    treatment = make_treatment("radioembolisation")

    save(editor_client, treatment, parent=str(parent.pk), intent="palliative", route="hepatic-artery")

    treatment.refresh_from_db()
    assert (treatment.parent, treatment.intent, treatment.route) == (parent, "palliative", "hepatic-artery")


def test_treatments_are_filtered_by_kind(editor_client):
    make_treatment("ablation", kind="ablation")
    make_treatment("operation", kind="surgery")

    page = editor_client.get("/nl/admin/treatments/treatment/", {"kind__exact": "surgery"})

    assert [row.key for row in page.context["cl"].result_list] == ["operation"]


def test_a_treatment_cannot_be_a_form_of_itself(editor_client):
    treatment = make_treatment()

    page = save(editor_client, treatment, parent=str(treatment.pk))

    assert page.context["adminform"].form.errors.keys() == {"parent"}
    treatment.refresh_from_db()
    assert treatment.parent is None
