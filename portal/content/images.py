"""Uploaded images: what may come in, and what is kept of it.

Whatever comes in is judged by its content and written anew as WebP without metadata: no place, no camera, no
name of a patient, and nothing hidden behind the picture. An image that is already such a file stays as it is,
to the byte, so that fixtures can be loaded again and again.
"""

from io import BytesIO
from typing import IO, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

FORMATS: Final = ("JPEG", "PNG", "WEBP")
MOST_BYTES: Final = 20 * 1024 * 1024
MOST_PIXELS: Final = 50_000_000
# Wider than any page shows it, for sharp screens.
WIDEST: Final = 1920
# The smaller widths in which an image is kept, for phones and lists.
SIZES: Final = (480, 960)
QUALITY: Final = 85


def check_image(file: IO[bytes]) -> None:
    """Refuse with a `ValidationError` what is not one still jpeg, png or webp image of a sensible size.

    A file that is stored already was judged when it came in.
    """
    if getattr(file, "_committed", False):
        return
    with _opened(_content(file)):
        pass


def encoded(content: bytes) -> bytes:
    """The image as it is kept; the same bytes when it is so already. Refuses as `check_image` does."""
    with _opened(content) as image:
        if _is_plain_webp(content) and image.width <= WIDEST:
            return content
        upright = _in_plain_colours(ImageOps.exif_transpose(image))
        return _webp(_fitting(upright, WIDEST), is_drawing=image.format == "PNG")


def smaller(content: bytes) -> dict[int, bytes]:
    """A kept image in the smaller widths that save readers something, by width."""
    with Image.open(BytesIO(content)) as image:
        is_drawing = content[12:16] == b"VP8L"
        widths = [width for width in SIZES if width < image.width]
        made = {width: _webp(_fitting(image, width), is_drawing=is_drawing) for width in widths}
    return {width: smaller for width, smaller in made.items() if len(smaller) < len(content)}


def _content(file: IO[bytes]) -> bytes:
    file.seek(0)
    content = file.read(MOST_BYTES + 1)
    file.seek(0)
    return content


def _opened(content: bytes) -> Image.Image:
    if len(content) > MOST_BYTES:
        raise _refusal("too_large", _("The file is larger than 20 MB. Make the picture smaller first."))
    try:
        image = Image.open(BytesIO(content), formats=FORMATS)
        _check_shape(image)
        image.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        message = _("This is no picture in jpeg, png or webp, or it is damaged.")
        raise _refusal("not_an_image", message) from error
    return image


def _check_shape(image: Image.Image) -> None:
    """Before the pixels are read: a small file can hold very many."""
    if image.width * image.height > MOST_PIXELS:
        message = _("The picture has more than 50 million pixels. Make it smaller first.")
        raise _refusal("too_many_pixels", message)
    if getattr(image, "n_frames", 1) > 1:
        raise _refusal("moving", _("A moving picture cannot be used. Upload one still picture."))


def _refusal(code: str, message: str) -> ValidationError:
    return ValidationError(message, code=code)


def _is_plain_webp(content: bytes) -> bool:
    """One image and nothing else: no room for metadata, and nothing behind it."""
    length = int.from_bytes(content[4:8], "little") + 8
    chunk = int.from_bytes(content[16:20], "little")
    is_simple = content[:4] == b"RIFF" and content[8:12] == b"WEBP" and content[12:16] in {b"VP8 ", b"VP8L"}
    return is_simple and len(content) == length == 20 + chunk + chunk % 2


def _in_plain_colours(image: Image.Image) -> Image.Image:
    """The colours as every screen understands them: the profile is used, and then no longer needed."""
    has_transparency = "A" in image.getbands() or "transparency" in image.info
    mode = "RGBA" if has_transparency else "RGB"
    profile = image.info.get("icc_profile")
    if profile and image.mode in {"RGB", "RGBA", "CMYK"}:
        try:
            source, screen = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(image, source, screen, outputMode=mode) or image.convert(mode)
        except ImageCms.PyCMSError:  # a profile that is damaged or of another kind of image
            return image.convert(mode)
    return image.convert(mode)


def _fitting(image: Image.Image, width: int) -> Image.Image:
    if image.width <= width:
        return image
    return image.resize((width, round(image.height * width / image.width)), Image.Resampling.LANCZOS)


def _webp(image: Image.Image, *, is_drawing: bool) -> bytes:
    """Without loss for drawings and for what is transparent: only then is the file a plain one."""
    stream = BytesIO()
    lossless = is_drawing or image.mode == "RGBA"
    image.save(stream, "WEBP", lossless=lossless, quality=QUALITY, method=4, exact=False)
    return stream.getvalue()
