"""Taking in, dealing with and deleting what readers say."""

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from portal.publishing.models import Publication
from portal.reading.feedback.models import LONGEST, Feedback

CHANGE = "reading.change_feedback"


class FeedbackRefusedError(ValueError):
    """What was said or decided cannot be stored; the message says why, in the active language.

    `field` names what to mend.
    """

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(message)


def give_feedback(*, publication: Publication, verdict: str, text: str = "") -> Feedback:
    """Store what a reader says about a publication, and delete what has been kept long enough.

    Everybody may. Raises `FeedbackRefusedError` for an unknown verdict, a text that is too long or cannot be
    stored, and a mistake that is not told.
    """
    text = text.strip()
    if verdict not in Feedback.Verdict:
        raise FeedbackRefusedError("verdict", _("Choose one of the answers."))
    if len(text) > LONGEST or "\0" in text:
        raise FeedbackRefusedError("text", _("This text is too long, or has characters that are no text."))
    if verdict == Feedback.Verdict.MISTAKE and not text:
        raise FeedbackRefusedError("text", _("Tell us what is wrong, and where on the page."))
    with transaction.atomic():
        delete_old_feedback()
        return Feedback.objects.create(publication=publication, verdict=verdict, text=text)


def deal_with_feedback(*, feedback: Feedback, state: str, note: str = "", by: User) -> Feedback:
    """Give feedback another state, or note something about it; who did so is kept beside it.

    Nothing new is no change. Raises `PermissionDenied`, `FeedbackRefusedError` for an unknown state and for
    an answer that says nothing, and `Feedback.DoesNotExist` for what was kept long enough.
    """
    if not by.has_perm(CHANGE):
        raise PermissionDenied(_("You do not have the right to do this."))
    note = note.strip()
    if state not in Feedback.State:
        raise FeedbackRefusedError("state", _("Choose one of the states."))
    with transaction.atomic():
        kept = Feedback.objects.select_for_update(of=("self",)).get(pk=feedback.pk)
        is_changed = kept.state != state
        if is_changed and state == Feedback.State.ANSWERED and not note:
            raise FeedbackRefusedError("note", _("Say what the answer is: what was done, or why nothing."))
        if is_changed or note:
            kept.state = state
            kept.save(update_fields=["state"])
            kept.notes.create(by=by, state=state, text=note)
    return kept


def delete_old_feedback() -> int:
    """Delete what has been kept for 90 days, with its notes; says how many. It was hidden already."""
    _rows, by_model = Feedback.everything.kept_long_enough().delete()
    return int(by_model.get(Feedback._meta.label, 0))
