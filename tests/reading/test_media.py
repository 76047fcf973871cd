from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from portal.reading.media import picture_address
from tests.builders import make_picture, one_pixel

pytestmark = pytest.mark.django_db


def body(response: Any) -> Any:
    return b"".join(response.streaming_content)


def test_a_picture_is_served_for_good(client):
    picture = make_picture()

    response = client.get(picture_address(picture.file.name))

    assert body(response) == one_pixel().read()
    assert response["Content-Type"] == "image/png"
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
