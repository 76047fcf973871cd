"""Taking the glossary in from a file: all that it changes or nothing, in the working copy alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.content.models import GlossaryTerm
from portal.editing import history
from portal.editing.locking import claim
from portal.editing.roles import may_change, may_translate
from portal.editing.translated import labels, text_columns
from portal.languages import TRANSLATIONS, column, columns
from portal.publishing.differences import Run, words
from portal.publishing.kinds import kind_of_model
from portal.publishing.services import Actor, Job
from portal.translating.arrivals import confirm_arrivals
from portal.translating.desks import desks_of, findings_on
from portal.translating.exchange.problems import FileProblem, FileRefusedError, Problems
from portal.translating.findings import Found
from portal.translating.models import Act
from portal.translating.termbase.entries import COLUMNS, TITLE, TermEntry, entry_of, print_of
from portal.translating.texts import texts_of_row

MOST_TERMS: Final = 20_000


@dataclass(frozen=True)
class TextChange:
    """What a file changes in one column of a term. `language` is empty for what has none."""

    label: str
    language: str
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class TermArrival:
    """A term that a file changes, and what the checks find in it then."""

    term: Any
    changes: tuple[TextChange, ...]
    findings: list[Found]


@dataclass(frozen=True)
class TermOutcome:
    """What a file comes to. `unchanged` terms say nothing new."""

    arrivals: list[TermArrival]
    unchanged: int


def may_bring_terms_in(person: Any) -> bool:
    return may_change(person, GlossaryTerm) or bool(may_translate(person))


def bring_terms_in(*, entries: Iterable[TermEntry], by: Actor, dry_run: bool = False) -> TermOutcome:
    """Store what a file changes in terms of the glossary; with `dry_run`, only tell.

    Nothing is published, and no translation is reviewed by it: what is new in another language than the
    source arrives as imported. Languages that the file leaves out stay as they are. Raises `PermissionDenied`
    for who writes no terms, and `FileRefusedError` with every term that is unknown, there twice, does not fit
    its fields, was changed here and in the file, or in which the file changes what this person may not:
    translators write their own language. Three queries, and some fifteen for each term that changes.
    """
    if not isinstance(by, Job) and not may_bring_terms_in(by):
        raise PermissionDenied(_("You may not change the glossary."))
    with transaction.atomic():
        outcome = _bring_in(_each_once(entries), by)
        transaction.set_rollback(dry_run)
    return outcome


def _each_once(entries: Iterable[TermEntry]) -> list[TermEntry]:
    seen: dict[str, TermEntry] = {}
    problems = Problems()
    for entry in entries:
        if entry.key in seen:
            problems.add(_("This term is in the file twice."), entry.line, entry.key)
        seen[entry.key] = entry
        if len(seen) > MOST_TERMS:
            raise FileRefusedError([FileProblem(_("The file has more than 20,000 terms."), entry.line)])
    problems.refuse_if_any()
    return list(seen.values())


def _bring_in(entries: list[TermEntry], by: Actor) -> TermOutcome:
    keys = [entry.key for entry in entries]
    terms = {term.key: term for term in GlossaryTerm.objects.select_for_update().filter(key__in=keys)}
    changed: dict[str, dict[str, str]] = {}
    problems: list[FileProblem] = []
    for entry in entries:
        try:
            if news := _news(entry, terms.get(entry.key), by):
                changed[entry.key] = news
        except ValidationError as error:
            problems += (FileProblem(message, entry.line, entry.key) for message in error.messages)
    if problems:
        raise FileRefusedError(problems)
    return TermOutcome(_stored(terms, changed, by) if changed else [], len(entries) - len(changed))


def _stored(terms: dict[str, Any], changed: dict[str, dict[str, str]], by: Actor) -> list[TermArrival]:
    changes = {key: tuple(_changes(terms[key], news)) for key, news in changed.items()}
    for key, news in changed.items():
        _store(terms[key], news, by)
    _confirm([(terms[key], news) for key, news in changed.items()], by)
    found = _findings(changed)
    return [TermArrival(terms[key], changes[key], found[key]) for key in changed]


def _news(entry: TermEntry, term: Any, by: Actor) -> dict[str, str]:
    """The columns that somebody changed in the file; a `ValidationError` says why they cannot come in."""
    if term is None:
        raise ValidationError(_("This portal has no such term."))
    now = entry_of(term)
    news = {name: text for name, text in entry.texts.items() if text != now.texts[name]}
    if not news or print_of(entry.texts) == entry.seen:
        return {}
    if now.seen != entry.seen:
        raise ValidationError(_("Somebody has changed this term here since the file was made."))
    _check_rights(news, by)
    _check_fit(term, news)
    return news


def _check_rights(news: dict[str, str], by: Actor) -> None:
    if isinstance(by, Job) or may_change(by, GlossaryTerm):
        return
    own, texts = may_translate(by), text_columns(GlossaryTerm)  # type: ignore[arg-type]
    others = [name for name in news if name not in texts or texts[name][1] not in own]
    if others:
        what = ", ".join(map(_label, others))
        raise ValidationError(_("You may not change this: %(what)s.") % {"what": what})


def _check_fit(term: Any, news: dict[str, str]) -> None:
    """Every text must fit its field, and a term that has a name in a language keeps one."""
    gone = [name for name in columns(TITLE) if name in news and getattr(term, name) and not news[name]]
    if gone:
        raise ValidationError(_("The preferred term is missing: %(what)s.") % {"what": _label(gone[0])})
    problems: list[str] = []
    for name, text in news.items():
        try:
            term._meta.get_field(name).clean(text, term)
        except ValidationError as error:
            problems += (f"{_label(name)}: {message}" for message in error.messages)
    if problems:
        raise ValidationError(problems)


def _label(name: str) -> str:
    field: Any = GlossaryTerm._meta.get_field(name)
    return str(labels(GlossaryTerm).get(name) or capfirst(field.verbose_name))


def _changes(term: Any, news: dict[str, str]) -> Iterator[TextChange]:
    texts = text_columns(GlossaryTerm)
    for name in (name for name in COLUMNS if name in news):
        language = texts[name][1].code if name in texts else ""
        yield TextChange(_label(name), language, words(getattr(term, name) or "", news[name]))


def _store(term: Any, news: dict[str, str], by: Actor) -> None:
    """Save the term as a form would, with a revision before and after."""
    history.record_origin(term)
    for name, text in news.items():
        setattr(term, name, text)
    claim(term)
    term.save(update_fields=[*news, *columns("slug")])  # the first title makes an address
    history.record(term, by=by, reason=_("from a TBX file"))


def _confirm(changed: list[tuple[Any, dict[str, str]]], by: Actor) -> None:
    """What is new in a translation was imported, and is reviewed by nobody."""
    for language in TRANSLATIONS:
        texts = [
            text
            for term, news in changed
            for text in texts_of_row(term)
            if column(text.field, language.code) in news
        ]
        confirm_arrivals(texts=texts, language=language.code, by=by, act=Act.IMPORTED)


def _findings(changed: dict[str, dict[str, str]]) -> dict[str, list[Found]]:
    """What the checks find in the texts that have changed, by the key of the term."""
    found: dict[str, list[Found]] = {key: [] for key in changed}
    for language in TRANSLATIONS:
        desks = desks_of(kind_of_model(GlossaryTerm).objects(list(changed)), language.code)
        by_address = findings_on(desks.values())
        for (_kind, key), desk in desks.items():
            units = [unit for unit in desk.units if {*columns(unit.text.field)} & set(changed[key])]
            every = (one for unit in units for one in by_address.get(unit.address, ()))
            found[key] += [one for one in every if one.is_open]
    return found
