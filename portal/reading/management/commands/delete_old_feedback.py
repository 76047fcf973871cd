from typing import Any

from django.core.management.base import BaseCommand

from portal.reading.feedback.services import delete_old_feedback


class Command(BaseCommand):
    help = "Delete feedback of readers that has been kept for 90 days. Nobody sees it any more already."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{delete_old_feedback()} deleted")
