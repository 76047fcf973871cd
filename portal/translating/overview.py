"""The list of all that can be translated into a language, and the next thing to do in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Case, F, FloatField, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.editing.charts import Bar
from portal.editing.forms import BareForm
from portal.editing.models import Presence
from portal.editing.people import name_of
from portal.editing.presence import GONE_AFTER
from portal.publishing.kinds import all_kinds, kind_named
from portal.translating.models import TranslationSummary
from portal.translating.summaries import progress

ON_A_PAGE: Final = 50
SHARE: Final = Case(
    When(words=0, then=Value(1.0)),
    default=F("words_done") * 1.0 / F("words"),
    output_field=FloatField(),
)
NEEDS: Final = {
    "anything": (gettext_lazy("anything to translate"), Q()),
    "missing": (gettext_lazy("missing"), Q(missing__gt=0)),
    "outdated": (gettext_lazy("outdated"), Q(outdated__gt=0)),
    "draft": (gettext_lazy("draft"), Q(draft__gt=0)),
    "sent-back": (gettext_lazy("sent back"), Q(sent_back__gt=0)),
    "review": (gettext_lazy("waits for review"), Q(translated__gt=0)),
    "findings": (gettext_lazy("failing checks"), Q(errors__gt=0) | Q(warnings__gt=0)),
}
# The columns by which the list can be sorted, in their order, with their headings.
COLUMNS: Final = {
    "title": gettext_lazy("Title"),
    "kind": gettext_lazy("Kind"),
    "words": gettext_lazy("Words"),
    "share": gettext_lazy("Done"),
    "missing": gettext_lazy("Missing"),
    "outdated": gettext_lazy("Outdated"),
    "draft": gettext_lazy("Draft"),
    "translated": gettext_lazy("Waits for review"),
    "errors": gettext_lazy("Failing checks"),
    "changed_at": gettext_lazy("Last change"),
}


class FilterForm(BareForm):
    """What to show of the list."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    need = forms.ChoiceField(
        label=gettext_lazy("What is needed"),
        required=False,
        choices=[("", gettext_lazy("all")), *((name, label) for name, (label, _q) in NEEDS.items())],
    )
    q = forms.CharField(label=gettext_lazy("Search in both texts"), required=False, max_length=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.name, kind.plural) for kind in all_kinds()]
        self.fields["kind"].choices = [("", _("all")), *kinds]  # type: ignore[attr-defined]

    def chosen(self, rows: Any) -> Any:
        """The rows that are asked for; an answer that there is not asks for nothing."""
        asked = self.cleaned_data if self.is_valid() else {}
        if kind := asked.get("kind"):
            rows = rows.filter(kind=kind)
        if need := asked.get("need"):
            rows = rows.in_need() if need == "anything" else rows.filter(NEEDS[need][1])
        return rows.searching(asked.get("q", ""))


@dataclass(frozen=True)
class Heading:
    """The heading of a column: `order` is how its link sorts, `sorted_by` how the column is sorted now."""

    label: Any
    order: str
    sorted_by: str


def sorting(asked: str) -> tuple[str, list[Heading]]:
    """The column to sort by, with `-` for the highest first, and the headings."""
    name = asked.removeprefix("-")
    order = asked if name in COLUMNS else "title"
    return order, [_heading(column, order) for column in COLUMNS]


def _heading(name: str, order: str) -> Heading:
    first = name if name in {"title", "kind"} else f"-{name}"
    other = f"-{name}" if first == name else name
    now = {name: "ascending", f"-{name}": "descending"}.get(order, "")
    return Heading(COLUMNS[name], other if order == first else first, now)


@dataclass(frozen=True)
class Line:
    """A row of the list. `people` have the object open now."""

    row: TranslationSummary
    people: tuple[str, ...]

    @property
    def kind(self) -> str:
        return kind_named(self.row.kind).singular

    @property
    def bar(self) -> Bar:
        return _bar("", self.row.words_done, self.row.words)


def share_of(done: int, whole: int) -> int:
    """In whole per cents, rounded down: only what is done is 100."""
    return 100 * done // whole if whole else 100


def page_of(form: FilterForm, language: str, order: str, number: Any) -> Page[Any]:
    """A page of the list; two queries, of which only the first searches and sorts."""
    rows = form.chosen(TranslationSummary.objects.filter(language=language)).annotate(share=SHARE)
    found = list(rows.order_by(order, "title", "pk").values_list("pk", flat=True))
    page = Paginator(found, ON_A_PAGE).get_page(number)
    shown = TranslationSummary.objects.in_bulk(page.object_list)
    page.object_list = [shown[pk] for pk in page.object_list]
    return page


def lines_of(rows: Iterable[TranslationSummary]) -> list[Line]:
    """With who has them open; one query."""
    shown = list(rows)
    people: dict[tuple[str, str], list[str]] = {}
    here = Presence.objects.filter(key__in={row.key for row in shown}, seen_at__gte=_recently())
    for one in here.select_related("user"):
        people.setdefault((one.kind, one.key), []).append(name_of(one.user))
    return [Line(row, tuple(people.get((row.kind, row.key), ()))) for row in shown]


def _recently() -> Any:
    return timezone.now() - GONE_AFTER


def bars(language: str) -> list[Bar]:
    """How much is done of the whole site and of each kind, in words; one query."""
    sums = progress(language)
    done = sum(counts["words_done"] for counts in sums.values())
    whole = sum(counts["words"] for counts in sums.values())
    kinds = [
        _bar(kind.plural, sums[kind.name]["words_done"], sums[kind.name]["words"])
        for kind in all_kinds()
        if kind.name in sums
    ]
    return [_bar(_("Whole site"), done, whole), *kinds]


def _bar(label: str, done: int, whole: int) -> Bar:
    share = share_of(done, whole)
    return Bar(label, share, share)


def next_for(person: Any, language: str, *, writes: bool, after: str = "") -> TranslationSummary | None:
    """What this person does best now: what blocks first; not what a colleague has open, nor `after`."""
    rows = TranslationSummary.objects.filter(language=language)
    rows = rows.in_need() if writes else rows.filter(translated__gt=0)
    taken = Presence.objects.filter(seen_at__gte=_recently()).exclude(user=person).values_list("kind", "key")
    for kind, key in {*taken, _named(after)}:
        rows = rows.exclude(kind=kind, key=key)
    found: TranslationSummary | None = rows.order_by(
        "-errors", "-outdated", "-missing", "title", "pk"
    ).first()
    return found


def _named(name: str) -> tuple[str, str]:
    kind, _slash, key = name.partition("/")
    return kind, key
