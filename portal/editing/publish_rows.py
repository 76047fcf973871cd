"""What the pages that publish and withdraw show: each object in each language as it is and would be."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from portal.editing.addresses import admin_address
from portal.editing.columns import badge
from portal.editing.problems import Pointer, pointer
from portal.languages import LANGUAGES, Language
from portal.publishing.approvals import missing_approvals
from portal.publishing.differences import Difference, differences
from portal.publishing.documents import Document
from portal.publishing.gate import Problem, look_up, pages_named_by, problems_of, warnings_of
from portal.publishing.kinds import Kind
from portal.publishing.models import Publication
from portal.publishing.working import State, states

# Comparing texts word by word takes time: of more rows than this, each has a link to its own page for it.
COMPARED = 20


@dataclass(frozen=True)
class Row:
    """One object in one language. `problems` are what `blocks` in words; `warnings` do not block."""

    instance: Any
    language: Language
    state: State
    document: Document
    live: Publication | None
    blocks: list[Problem]
    warnings: list[Pointer]
    is_compared: bool

    @property
    def badge(self) -> str:
        return badge(self.state)

    @property
    def problems(self) -> list[Pointer]:
        return list(_pointers(self.instance, self.language, self.blocks))

    @property
    def has_changes(self) -> bool:
        return self.state is State.CHANGED

    def differences(self) -> list[Difference]:
        return differences(self.live.content() if self.live else None, self.document)

    @property
    def preview(self) -> str:
        return reverse("preview", args=[self.language.code, self.document.kind, self.document.key])

    @property
    def comparison(self) -> str:
        """The address of the page that compares what is live with the working copy."""
        page = admin_address(self.instance, "compare", self.instance.pk)
        return f"{page}?from=p{self.live.pk if self.live else ''}&to=now"


def seen(rows: Iterable[Row]) -> str:
    """What a page with these rows shows, in short: another text gives another answer."""
    digests = "".join(row.document.digest() for row in rows)
    return hashlib.sha256(digests.encode()).hexdigest()


def rows_of(kind: Kind, chosen: list[Any]) -> list[Row]:
    """As many queries for one object as for many."""
    keys = [instance.key for instance in chosen]
    known, live = states(kind, keys), _live(kind, keys)
    documents = [
        (instance, language, kind.document_of(instance, language.code))
        for instance in chosen
        for language in LANGUAGES
    ]
    pages = pages_named_by(document for _instance, _language, document in documents)
    looked_up = look_up(document for _instance, _language, document in documents)
    return [
        Row(
            instance=instance,
            language=language,
            state=known[instance.key, language.code],
            document=document,
            live=live.get((instance.key, language.code)),
            blocks=[*problems_of(document, looked_up), *missing_approvals(document)],
            warnings=list(_pointers(instance, language, warnings_of(document, pages, looked_up))),
            is_compared=len(documents) <= COMPARED,
        )
        for instance, language, document in documents
    ]


def _live(kind: Kind, keys: list[str]) -> dict[tuple[str, str], Publication]:
    publications = Publication.objects.live().filter(kind=kind.name, key__in=keys)
    return {(publication.key, publication.language): publication for publication in publications}


def _pointers(instance: Any, language: Language, problems: list[Problem]) -> Iterator[Pointer]:
    for problem in problems:
        yield pointer(instance, language.code, problem)
