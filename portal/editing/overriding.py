"""Overriding what blocks, in the form that publishes: a box and a reason for each problem that allows it."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.content.wrong_language import foreign_share
from portal.editing.problems import problem_text
from portal.editing.publish_rows import Row
from portal.publishing.gate import Problem
from portal.publishing.overrides import LONGEST_REASON, Override

# Above this share of its words, a reason stands in another language than the page.
MOST = 0.5


@dataclass(frozen=True)
class Overridable:
    """A problem of one page that may be overridden, and the names of its two fields."""

    row: Row
    problem: Problem

    @cached_property
    def _name(self) -> str:
        """Made from all that is shown: a problem that has got other words by now is another problem."""
        page = (self.row.document.kind, self.row.document.key, self.row.language.code)
        told = (*page, self.problem.code, self.problem.field, self.problem.message)
        return hashlib.sha256("\0".join(told).encode()).hexdigest()[:16]

    @property
    def box(self) -> str:
        return f"override-{self._name}"

    @property
    def reason(self) -> str:
        return f"override-reason-{self._name}"

    def fields(self) -> dict[str, forms.Field]:
        page = f"{self.row.instance} ({self.row.language.name})"
        label = f"{page}: {problem_text(type(self.row.instance), self.problem)}"
        text = forms.CharField(
            label=_("Reason for publishing it all the same"),
            help_text=self._help(),
            max_length=LONGEST_REASON,
            required=False,
        )
        return {self.box: forms.BooleanField(label=label, required=False), self.reason: text}

    def _help(self) -> str:
        if not self.problem.concerns_readers:
            return _("For the history; readers do not see it.")
        words = _("Readers see this on the page. Say in its language, %(language)s, what is missing and why.")
        return words % {"language": self.row.language.name}

    def check(self, reason: str) -> None:
        """Refuse to do without a reason, and one for readers that is not in their language."""
        if not reason.strip():
            raise ValidationError(_("Say why this page should go live all the same."), code="required")
        if self.problem.concerns_readers and foreign_share(reason, self.row.language.code) > MOST:
            words = _("Readers see this reason: write it in the language of the page, %(language)s.")
            raise ValidationError(words % {"language": self.row.language.name}, code="language")

    def override(self, reason: str) -> Override:
        page = self.row.document
        return Override(page.kind, page.key, page.language, self.problem, reason)


def overridable(rows: Iterable[Row]) -> Iterator[Overridable]:
    """What may be overridden on these pages; of many at once nothing, as nobody could answer for each."""
    for row in rows:
        if row.is_compared:
            yield from (Overridable(row, problem) for problem in row.blocks if problem.overridable)


def chosen_overrides(form: Any, offered: Iterable[Overridable]) -> list[Override]:
    """The overrides that a form asks for, in the languages that it publishes; errors go to the reasons."""
    cleaned, found = form.cleaned_data, []
    languages = cleaned.get("languages", ())
    for one in offered:
        if not cleaned.get(one.box) or one.row.language.code not in languages:
            continue
        try:
            one.check(cleaned.get(one.reason, ""))
        except ValidationError as error:
            form.add_error(one.reason, error)
        else:
            found.append(one.override(cleaned[one.reason]))
    return found
