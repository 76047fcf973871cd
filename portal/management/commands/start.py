"""`manage.py start`: all that `make run` does once the environment is installed."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand

from portal import startup


class Command(BaseCommand):
    help = "Prepare the demo where needed, and serve it."
    requires_system_checks = ()  # migrating runs them; a port in use is said at once

    def handle(self, **options: Any) -> None:
        startup.require_free_port(settings.PORT)
        startup.require_writable(settings.VAR)
        startup.keep_secret(settings.DEMO_SECRET)
        startup.prepare_database(self.say)
        accounts = startup.demo_accounts(settings.VAR / "demo-accounts.txt")
        startup.prepare_content(self.say)
        startup.collect_static_files(self.say)
        self.say(startup.welcome(settings.PORT, accounts))
        startup.serve(settings.PORT)

    def say(self, message: str) -> None:
        self.stdout.write(message)
        self.stdout.flush()
