from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from portal.reading.media import picture_address
from tests.builders import drawing, make_condition, make_live, make_picture
from tests.markup import elements

pytestmark = pytest.mark.django_db


def body(response: Any) -> Any:
    return b"".join(response.streaming_content)


def test_a_picture_is_served_for_good(client):
    picture = make_picture()

    response = client.get(picture_address(picture.file.name))

    assert body(response) == default_storage.open(picture.file.name).read()
    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.fixture
def outside():
    """Files that lie in the media storage, but not among the pictures."""
    names = ["secret.png", "private/secret.png", "pictures/secret.txt"]
    for name in names:
        default_storage.save(name, ContentFile(b"secret"))
    yield names
    for name in names:
        default_storage.delete(name)


@pytest.mark.parametrize(
    "address",
    [
        "/media/secret.png",
        "/media/private/secret.png",
        "/media/pictures/secret.txt",
        "/media/pictures/../secret.png",
        "/media/pictures/..%2Fsecret.png",
        "/media/pictures/%2e%2e/secret.png",
        "/media/pictures/..%5Csecret.png",
        "/media/pictures/..",
        "/media/pictures/%2e%2e",
        "/media/pictures/.",
        "/media/pictures/",
        "/media/",
        "/media/pictures/%00.png",
        "/media/pictures/nothing.png",
        "/media/pictures//etc/passwd",
    ],
)
def test_nothing_else_of_the_media_is_served(client, outside, address):
    response = client.get(address)

    assert response.status_code == 404
    assert b"secret" not in response.content


def test_a_picture_that_lies_among_the_pictures_is_served_to_anybody(client, outside):
    default_storage.save("pictures/0123456789abcdef.png", ContentFile(b"picture"))

    assert body(client.get("/media/pictures/0123456789abcdef.png")) == b"picture"
    default_storage.delete("pictures/0123456789abcdef.png")


def test_a_wide_picture_is_offered_in_its_smaller_sizes_too(client):
    picture = make_picture(file=drawing(1200))
    condition = make_condition("lever")
    condition.pictures.create(picture=picture)
    make_live(condition, "nl")

    (image,) = elements(client.get("/nl/aandoeningen/nl-lever/"), "img")

    offered = [each.split() for each in image.attributes["srcset"].split(", ")]
    assert [width for _address, width in offered] == ["480w", "960w", "1200w"]
    assert offered[-1][0] == image.attributes["src"]
    with Image.open(BytesIO(body(client.get(offered[0][0])))) as small:
        assert small.size == (480, 240)


def test_a_narrow_picture_has_one_size(client):
    condition = make_condition("lever")
    condition.pictures.create(picture=make_picture(file=drawing(300)))
    make_live(condition, "nl")

    (image,) = elements(client.get("/nl/aandoeningen/nl-lever/"), "img")

    assert "srcset" not in image.attributes
