"""From HTML to PDF, by WeasyPrint. It is imported only when a leaflet is made: that takes seconds."""

from importlib.metadata import version
from mimetypes import guess_type
from pathlib import Path
from typing import Any, Final

from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage

from portal.reading.media import picture_file

STYLE_SHEET: Final = "reading/leaflet.css"
VARIANT: Final = "pdf/ua-1"
# Raised when leaflets come out otherwise although their HTML, style sheet and WeasyPrint stayed the same.
LAYOUT: Final = 1


class NoLeafletsError(Exception):
    """Leaflets cannot be made on this machine: a library that WeasyPrint needs is missing."""


def style_sheet() -> str:
    return Path(str(finders.find(STYLE_SHEET))).read_text()


def maker() -> str:
    """What makes leaflets: another maker makes others of the same HTML."""
    return f"{LAYOUT}, {VARIANT}, WeasyPrint {version('weasyprint')}"


def pdf_of(html: str, *, site: str, beside: str = "", compress: bool = True) -> bytes:
    """The HTML as a tagged PDF. `beside` is the language of whatever stands in an `<article>`.

    Raises `NoLeafletsError`.
    """
    finish = _language_of_articles(beside) if beside else None
    document = laid_out(html, site=site)
    pdf: bytes = document.write_pdf(pdf_variant=VARIANT, finisher=finish, uncompressed_pdf=not compress)
    return pdf


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


def laid_out(html: str, *, site: str) -> Any:
    """The HTML on pages, as WeasyPrint's document. Raises `NoLeafletsError`."""
    weasyprint = _weasyprint()
    fetcher = own_files(site)
    styles = weasyprint.CSS(string=style_sheet(), url_fetcher=fetcher)
    return weasyprint.HTML(string=html, base_url=f"{site}/", url_fetcher=fetcher).render(stylesheets=[styles])


def own_files(site: str) -> Any:
    """A fetcher that reads our pictures from the storage and takes what is in the HTML itself; nothing else.

    Whatever a text, a style sheet or a logo asks for, nothing is asked of the network or of the disk.
    """
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # type: ignore[import-untyped]  # noqa: PLC0415

    class OwnFiles(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            file = picture_file(url.removeprefix(site)) if url.startswith(f"{site}/") else None
            if file is None:
                return super().fetch(url, headers)
            with default_storage.open(file) as stream:
                return URLFetcherResponse(url, stream.read(), {"Content-Type": guess_type(file)[0]})

    return OwnFiles(allowed_protocols={"data"}, allow_redirects=False)


def _language_of_articles(language: str) -> Any:
    """A finisher that says the second language: WeasyPrint writes no language but the document's own."""
    from pydyf import String  # type: ignore[import-untyped]  # noqa: PLC0415

    def finish(_document: Any, pdf: Any) -> None:
        for element in pdf.objects:
            if isinstance(element, dict) and element.get("S") == "/Art":
                element["Lang"] = String(language)

    return finish
