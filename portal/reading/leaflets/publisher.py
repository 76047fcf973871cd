"""Whose name and logo stand on leaflets: a hospital that hands them out may put its own there."""

from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings

LOGO_TYPES: Final = {
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}


@dataclass(frozen=True)
class Publisher:
    """Both may be empty. `logo` is the whole file as an address: a new logo then makes new leaflets."""

    name: str
    logo: str


def publisher() -> Publisher:
    return Publisher(settings.LEAFLET_PUBLISHER_NAME, _logo(settings.LEAFLET_LOGO))


def _logo(file: str) -> str:
    if not file:
        return ""
    path = Path(file)
    return f"data:{LOGO_TYPES[path.suffix.lower()]};base64,{b64encode(path.read_bytes()).decode()}"
