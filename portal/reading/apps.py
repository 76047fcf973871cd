from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReadingConfig(AppConfig):
    name = "portal.reading"
    label = "reading"
    verbose_name = _("Reading")

    def ready(self) -> None:
        from portal.publishing import watchers  # noqa: PLC0415 - models must be loaded first
        from portal.reading import edition  # noqa: PLC0415 - the same
        from portal.reading.feedback import desk  # noqa: F401, PLC0415 - registering its list is the point
        from portal.reading.leaflets import checks  # noqa: F401, PLC0415 - registering them is the point
        from portal.reading.search import index  # noqa: PLC0415 - models must be loaded first

        watchers.register(index.follow)
        watchers.register(edition.mark)
