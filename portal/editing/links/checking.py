"""Checking the links of all live pages, and keeping what was found."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, zip_longest
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from portal.content.richtext import REFERENCE_SCHEME
from portal.editing.links.found import Found, links_in
from portal.editing.links.inside import is_inside, judge
from portal.editing.links.models import CheckedLink, LinkPlace
from portal.editing.links.states import LinkState
from portal.editing.links.visiting import Answer, Visitor
from portal.languages import SOURCE
from portal.publishing.documents import Document
from portal.publishing.gate import pages_named_by
from portal.publishing.models import Publication

BATCH = 200

# An address, and the language of the pages on which it is judged; `""` for the addresses of others.
Name = tuple[str, str]
Places = dict[Name, list[tuple[Document, Found]]]
Answers = dict[Name, Answer]
Tell = Callable[[str], object]


def check_links(*, visitor: Visitor, tell: Tell, visits_others: bool = True) -> Counter[str]:
    """Look where every link of every live page leads, and keep what was found; gives the count of each state.

    The addresses of others are visited once each, however many pages link to them; without `visits_others`
    what is known of them stays. `tell` hears what is going on. Everything is stored in one transaction at the
    end: a check that is broken off changes nothing.
    """
    with override(SOURCE.code):
        places, answers = _inside()
        outside = [name for name in places if name not in answers]
        tell(f"{len(answers)} links to own pages, {len(outside)} addresses of others")
        if visits_others:
            answers |= _visited(outside, visitor, tell)
        _store(places, answers)
    return Counter(CheckedLink.objects.order_by().values_list("state", flat=True))


def _inside() -> tuple[Places, Answers]:
    """All links and where they stand, with the answers for those that need no visit."""
    places: Places = defaultdict(list)
    answers: Answers = {}
    for documents in _batches():
        pages = pages_named_by(documents)
        for document in documents:
            for found in links_in(document):
                name = _name(found, document)
                places[name].append((document, found))
                if is_inside(found.address) and name not in answers:
                    answers[name] = judge(found, document, pages)
    return places, answers


def _batches() -> Iterator[list[Document]]:
    batch: list[Document] = []
    for publication in Publication.objects.live().order_by("pk").iterator(BATCH):
        batch.append(publication.content())
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _name(found: Found, document: Document) -> Name:
    """A place on the page itself is named with the page: elsewhere the same words mean another place."""
    if found.address.startswith("#"):
        return f"{REFERENCE_SCHEME}:{document.kind}/{document.key}{found.address}", document.language
    return found.address, document.language if is_inside(found.address) else ""


def _visited(names: list[Name], visitor: Visitor, tell: Tell) -> Answers:
    answers: Answers = {}
    for number, (address, language) in enumerate(_in_turns(names), start=1):
        answer = visitor.visit(address)
        answers[address, language] = replace(answer, reason=answer.reason[:200])
        if answer.state is not LinkState.OK:
            tell(f"{number} of {len(names)}: {address}: {answer.reason}")
    return answers


def _in_turns(names: list[Name]) -> Iterator[Name]:
    """From each host in turn, so that the pause of one host is spent on the others."""
    hosts = defaultdict(list)
    for name in names:
        hosts[urlsplit(name[0]).netloc].append(name)
    return (name for name in chain.from_iterable(zip_longest(*hosts.values())) if name)


@transaction.atomic
def _store(places: Places, answers: Answers) -> None:
    known = {(link.address, link.language): link for link in CheckedLink.objects.select_for_update()}
    kept = {name: _kept(name, known.get(name), answer) for name, answer in answers.items()}
    CheckedLink.objects.bulk_create([link for name, link in kept.items() if name not in known], BATCH)
    changed = [link for name, link in kept.items() if name in known]
    CheckedLink.objects.bulk_update(
        changed, ["state", "status", "reason", "checked_at", "broken_since"], BATCH
    )
    gone = [link.pk for name, link in known.items() if name not in places]
    for start in range(0, len(gone), BATCH):
        CheckedLink.objects.filter(pk__in=gone[start : start + BATCH]).delete()
    _store_places(places, known | kept)


def _kept(name: Name, link: CheckedLink | None, answer: Answer) -> CheckedLink:
    now = timezone.now()
    link = link or CheckedLink(address=name[0], language=name[1])
    link.state, link.status, link.reason, link.checked_at = answer.state, answer.status, answer.reason, now
    link.broken_since = (link.broken_since or now) if answer.state is LinkState.BROKEN else None
    return link


def _store_places(places: Places, links: dict[Name, CheckedLink]) -> None:
    LinkPlace.objects.all().delete()
    rows = (
        _place(links[name], document, found)
        for name, found_at in places.items()
        if name in links
        for document, found in found_at
    )
    LinkPlace.objects.bulk_create(rows, BATCH)


def _place(link: CheckedLink, document: Document, found: Found) -> LinkPlace:
    return LinkPlace(
        link=link,
        kind=document.kind,
        key=document.key,
        language=document.language,
        title=document.title,
        field=found.field,
        heading=found.heading,
        sentence=found.sentence,
    )
