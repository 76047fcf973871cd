"""The picture that other sites and messengers show with a link: what the page is called, on our colours.

Drawn with a font of our own, so that it is the same everywhere. A picture is made when it is first asked
for and kept in the media storage under the digest of its words; other words, or another layout, are
another picture.
"""

import hashlib
from dataclasses import astuple, dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageDraw, ImageFont

FOLDER: Final = "cards"
LAYOUT: Final = "1"  # another number when what is drawn changes
FONTS: Final = Path(__file__).parent / "fonts"

WIDTH, HEIGHT = 1200, 630  # what Open Graph asks for
MARGIN: Final = 80
BRAND, MARK, PALE, WHITE = "#0b5563", "#e8f1f0", "#a9d6d6", "#ffffff"
COLOURS: Final = 64  # with smooth edges of letters, a small file

SIZES: Final = (92, 80, 68, 58, 48)  # of the title: as large as fits
LABEL_SIZE, LABEL_HEIGHT = 36, 62
TOP, BOTTOM = 190, 515  # label and title stand in the middle between these
LEADING: Final = 1.18
SMOOTH: Final = 4  # Pillow draws shapes with rough edges


@dataclass(frozen=True)
class Card:
    """The words of a picture. `label` stands above the title, `foot` below it; both may be empty."""

    site: str
    label: str
    title: str
    foot: str = ""

    @property
    def digest(self) -> str:
        return hashlib.sha256("\n".join((LAYOUT, *astuple(self))).encode()).hexdigest()[:32]


def card_file(card: Card) -> str:
    """Name in the media storage of the card's picture, which is made now if it was never asked for."""
    name = f"{FOLDER}/{card.digest}.png"
    if not default_storage.exists(name):
        saved = default_storage.save(name, ContentFile(drawn(card)))
        if saved != name:  # somebody else was first with the same picture
            default_storage.delete(saved)
    return name


def drawn(card: Card) -> bytes:
    """The picture as PNG."""
    image = Image.new("RGB", (WIDTH, HEIGHT), BRAND)
    draw = ImageDraw.Draw(image)
    _mark(image, MARGIN, MARGIN, 84)
    draw.text((MARGIN + 108, MARGIN + 42), card.site, WHITE, font("Bold", 40), anchor="lm")
    _words(draw, card)
    if card.foot:
        draw.text((MARGIN, HEIGHT - MARGIN + 16), card.foot, PALE, font("Regular", 30), anchor="ls")
    stream = BytesIO()
    image.quantize(COLOURS).save(stream, "PNG", optimize=True)
    return stream.getvalue()


@cache
def font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"NotoSans-{weight}.ttf", size)


def _mark(image: Image.Image, left: int, top: int, size: int) -> None:
    """The site's mark: a cross on a square with round corners, drawn large and made small to be smooth."""
    unit = size * SMOOTH / 32
    mark = Image.new("RGB", (size * SMOOTH, size * SMOOTH), BRAND)
    draw = ImageDraw.Draw(mark)
    draw.rounded_rectangle((0, 0, *mark.size), 9 * unit, MARK)
    for across, along in ((2.5, 8.5), (8.5, 2.5)):
        box = (16 - across, 16 - along, 16 + across, 16 + along)
        draw.rectangle(tuple(side * unit for side in box), BRAND)
    image.paste(mark.resize((size, size), Image.Resampling.LANCZOS), (left, top))


def _words(draw: ImageDraw.ImageDraw, card: Card) -> None:
    label_height = LABEL_HEIGHT if card.label else 0
    size, lines = _fitted(card.title, BOTTOM - TOP - label_height)
    top = (TOP + BOTTOM - label_height - len(lines) * size * LEADING) / 2
    if card.label:
        draw.text((MARGIN, top), card.label, PALE, font("Regular", LABEL_SIZE))
    for number, line in enumerate(lines):
        draw.text((MARGIN, top + label_height + number * size * LEADING), line, WHITE, font("Bold", size))


def _fitted(title: str, height: int) -> tuple[int, list[str]]:
    """The title in lines, in the largest size that fits; in the smallest one, cut when need be."""
    for size in SIZES:
        lines = wrapped(title, font("Bold", size))
        room = int(height / (size * LEADING))
        if len(lines) <= room:
            break
    return size, lines[:room]


def wrapped(text: str, face: ImageFont.FreeTypeFont) -> list[str]:
    """The text in lines that fit between the margins; a word that is longer than a line is broken."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if _fits(longer, face):
            lines[-1] = longer
        else:
            lines += _broken(word, face)
    return [line for line in lines if line]


def _broken(word: str, face: ImageFont.FreeTypeFont) -> list[str]:
    pieces = [""]
    for character in word:
        if not _fits(pieces[-1] + character + "-", face):
            pieces[-1] += "-"
            pieces.append("")
        pieces[-1] += character
    return pieces


def _fits(text: str, face: ImageFont.FreeTypeFont) -> bool:
    return face.getlength(text) <= WIDTH - 2 * MARGIN
