"""What somebody can do to one unit in the workbench: each button is a service."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from portal.content.models import Content
from portal.editing.people import person_of
from portal.translating.changes import Change, Refusal, UnitsRefusedError
from portal.translating.desks import desk_of
from portal.translating.models import Act
from portal.translating.reviewing import (
    Seen,
    accept,
    confirm_still_right,
    correct,
    declare_wording_only,
    override_finding,
    send_back,
)
from portal.translating.services import Saved, remove_left_over, save_units
from portal.translating.subjects import Subject
from portal.translating.typed import is_unsaved, typed_in

LONGEST_NOTE: Final = 500
OVERRIDE: Final = "override:"
REMOVED: Final = "removed"


@dataclass(frozen=True)
class Asked:
    """What a form asks to be done to a unit, and nothing else of what was posted."""

    instance: Content
    language: str
    address: str
    act: str
    by: Any
    target: str | None
    seen_source: str
    seen_target: str
    note: str

    @classmethod
    def of(cls, request: HttpRequest, subject: Subject, address: str) -> "Asked":
        post = request.POST
        seen_source, _dot, seen_target = post.get(f"{address}-seen", "").partition(".")
        return cls(
            subject.instance,
            subject.language.code,
            address,
            post.get("act", Act.TRANSLATED),
            person_of(request),
            typed_in(post, address),
            seen_source,
            seen_target,
            post.get(f"{address}-note", "").strip()[:LONGEST_NOTE],
        )

    @property
    def change(self) -> Change:
        """The text that was typed; without a field for it there is none to store."""
        if self.target is None:
            raise Http404
        return Change(self.address, self.target, self.seen_source, self.seen_target)

    @property
    def removal(self) -> Change:
        return Change(self.address, "", self.seen_source, self.seen_target)

    @property
    def seen(self) -> Seen:
        return Seen(self.address, self.seen_source, self.seen_target)

    @property
    def common(self) -> dict[str, Any]:
        return {"instance": self.instance, "language": self.language, "by": self.by}


SERVICES: Final[dict[str, Callable[[Asked], list[Saved]]]] = {
    Act.TRANSLATED: lambda asked: save_units(**asked.common, changes=[asked.change]),
    Act.DRAFTED: lambda asked: save_units(**asked.common, changes=[asked.change], act=Act.DRAFTED),
    REMOVED: lambda asked: remove_left_over(**asked.common, change=asked.removal),
    Act.STILL_RIGHT: lambda asked: confirm_still_right(**asked.common, units=[asked.seen]),
    Act.WORDING_ONLY: lambda asked: declare_wording_only(**asked.common, units=[asked.seen], note=asked.note),
    Act.REVIEWED: lambda asked: accept(**asked.common, units=[asked.seen]),
    Act.CORRECTED: lambda asked: correct(**asked.common, change=asked.change, note=asked.note),
    Act.SENT_BACK: lambda asked: send_back(**asked.common, unit=asked.seen, note=asked.note),
}
# After these the text of the field is what is stored; the others leave what was typed where it is.
WRITING: Final = frozenset({Act.TRANSLATED, Act.DRAFTED, Act.CORRECTED})


def done(asked: Asked) -> list[Saved]:
    """Do what is asked; raises what the service raises, and `Http404` for an act that there is not.

    What speaks of the text that is stored is refused while another is typed and not saved.
    """
    if asked.act not in WRITING:
        _require_saved(asked)
    if asked.act.startswith(OVERRIDE):
        finding = asked.act.removeprefix(OVERRIDE)
        return override_finding(**asked.common, unit=asked.seen, finding=finding, note=asked.note)
    if asked.act not in SERVICES:
        raise Http404
    return SERVICES[asked.act](asked)


def _require_saved(asked: Asked) -> None:
    """Who says something of a stored text must not have another one, unsaved, before their eyes."""
    unit = desk_of(asked.instance, asked.language).located(asked.address, asked.seen_source)
    if unit and is_unsaved(asked.target, asked.seen_target, unit):
        message = _("What you typed here is not saved yet. Save it first.")
        if asked.act == Act.REVIEWED:
            message = _("What you typed here is not saved yet. Save it first, or save it as a correction.")
        raise UnitsRefusedError([Refusal(unit.address, "unsaved", message, unit)])
