"""The languages of the portal, their roles, and the names of their columns.

Nobody else spells a language code: a language is added by one line here, a migration and a catalogue.
"""

from dataclasses import dataclass

from django.utils.translation import get_language_info


@dataclass(frozen=True)
class Language:
    """A language that content exists in.

    `code` is what stands in addresses, columns and `lang` attributes; `name` is the language's own
    name for itself; `region` is the full tag for Open Graph and structured data.
    """

    code: str
    name: str
    region: str

    @property
    def translated_name(self) -> str:
        """What readers of the active language call it: “Engels” on a Dutch page."""
        return str(get_language_info(self.code)["name_translated"])


SOURCE = Language("nl", "Nederlands", "nl_NL")
TRANSLATIONS = (Language("en", "English", "en_GB"),)

LANGUAGES = (SOURCE, *TRANSLATIONS)
CODES = tuple(language.code for language in LANGUAGES)


def column(field: str, code: str) -> str:
    """Name of the column that holds `field` in one language: `title`, `nl` → `title_nl`."""
    return f"{field}_{code}"


def columns(field: str) -> tuple[str, ...]:
    """Names of the columns of `field`, the source language first."""
    return tuple(column(field, code) for code in CODES)


def language_named(code: str) -> Language:
    """The language with this code. An unknown code raises `KeyError`."""
    return {language.code: language for language in LANGUAGES}[code]
