"""The translations of the demonstration: live although nobody has reviewed them, which their history says."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils.translation import override

from portal.languages import SOURCE, TRANSLATIONS
from portal.publishing.documents import Document
from portal.publishing.gate import LookedUp, look_up
from portal.publishing.kinds import Kind, all_kinds
from portal.publishing.overrides import DEMONSTRATION, Override
from portal.publishing.services import publish
from portal.translating.gate import NOT_REVIEWED


@transaction.atomic
def publish_translations(*, by: Any) -> None:
    """Publish every object in every language that it was translated into, in the name of a person.

    Without a title nobody has begun to translate it, as in a language that was just added.
    The missing review is overridden, with a reason in plain words, and nothing else is: a text that is
    missing, outdated or wrong is refused (`PublishingRefusedError`), and then nothing is published. Raises
    `PermissionDenied` for a person without the rights to publish and to override.
    """
    with override(SOURCE.code):  # the words in which the history keeps what was overridden
        for kind in all_kinds():
            _publish(kind, by)


def _publish(kind: Kind, by: Any) -> None:
    documents = [
        (instance, kind.document_of(instance, language.code))
        for instance in kind.objects()
        for language in TRANSLATIONS
    ]
    documents = [(instance, document) for instance, document in documents if document.title]
    looked_up = look_up(document for _instance, document in documents)
    for instance, document in documents:
        overrides = list(_overrides(document, looked_up))
        publish(instance=instance, language=document.language, by=by, overrides=overrides)


def _overrides(document: Document, looked_up: LookedUp) -> Iterator[Override]:
    page = (document.kind, document.key, document.language)
    for problem in looked_up.get(page, ()):
        if problem.code == NOT_REVIEWED:
            yield Override(*page, problem, DEMONSTRATION)
