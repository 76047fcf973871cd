"""Pictures, served by the portal itself wherever they are stored. Their names say their content."""

from mimetypes import guess_type
from pathlib import PurePath
from typing import Final

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

FOLDER: Final = "pictures"
A_YEAR: Final = 365 * 24 * 60 * 60


def picture_address(file: str) -> str:
    """Address of a picture from its name in the media storage."""
    return reverse("picture", args=[PurePath(file).name])


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file of the folder of pictures, to be kept by browsers for good; no other media are served."""
    file = f"{FOLDER}/{name}"
    if not default_storage.exists(file):
        raise Http404
    response = FileResponse(default_storage.open(file), content_type=guess_type(name)[0])
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response
