"""What `manage.py check` says about leaflets before the first reader asks for one."""

from ctypes.util import find_library
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, register

from portal.reading.leaflets.publisher import LOGO_TYPES

# What WeasyPrint loads, and the Debian package that brings each.
LIBRARIES: Final = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}
LONGEST_NAME: Final = 80


@register
def check_libraries(**_kwargs: Any) -> list[CheckMessage]:
    return missing_libraries(LIBRARIES)


def missing_libraries(libraries: dict[str, str]) -> list[CheckMessage]:
    """A warning that names the packages to install; the rest of the portal works without them."""
    packages = [package for library, package in libraries.items() if find_library(library) is None]
    if not packages:
        return []
    hint = f"On Debian: apt-get install {' '.join(packages)} fonts-noto-core"
    return [checks.Warning("Leaflets cannot be made: Pango is missing.", hint=hint, id="leaflets.W001")]


@register
def check_publisher(**_kwargs: Any) -> list[CheckMessage]:
    """The name and logo of the publisher, as far as they are given."""
    found = [*_name_problems(settings.LEAFLET_PUBLISHER_NAME), *_logo_problems(settings.LEAFLET_LOGO)]
    return [checks.Error(message, id="leaflets.E001") for message in found]


def _name_problems(name: str) -> list[str]:
    if len(name) > LONGEST_NAME:
        return [f"LEAFLET_PUBLISHER_NAME is longer than {LONGEST_NAME} characters."]
    if settings.LEAFLET_LOGO and not name.strip():
        return ["LEAFLET_LOGO needs LEAFLET_PUBLISHER_NAME: who cannot see a logo is told whose it is."]
    return []


def _logo_problems(file: str) -> list[str]:
    if not file:
        return []
    path = Path(file)
    if path.suffix.lower() not in LOGO_TYPES:
        return [f"LEAFLET_LOGO is “{file}”; its name must end in {', '.join(sorted(LOGO_TYPES))}."]
    try:
        path.read_bytes()
    except OSError as error:
        return [f"LEAFLET_LOGO is “{file}”, which cannot be read ({error.strerror})."]
    return []
