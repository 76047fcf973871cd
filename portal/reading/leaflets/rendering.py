"""From HTML to PDF, by WeasyPrint. Importing it takes seconds, so that the server does it when it starts."""

import io
from dataclasses import dataclass
from importlib.metadata import version
from mimetypes import guess_type
from pathlib import Path
from typing import Any, Final

from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from PIL import Image

from portal.reading.media import picture_file

STYLE_SHEET: Final = "reading/leaflet.css"
VARIANT: Final = "pdf/ua-1"
# Raised when leaflets come out otherwise although their HTML, style sheet and WeasyPrint stayed the same.
LAYOUT: Final = 2
JPEG_QUALITY: Final = 90


class NoLeafletsError(Exception):
    """Leaflets cannot be made on this machine: a library that WeasyPrint needs is missing."""


def style_sheet() -> str:
    return Path(str(finders.find(STYLE_SHEET))).read_text()


def maker() -> str:
    """What makes leaflets: another maker makes others of the same HTML."""
    return f"{LAYOUT}, {VARIANT}, WeasyPrint {version('weasyprint')}"


@dataclass(frozen=True)
class Made:
    """A leaflet as PDF; `is_whole` is false when a picture of it could not be read."""

    pdf: bytes
    is_whole: bool


def made_of(html: str, *, site: str, beside: str = "", compress: bool = True) -> Made:
    """The HTML as a tagged PDF. `beside` is the language of whatever stands in an `<article>`.

    Raises `NoLeafletsError`.
    """
    files = own_files(site)
    document = laid_out(html, files)
    finish = _language_of_articles(beside) if beside else None
    pdf = document.write_pdf(pdf_variant=VARIANT, finisher=finish, uncompressed_pdf=not compress)
    return Made(pdf, is_whole=not files.missing)


def load() -> bool:
    """Import WeasyPrint ahead of time; gives whether leaflets can be made."""
    try:
        _weasyprint()
    except NoLeafletsError:
        return False
    return True


def _weasyprint() -> Any:
    try:
        import weasyprint  # type: ignore[import-untyped]  # noqa: PLC0415
    except (ImportError, OSError) as error:
        raise NoLeafletsError(str(error)) from error
    return weasyprint


def laid_out(html: str, files: Any) -> Any:
    """The HTML on pages, as WeasyPrint's document, with what `own_files` may fetch."""
    weasyprint = _weasyprint()
    styles = weasyprint.CSS(string=style_sheet(), url_fetcher=files)
    return weasyprint.HTML(string=html, base_url=files.site, url_fetcher=files).render(stylesheets=[styles])


def own_files(site: str) -> Any:
    """A fetcher that reads our pictures from the storage and takes what is in the HTML itself; nothing else.

    Whatever a text, a style sheet or a logo asks for, nothing is asked of the network or of the disk. It
    keeps the names of pictures that are `missing`. Raises `NoLeafletsError`.
    """
    urls = _weasyprint().urls

    class OwnFiles(urls.URLFetcher):  # type: ignore[misc, name-defined]
        def __init__(self) -> None:
            super().__init__(allowed_protocols={"data"}, allow_redirects=False)
            self.site = f"{site}/"
            self.missing: list[str] = []

        def fetch(self, url: str, headers: Any = None) -> Any:
            file = picture_file(url.removeprefix(site)) if url.startswith(self.site) else None
            return self._picture(url, file) if file else super().fetch(url, headers)

        def _picture(self, url: str, file: str) -> Any:
            try:
                with default_storage.open(file) as stream:
                    content, media_type = _for_paper(stream.read(), str(guess_type(file)[0]))
            except OSError:  # also of a picture that cannot be read as one
                self.missing.append(file)
                raise
            return urls.URLFetcherResponse(url, content, {"Content-Type": media_type})

    return OwnFiles()


def _for_paper(content: bytes, media_type: str) -> tuple[bytes, str]:
    """WebP as JPEG, which goes into a PDF as it is; a picture that lets the paper show through stays WebP.

    PDF does not know WebP: WeasyPrint would pack each picture anew as PNG, which takes more time and room.
    """
    if media_type != "image/webp":
        return content, media_type
    picture, stream = Image.open(io.BytesIO(content)), io.BytesIO()
    if picture.mode != "RGB":
        return content, media_type
    picture.save(stream, "JPEG", quality=JPEG_QUALITY, subsampling=0)
    return stream.getvalue(), "image/jpeg"


def _language_of_articles(language: str) -> Any:
    """A finisher that says the second language: WeasyPrint writes no language but the document's own."""
    from pydyf import String  # type: ignore[import-untyped]  # noqa: PLC0415

    def finish(_document: Any, pdf: Any) -> None:
        for element in pdf.objects:
            if isinstance(element, dict) and element.get("S") == "/Art":
                element["Lang"] = String(language)

    return finish
