from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslatingConfig(AppConfig):
    name = "portal.translating"
    label = "translating"
    verbose_name = _("Translating")

    def ready(self) -> None:
        from portal.content.fixtures import loaded  # noqa: PLC0415 - models must be loaded first
        from portal.translating.arrivals import confirm_fixtures  # noqa: PLC0415 - the same

        loaded.connect(confirm_fixtures, dispatch_uid="portal.translating.fixtures")
