from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TreatmentsConfig(AppConfig):
    name = "treatments"
    verbose_name = _("Treatments")

    def ready(self) -> None:
        from treatments import kinds  # noqa: PLC0415 - models must be loaded first

        kinds.register_kinds()
