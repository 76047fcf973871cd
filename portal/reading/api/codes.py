"""From a code of a classification to the pages about it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from portal.publishing.documents import comparable
from portal.publishing.models import Publication, PublishedCode, is_live


@dataclass(frozen=True)
class System:
    """A classification, by the name that documents use, with the identifiers that other programs use.

    Where codes have a `shortest` length, a longer code lies within every shorter one that it begins with.
    """

    name: str
    identifiers: tuple[str, ...]
    shortest: int | None = None


SYSTEMS = (
    System(
        "ICD-10",
        (
            "ICD-10-CM",
            "2.16.840.1.113883.6.3",
            "2.16.840.1.113883.6.3.2",  # the Dutch edition
            "2.16.840.1.113883.6.90",  # the American one, ICD-10-CM
            "http://hl7.org/fhir/sid/icd-10",
            "http://hl7.org/fhir/sid/icd-10-nl",
            "http://hl7.org/fhir/sid/icd-10-cm",
        ),
        shortest=3,
    ),
    System("ICD-11", ("2.16.840.1.113883.6.347", "http://id.who.int/icd/release/11/mms"), shortest=4),
    System("SNOMED CT", ("2.16.840.1.113883.6.96", "http://snomed.info/sct")),
)
BY_IDENTIFIER = {
    identifier: system for system in SYSTEMS for identifier in (system.name, *system.identifiers)
}


class Found(NamedTuple):
    """A live page about a code, or about a broader one."""

    publication: Publication
    is_exact: bool


def pages_with_code(system: System, code: str, languages: Iterable[str]) -> list[Found]:
    """Live pages about a code, by title; one query.

    In a language without any, those about the nearest broader code.
    """
    exact = comparable(code)
    rows = list(
        PublishedCode.objects.filter(system=system.name, value__in=list(_from_narrow_to_broad(system, exact)))
        .filter(is_live(prefix="publication__"), publication__language__in=list(languages))
        .select_related("publication")
        .defer("publication__document", "publication__caveats")
        .order_by("publication__title", "pk")
    )
    nearest = {row.publication.language: row.value for row in sorted(rows, key=lambda row: len(row.value))}
    return [
        Found(row.publication, row.value == exact)
        for row in rows
        if row.value == nearest[row.publication.language]
    ]


def _from_narrow_to_broad(system: System, code: str) -> Iterator[str]:
    yield code
    if system.shortest:
        yield from (code[:length] for length in range(len(code) - 1, system.shortest - 1, -1))
