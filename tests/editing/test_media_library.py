"""The media library: uploads are judged by content, what lacks something is found, and use is shown."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.content.models import Picture
from tests.builders import drawing, make_condition, make_live, make_picture
from tests.editing.forms import list_address
from tests.markup import elements, words

pytestmark = pytest.mark.django_db

ADD = "/nl/admin/content/picture/add/"


def upload(client, name: str, content: bytes):
    file = SimpleUploadedFile(name, content)
    return client.post(ADD, {"key": "lever", "file": file, "alt_nl": "Een lever"})


def found(client, **asked) -> list[str]:
    page = client.get(list_address(Picture), asked)
    return [row.key for row in page.context["cl"].result_list]


def test_an_upload_is_kept_with_its_sizes(editor_client):
    answer = upload(editor_client, "drawing.png", drawing(1000).read())

    assert answer.status_code == 302
    picture: Any = Picture.objects.get()
    assert (picture.width, picture.height, picture.sizes) == (1000, 500, [480, 960])


@pytest.mark.parametrize(("name", "content"), [("script.png", b"<script>"), ("photo.jpg", b"GIF89a")])
def test_an_upload_that_is_no_picture_says_so_at_the_field_and_keeps_what_was_typed(
    editor_client, name, content
):
    page = upload(editor_client, name, content)

    assert page.context["adminform"].form.errors.keys() == {"file"}
    (typed,) = elements(page, "input", name="alt_nl")
    assert typed.attributes["value"] == "Een lever"
    assert not Picture.objects.exists()


def test_unused_pictures_and_those_that_lack_something_are_found(editor_client):
    condition = make_condition("lever")
    condition.pictures.create(picture=make_picture("gebruikt"))
    make_picture("ongebruikt")
    make_picture("zonder-uitleg", alt_en="")

    assert found(editor_client, use="unused") == ["ongebruikt", "zonder-uitleg"]
    assert found(editor_client, use="used") == ["gebruikt"]
    assert found(editor_client, missing="alt") == ["zonder-uitleg"]
    assert found(editor_client, missing="licence") == []


def test_the_form_shows_where_a_picture_is_used(editor_client):
    picture = make_picture()
    condition = make_condition("lever")
    condition.pictures.create(picture=picture)
    make_live(condition, "nl")

    used = editor_client.get(f"/nl/admin/content/picture/{picture.pk}/change/")
    other = make_picture("los", file=drawing(99))
    unused = editor_client.get(f"/nl/admin/content/picture/{other.pk}/change/")

    assert "In de werkversie van Titel van lever" in words(used)
    assert "nergens" in words(unused)
