"""Taking somebody else’s memory in: pairs that are offered as such, and nothing more."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.translating.memory import index, tmx
from portal.translating.memory.models import ImportedPair, MemoryPair
from portal.translating.prints import print_of
from portal.translating.services import require_translator


@transaction.atomic
def import_memory(*, content: bytes, language: str, origin: str, by: Any) -> int:
    """Keep the pairs of a TMX file as imported memory; gives how many were new.

    What the memory holds already is not kept a second time: it would outlive that somebody here translates
    it otherwise, although nobody else vouches for it. The pairs are only suggested: no unit changes, and none
    counts as translated. All or nothing. Raises `PermissionDenied` without the right to translate into the
    language, and `FileRefusedError`.
    """
    require_translator(by, language)
    rows = {index.key_of(row): row for row in _rows(content, language, origin[:200], by)}
    known = _known(ImportedPair, language) | _known(MemoryPair, language)
    new = {key: row for key, row in rows.items() if key not in known}
    ImportedPair.objects.bulk_create(new.values(), batch_size=1000)
    index.refresh({(language, source) for _language, source, _target in new})
    return len(new)


def _known(model: Any, language: str) -> set[index.Key]:
    return set(model.objects.filter(language=language).values_list(*index.KEY))


def _rows(content: bytes, language: str, origin: str, by: Any) -> list[ImportedPair]:
    now = timezone.now()
    return [
        ImportedPair(
            language=language,
            source=couple.source,
            target=couple.target,
            source_print=print_of(couple.source),
            target_print=print_of(couple.target),
            origin=origin,
            by=by,
            at=now,
        )
        for couple in tmx.read(content, language)
    ]
