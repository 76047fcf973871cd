from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "portal.content"
    label = "content"
    verbose_name = _("Shared content")

    def ready(self) -> None:
        from portal.content import kinds  # noqa: PLC0415 - models must be loaded first

        kinds.register_kinds()
