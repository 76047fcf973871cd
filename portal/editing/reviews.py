"""The review page in the admin: what would go live, what stands in its way, what was said, the decision."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.editing.problems import problem_text
from portal.editing.publish import Group, Link
from portal.editing.review_forms import DecisionForm
from portal.editing.review_subject import Subject
from portal.languages import LANGUAGES
from portal.publishing.approvals import authors_of, missing_approvals, valid_approvals
from portal.publishing.differences import differences
from portal.publishing.gate import look_up, problems_of, warnings_of
from portal.publishing.guests import LONGEST, token_of
from portal.publishing.models import Publication
from portal.publishing.parts import Part, parts_of
from portal.publishing.review_models import Approval, Comment, GuestLink, Review, ReviewRequest, SentBack
from portal.publishing.reviews import ASK, LONGEST_COMMENT, permission_to_approve

LATEST = 20


@dataclass(frozen=True)
class ReviewedPart:
    """A part of the text with what was said about it and is not dealt with."""

    part: Part
    comments: list[Comment]


@dataclass(frozen=True)
class Decision:
    """An approval or a sending back, and what it means for the text as it is now."""

    row: Any
    words: str
    counts: bool = False
    has_lapsed: bool = False


@dataclass(frozen=True)
class Guest:
    link: GuestLink
    address: str


def review_links(request: HttpRequest, kind: str, key: str) -> list[Link]:
    """The links from the form of an object to its reviews."""
    links = {
        reverse("admin:review", args=[kind, key, language.code]): f"{_('Review')} {language.translated_name}"
        for language in LANGUAGES
    }
    if request.user.has_perm(ASK):
        links[reverse("admin:review_ask", args=[kind, key])] = _("Ask for review…")
    return [Link(address, text, Group.REVIEW) for address, text in links.items()]


def reviews_by(person: Any) -> list[Review]:
    """The kinds of review that somebody may do."""
    return [review for review in Review if person.has_perm(permission_to_approve(review))]


def review_context(request: HttpRequest, subject: Subject, form: DecisionForm) -> dict[str, Any]:
    """All that the review page shows; as many queries for many comments and approvals as for few."""
    document = subject.document
    comments = list(Comment.objects.of(document).select_related("by", "resolved_by"))
    may_ask = request.user.has_perm(ASK)
    return {
        **_against_live(subject),
        **_gate(subject),
        **_texts(subject, comments),
        "title": _("Review: %(title)s") % {"title": document.title or subject.instance},
        "subject": subject,
        "opts": subject.kind.model._meta,
        "language": subject.language.code,
        "digest": document.digest(),
        "requests": ReviewRequest.objects.of(document)
        .open()
        .select_related("asked_by", "for_person", "for_group"),
        "decisions": decisions(subject),
        "resolved": [comment for comment in comments if comment.resolved_at],
        "form": form,
        "may_decide": bool(reviews_by(request.user)),
        "is_author": request.user.pk in authors_of(document),
        "may_ask": may_ask,
        "guests": _guests(request, subject) if may_ask else [],
        "longest_link": LONGEST,
        "longest_comment": LONGEST_COMMENT,
    }


def _against_live(subject: Subject) -> dict[str, Any]:
    live = Publication.objects.live().of(subject.kind.name, subject.instance.key, subject.language.code)
    publication: Publication | None = live.first()
    old = publication.content() if publication else None
    return {"live": publication, "differences": differences(old, subject.document) if old else []}


def _gate(subject: Subject) -> dict[str, list[str]]:
    looked_up = look_up([subject.document])
    blocks = [*problems_of(subject.document, looked_up), *missing_approvals(subject.document)]
    return {
        "problems": [problem_text(subject.kind.model, problem) for problem in blocks],
        "warnings": [
            problem_text(subject.kind.model, found)
            for found in warnings_of(subject.document, looked_up=looked_up)
        ],
    }


def _texts(subject: Subject, comments: Iterable[Comment]) -> dict[str, Any]:
    """The parts with their open comments; comments on parts that are gone join those on the whole page."""
    with override(subject.language.code):
        parts = parts_of(subject.document)
    names = {part.name for part in parts}
    said: dict[str, list[Comment]] = {}
    for comment in (comment for comment in comments if not comment.resolved_at):
        said.setdefault(comment.part if comment.part in names else "", []).append(comment)
    return {
        "parts": [ReviewedPart(part, said.get(part.name, [])) for part in parts],
        "comments_on_page": said.get("", []),
    }


def decisions(subject: Subject) -> list[Decision]:
    """The latest approvals and sendings back, the newest first, and which of them have lapsed."""
    counting = {approval.pk for approval in valid_approvals(subject.document)}
    digest = subject.document.digest()
    of_page = (model.objects.of(subject.document).select_related("by") for model in (Approval, SentBack))
    approvals, sent_back = (rows[:LATEST] for rows in of_page)
    found = [Decision(a, a.note, counts=a.pk in counting, has_lapsed=a.digest != digest) for a in approvals]
    found += [Decision(row, row.reason, has_lapsed=row.digest != digest) for row in sent_back]
    return sorted(found, key=lambda decision: decision.row.at, reverse=True)[:LATEST]


def _guests(request: HttpRequest, subject: Subject) -> list[Guest]:
    links = GuestLink.objects.of(subject.document).select_related("made_by").defer("document")
    return [
        Guest(link, request.build_absolute_uri(reverse("guest-review", args=[token_of(link)])))
        for link in links[:LATEST]
    ]
