import json
import shutil
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conditions.models import Condition, ConditionSection, ConditionSymptom
from portal.content.fixtures import FixtureRefusedError, Loaded, load_fixtures
from portal.content.images import encoded
from portal.content.models import Page, Picture, Source
from tests.builders import make_condition, one_pixel

pytestmark = pytest.mark.django_db


def condition(key: Any = "lever", **fields: Any) -> Any:
    texts = {"key": key, "title_nl": f"Titel {key}", "title_en": f"Title {key}", "body_part": "liver"}
    return {"model": "conditions.condition", "fields": texts | fields}


def symptom(key: Any = "jeuk", **fields: Any) -> Any:
    texts = {"key": key, "title_nl": f"Titel {key}", "title_en": f"Title {key}", "nature": "felt"}
    return {"model": "conditions.symptom", "fields": texts | fields}


def section(owner: Any = "lever", **fields: Any) -> Any:
    texts = {"owner": [owner], "kind": "overview", "position": 10, "body_nl": "<p>Tekst.</p>"}
    return {"model": "conditions.conditionsection", "fields": texts | fields}


def link(owner: Any = "lever", target: Any = "jeuk", **fields: Any) -> Any:
    return {
        "model": "conditions.conditionsymptom",
        "fields": {"owner": [owner], "target": [target], "position": 10} | fields,
    }


def picture(**fields: Any) -> Any:
    return {
        "model": "content.picture",
        "fields": {"key": "tekening", "file": "pictures/pixel.png", "alt_nl": "Stip"} | fields,
    }


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "pixel.png").write_bytes(one_pixel().read())
    return tmp_path


def write(folder: Any, **files: Any) -> Any:
    for name, records in files.items():
        (folder / f"{name}.json").write_text(json.dumps(records), encoding="utf-8")


def load(folder: Any) -> Any:
    return dict(load_fixtures(folder))


def rows() -> Any:
    models = (Condition, ConditionSection, ConditionSymptom, Picture, Source, Page)
    return [list(model.objects.order_by("pk").values()) for model in models]


def only(model: Any) -> Any:
    """The one row that there is."""
    return model.objects.get()


# Loading


def test_files_are_loaded_in_the_order_of_their_names(folder):
    write(folder, b=[link()], a=[condition(), symptom(), section()])

    counts = load(folder)

    assert counts == {"a.json": Loaded(new=3), "b.json": Loaded(new=1)}
    assert str(ConditionSymptom.objects.get()) == "Titel lever → Titel jeuk"


def test_loading_twice_writes_nothing(folder):
    write(folder, a=[condition(reviewed_on="2026-01-31"), symptom(), section(), link(), picture()])
    load(folder)
    before = rows()

    with CaptureQueriesContext(connection) as queries:
        counts = load(folder)

    assert counts == {"a.json": Loaded(same=5)}
    assert {query["sql"].split()[0] for query in queries} == {"SAVEPOINT", "SELECT", "RELEASE"}
    assert rows() == before


def test_what_a_fixture_says_anew_is_written_and_nothing_else(folder):
    write(folder, a=[condition(), symptom(), section()])
    load(folder)
    write(folder, a=[condition(title_en="Other"), symptom(), section(body_nl="<p>Nieuw.</p>")])

    assert load(folder) == {"a.json": Loaded(changed=2, same=1)}
    assert only(Condition).title_en == "Other"
    assert only(ConditionSection).body_nl == "<p>Nieuw.</p>"


def test_what_a_fixture_does_not_mention_is_left_as_it_is(folder, editor):
    write(folder, a=[condition()])
    load(folder)
    type(only(Condition)).objects.update(author_nl="Redactie", owner=editor)

    assert load(folder) == {"a.json": Loaded(same=1)}
    loaded = only(Condition)
    assert (loaded.author_nl, loaded.owner, loaded.slug_nl) == ("Redactie", editor, "titel-lever")


def test_a_text_is_cleaned(folder):
    write(folder, a=[condition(), section(body_nl="<p onclick='x()'>Tekst<script>x()</script></p>")])

    load(folder)

    assert only(ConditionSection).body_nl == "<p>Tekst</p>"
    assert load(folder) == {"a.json": Loaded(same=2)}


def test_a_picture_is_stored_under_the_name_of_its_content(folder):
    write(folder, a=[picture()])

    load(folder)

    stored = only(Picture)
    assert stored.file.read() == encoded((folder / "pictures" / "pixel.png").read_bytes())
    assert (stored.width, stored.height) == (1, 1)


def test_another_picture_under_the_same_name_replaces_it(folder):
    write(folder, a=[picture()])
    load(folder)
    before = only(Picture).file.name
    shutil.copy("fixtures/pictures/lever-ligging.webp", folder / "pictures" / "lever.webp")
    write(folder, a=[picture(file="pictures/lever.webp")])

    assert load(folder) == {"a.json": Loaded(changed=1)}
    after = only(Picture)
    assert after.file.name != before
    assert after.width > 1


# Refusing

WRONG = {
    "an unknown reference": (
        [link(target="onbekend")],
        (
            "z.json, record 1 (conditions.conditionsymptom ['lever']/['onbekend']): "
            "field “target” refers to onbekend, which does not exist."
        ),
    ),
    "a reference that is no list": (
        [link(target="onbekend") | {"fields": {"owner": ["lever"], "target": 7, "position": 10}}],
        (
            "z.json, record 1 (conditions.conditionsymptom ['lever']/7): "
            "field “target” refers to 7, which does not exist."
        ),
    ),
    "no Dutch title": (
        [condition("gal", title_nl="")],
        "z.json, record 1 (conditions.condition gal): field “title_nl”: ",
    ),
    "a Dutch title that is not there": (
        [{"model": "conditions.condition", "fields": {"key": "gal", "body_part": "liver"}}],
        "z.json, record 1 (conditions.condition gal): field “title_nl”: ",
    ),
    "two equal addresses": (
        [condition("gal", slug_nl="gal"), condition("galblaas", slug_nl="gal")],
        (
            "z.json, record 2 (conditions.condition galblaas): field “slug_nl”: "
            "Een andere pagina van deze soort heeft dit adres al."
        ),
    ),
    "two equal English addresses": (
        [condition("gal", slug_en="bile"), condition("galblaas", slug_en="bile")],
        "z.json, record 2 (conditions.condition galblaas): field “slug_en”: ",
    ),
    "an unknown model": (
        [{"model": "conditions.organ", "fields": {"key": "lever"}}],
        "z.json, record 1 (conditions.organ lever): there is no such model.",
    ),
    "no model": (
        [{"fields": {"key": "lever"}}],
        "z.json, record 1 (no model lever): there is no such model.",
    ),
    "an unknown field": (
        [condition("gal", colour="green")],
        "z.json, record 1 (conditions.condition gal): field “colour” does not exist.",
    ),
    "a text that is too long": (
        [condition("gal", title_en="x" * 121)],
        "z.json, record 1 (conditions.condition gal): field “title_en”: ",
    ),
    "an unknown choice": (
        [condition("gal", body_part="soul")],
        "z.json, record 1 (conditions.condition gal): field “body_part”: ",
    ),
    "a wrong date": (
        [condition("gal", reviewed_on="31 januari")],
        "z.json, record 1 (conditions.condition gal): ",
    ),
    "a review cycle out of range": (
        [condition("gal", review_cycle=37)],
        "z.json, record 1 (conditions.condition gal): field “review_cycle”: ",
    ),
    "a picture that is not there": (
        [picture(file="pictures/weg.png")],
        "z.json, record 1 (content.picture tekening): field “file”: there is no weg.png beside the fixtures.",
    ),
    "a record of a picture without a file": (
        [{"model": "content.picture", "fields": {"key": "tekening"}}],
        "z.json, record 1 (content.picture tekening): field “file”: ",
    ),
    "a record that is no object": (["condition"], "z.json, record 1: “model” and “fields” are expected."),
    "a record without fields": (
        [condition(), {"model": "conditions.condition"}],
        "z.json, record 2: “model” and “fields” are expected.",
    ),
    "something else than a list": ({"model": "x"}, "z.json: a list of records is expected."),
}


@pytest.mark.parametrize(("records", "message"), WRONG.values(), ids=WRONG.keys())
def test_all_files_are_refused_for_one_mistake_in_the_last(folder, records, message):
    make_condition("bestaand")
    before = rows()
    write(folder, a=[condition(), symptom(), picture(key="stip")], z=records)

    with pytest.raises(FixtureRefusedError) as refusal:
        load(folder)

    assert str(refusal.value).startswith(message)
    assert rows() == before


def test_what_is_not_json_is_refused_with_its_line(folder):
    before = rows()
    write(folder, a=[condition()])
    (folder / "z.json").write_text('[\n  {"model": }\n]')

    with pytest.raises(FixtureRefusedError, match=r"z\.json: not valid JSON: .*line 2"):
        load(folder)

    assert rows() == before


def test_without_the_mistake_the_same_files_are_loaded(folder):
    write(folder, a=[condition(), symptom(), picture(key="stip")], z=[link()])

    assert load(folder) == {"a.json": Loaded(new=3), "z.json": Loaded(new=1)}


# The command


def test_the_command_says_what_each_file_came_to(folder, capsys):
    write(folder, a=[condition(), symptom()], b=[link()])

    call_command("load_content", folder)

    assert capsys.readouterr().out.splitlines() == [
        "a.json: 2 new, 0 changed, 0 the same",
        "b.json: 1 new, 0 changed, 0 the same",
    ]


def test_the_command_fails_for_a_broken_fixture_and_loads_nothing(folder):
    write(folder, a=[condition()], b=[link()])

    with pytest.raises(CommandError, match=r"Nothing was loaded\. b\.json, record 1 .*field “target”"):
        call_command("load_content", folder, verbosity=0)

    assert not Condition.objects.exists()


def test_the_command_fails_for_a_folder_that_is_not_there(folder):
    with pytest.raises(CommandError, match=r"There is no folder .*/weg"):
        call_command("load_content", folder / "weg")
