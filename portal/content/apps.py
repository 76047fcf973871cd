from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "portal.content"
    label = "content"
    verbose_name = _("Shared content")

    def ready(self) -> None:
        from portal.content import kinds, lookups, rules  # noqa: F401, PLC0415 - models must be loaded first
        from portal.publishing import gate  # noqa: PLC0415 - the same

        kinds.register_kinds()
        for rule in rules.RULES:
            gate.register(rule)
