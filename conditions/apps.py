from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConditionsConfig(AppConfig):
    name = "conditions"
    verbose_name = _("Conditions, symptoms and tests")

    def ready(self) -> None:
        from conditions import kinds  # noqa: PLC0415 - models must be loaded first

        kinds.register_kinds()
