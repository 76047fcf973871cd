from io import StringIO

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from portal.editing.roles import content_models, make_roles
from portal.languages import TRANSLATIONS


def permissions(name: str) -> set[str]:
    rows = Group.objects.get(name=name).permissions.select_related("content_type")
    return {f"{row.content_type.app_label}.{row.codename}" for row in rows}


def of_content(*verbs: str) -> set[str]:
    return {
        f"{model._meta.app_label}.{verb}_{model._meta.model_name}"
        for model in content_models()
        for verb in verbs
    }


RECORDS = {"publishing.view_publication", "publishing.view_event"}
LANGUAGE_REVIEW = {"publishing.ask_for_review", "publishing.approve_language"}
FEEDBACK = {"reading.view_feedback", "reading.change_feedback"}


def test_an_editor_may_do_everything_with_content_answer_readers_and_nothing_else(db):
    expected = of_content("add", "change", "delete", "view") | RECORDS | FEEDBACK
    assert permissions("editor") == expected | LANGUAGE_REVIEW | {
        "publishing.publish",
        "publishing.withdraw",
    }


def test_a_medical_reviewer_may_look_approve_override_and_publish(db):
    own = {"publishing.publish", "publishing.approve_medical", "publishing.override"}

    assert permissions("medical reviewer") == of_content("view") | RECORDS | own


def test_a_translator_may_look_and_translate(db):
    into = {f"content.translate_{language.code}" for language in TRANSLATIONS}

    assert permissions("translator") == of_content("view") | RECORDS | into | LANGUAGE_REVIEW


def test_an_administrator_has_every_permission(db):
    assert Group.objects.get(name="administrator").permissions.count() == Permission.objects.count()


def test_all_content_of_all_apps_is_covered(db):
    names = {model.__name__ for model in content_models()}

    assert {
        "Condition",
        "ConditionSection",
        "Treatment",
        "GlossaryTerm",
        "Page",
        "Source",
        "Picture",
    } <= names


def test_making_the_roles_again_changes_nothing_and_keeps_additions(db):
    editors = Group.objects.get(name="editor")
    editors.permissions.add(Permission.objects.get(codename="view_user"))
    before = {name: permissions(name) for name in Group.objects.values_list("name", flat=True)}

    make_roles(using="default")

    assert {name: permissions(name) for name in Group.objects.values_list("name", flat=True)} == before


def test_a_migration_makes_the_roles(db):
    Group.objects.all().delete()

    call_command("migrate", stdout=StringIO())

    assert set(Group.objects.values_list("name", flat=True)) == {
        "editor",
        "medical reviewer",
        "translator",
        "administrator",
    }
    assert apps.get_app_config("editing").models_module is not None
