"""What is kept of an uploaded image: the picture, and nothing else."""

from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from PIL import Image

from portal.content.images import MOST_BYTES, encoded, smaller
from portal.content.models import Picture
from portal.content.models.pictures import size_name
from tests.builders import drawing, make_picture


def image(
    file_format: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **saved: Any
) -> bytes:
    stream = BytesIO()
    Image.new(mode, size, "red").save(stream, file_format, **saved)
    return stream.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_kept_as_webp_whatever_came_in(file_format):
    kept = opened(encoded(image(file_format)))

    assert (kept.format, kept.size) == ("WEBP", (60, 40))


def test_where_and_with_what_a_photograph_was_made_is_not_kept():
    exif = Image.Exif()
    exif[0x010F] = "Camera of Jansen"
    exif.get_ifd(0x8825)[2] = (52.0, 22.0, 0.0)
    content = image(exif=exif.tobytes(), comment=b"patient Jansen")
    assert b"Jansen" in content

    kept = encoded(content)

    assert b"Jansen" not in kept
    assert dict(opened(kept).getexif()) == {}


def test_a_photograph_is_turned_the_way_it_was_held():
    exif = Image.Exif()
    exif[0x0112] = 6

    assert opened(encoded(image(exif=exif.tobytes()))).size == (40, 60)


def test_what_hides_behind_a_picture_is_not_kept():
    kept = encoded(encoded(image("PNG")) + b"<script>alert(1)</script>")

    assert b"script" not in kept
    assert opened(kept).size == (60, 40)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L", "CMYK"])
def test_keeping_a_kept_picture_changes_no_byte(mode):
    kept = encoded(image("PNG" if mode in {"RGBA", "P"} else "JPEG", mode=mode))

    assert encoded(kept) == kept


def test_what_is_transparent_stays_so():
    stream = BytesIO()
    Image.new("RGBA", (9, 9), (255, 0, 0, 0)).save(stream, "PNG")

    assert opened(encoded(stream.getvalue())).convert("RGBA").getchannel("A").getextrema() == (0, 0)


def test_a_very_wide_picture_becomes_as_wide_as_pages_need():
    assert opened(encoded(image(size=(3000, 1500)))).size == (1920, 960)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_an_image"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not_an_image"),
        (b"\x89PNG\r\n\x1a\n", "not_an_image"),
        (image("GIF"), "not_an_image"),
        (image("TIFF"), "not_an_image"),
        (image("JPEG")[:200], "not_an_image"),
        (image("PNG", (8000, 7000), "1"), "too_many_pixels"),
        (b"x" * (MOST_BYTES + 1), "too_large"),
        (image("WEBP", save_all=True, append_images=[Image.new("RGB", (60, 40), "blue")]), "moving"),
    ],
    ids=["empty", "svg", "no png", "gif", "tiff", "cut off", "many pixels", "many bytes", "moving"],
)
def test_what_is_no_fit_picture_is_refused(content, code):
    with pytest.raises(ValidationError) as refusal:
        encoded(content)

    assert refusal.value.code == code


def test_a_smaller_size_that_saves_nothing_is_not_made():
    assert smaller(encoded(image(size=(400, 200)))) == {}
    assert list(smaller(encoded(drawing(1200).read()))) == [480, 960]


@pytest.mark.django_db
def test_a_picture_is_stored_once_with_its_sizes_however_often_it_is_uploaded():
    one, same = make_picture("een", file=drawing(1000)), make_picture("twee", file=drawing(1000).open())
    same.file = one.file.name
    same.save()

    again = make_picture("drie", file=one.file.storage.open(one.file.name))

    assert again.file.name == one.file.name
    assert again.sizes == one.sizes == [480, 960]
    assert all(default_storage.exists(size_name(one.file.name, width)) for width in one.sizes)


@pytest.mark.django_db
def test_a_save_without_a_new_file_leaves_the_file_alone():
    picture = make_picture(file=drawing(1000))
    before = (picture.file.name, picture.sizes, picture.width)

    found: Any = Picture.objects.get()
    found.alt_nl = "Anders"
    found.save()

    found.refresh_from_db()
    assert (found.file.name, found.sizes, found.width) == before
