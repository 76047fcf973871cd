from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from portal.editing.reminders import mail_for, recipients, send_reminder


class Command(BaseCommand):
    help = (
        "Mail staff what waits for them: reviews due and overdue of the pages that they own, texts to "
        "approve, approvals that have lapsed. At most one mail a day to each; run it as often as you like."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="show the mails and send none")
        parser.add_argument("--force", action="store_true", help="send again what was sent today")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["dry_run"]:
            self._show()
            return
        counts = Counter(self._send(person, again=options["force"]) for person in recipients())
        self.stdout.write(
            f"{counts['sent']} sent, {counts['not sent']} had nothing to read or have read it today"
        )
        if counts["failed"]:
            raise CommandError(f"{counts['failed']} could not be sent.")

    def _send(self, person: User, *, again: bool) -> str:
        try:
            return "sent" if send_reminder(person=person, again=again) else "not sent"
        except OSError as error:
            self.stderr.write(f"{person}: {error}")
            return "failed"

    def _show(self) -> None:
        for person in recipients():
            if mail := mail_for(person):
                self.stdout.write(f"To: {person.email}\nSubject: {mail.subject}\n\n{mail.body}")
