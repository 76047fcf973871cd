"""What a leaflet says, as HTML: the parts of one page, or of a page in two languages in step."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Final

import segno
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from portal.publishing.html import render
from portal.publishing.models import Publication
from portal.reading.addresses import page_address
from portal.reading.leaflets.forms import Form
from portal.reading.leaflets.publisher import publisher
from portal.reading.pages import Page, PageSection

# A text without a date for its next review is taken to be good for so long.
LASTS: Final = timedelta(days=365)
LINES_FOR_QUESTIONS: Final = range(6)


class PaperPage(Page):
    """A page whose texts name other pages without linking them, and terms without explaining them.

    Paper has no links, and WeasyPrint 70 ends some lines far too early when a link begins near their end.
    """

    missing_terms: Collection[str] = ()

    def _html(self, body: str) -> SafeString:
        return render(body, {})


class Half:
    """A live page as a leaflet shows it: with its address, and until when it may be trusted."""

    def __init__(self, publication: Publication, site: str, *, is_first: bool) -> None:
        self.publication = publication
        self.is_first = is_first
        self.language = publication.language
        self.page = PaperPage(publication.content(), publication)
        self.address = site + page_address(publication.kind, publication.language, publication.slug)

    @property
    def valid_until(self) -> date:
        """The next review, or a year after publication when none is planned; never past a planned end."""
        good = self.page.document.next_review_on or localdate(self.publication.live_from) + LASTS
        end = self.publication.live_until
        return min(good, localdate(end)) if end else good

    @property
    def version(self) -> str:
        """The version and its date, in the active language."""
        date = date_format(localdate(self.publication.live_from), "j F Y")
        return _("version %(number)s, %(date)s") % {"number": self.publication.number, "date": date}

    @property
    def qr_code(self) -> str:
        """The page's address for a camera, as the address of a drawing."""
        return segno.make(self.address, error="m", micro=False).svg_data_uri(border=2)

    @cached_property
    def sections(self) -> dict[str, PageSection]:
        """The page's sections by their names."""
        with override(self.language):
            return {section.anchor: section for section in self.page.sections}

    def section(self, anchor: str) -> str:
        section = self.sections.get(anchor)
        return self.part("section", section) if section else ""

    def part(self, name: str, section: PageSection | None = None) -> SafeString:
        """One part of the leaflet, in this page's language."""
        context = {
            "half": self,
            "page": self.page,
            "document": self.page.document,
            "section": section,
            "lines": LINES_FOR_QUESTIONS,
        }
        with override(self.language):
            return render_to_string(f"reading/leaflet/{name}.html", context)


@dataclass(frozen=True)
class Row:
    """The same part of the leaflet in each of its languages; empty where a language lacks it."""

    part: str
    texts: list[tuple[str, str]]


class Leaflet:
    """A leaflet of a live publication.

    `site` is scheme and host of the public site, which printed addresses begin with. One query for each
    language, and one more to find the page in the second language; `Publication.DoesNotExist` when it is not
    live in that.
    """

    def __init__(self, publication: Publication, form: Form, *, site: str) -> None:
        self.publication = publication
        self.form = form
        self.site = site
        self.halves = [
            Half(publication, site, is_first=True),
            *(Half(other, site, is_first=False) for other in self._beside()),
        ]

    def _beside(self) -> Iterator[Publication]:
        if self.form.beside:
            name = (self.publication.kind, self.publication.key, self.form.beside)
            yield Publication.objects.live().of(*name).get()

    @property
    def title(self) -> str:
        return " / ".join(half.publication.title for half in self.halves)

    @property
    def language(self) -> str:
        """The language of the leaflet as a whole, and of its first column."""
        return self.publication.language

    @cached_property
    def rows(self) -> list[Row]:
        """The parts from top to bottom."""
        rows = [self._row("opening"), *self._sections()]
        rows += [self._row(name) for name in ("questions", "sources", "about")]
        return [row for row in rows if any(text.strip() for _language, text in row.texts)]

    def _row(self, name: str) -> Row:
        return Row(name, [(half.language, half.part(name)) for half in self.halves])

    def _sections(self) -> Iterator[Row]:
        for anchor in self._anchors():
            yield Row("section", [(half.language, half.section(anchor)) for half in self.halves])

    def _anchors(self) -> list[str]:
        """Every section's name once, in the order of the first language, then what others have beside it."""
        return list(dict.fromkeys(anchor for half in self.halves for anchor in half.sections))

    @cached_property
    def html(self) -> str:
        """The whole leaflet; nothing that a reader gets from it is not in here or in the style sheet."""
        context = {"leaflet": self, "first": self.halves[0], "publisher": publisher()}
        with override(self.language):
            return render_to_string("reading/leaflet/leaflet.html", context)

    @property
    def filename(self) -> str:
        """What the file is called when it is saved: `levermetastasen-nl-v3.pdf`."""
        versions = (f"{half.language}-v{half.publication.number}" for half in self.halves)
        with override(self.language):
            large = [pgettext("file name", "large-print")] if self.form.is_large else []
        return "-".join([self.publication.slug, *large, *versions]) + ".pdf"
