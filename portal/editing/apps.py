from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class EditingConfig(AppConfig):
    name = "portal.editing"
    label = "editing"
    verbose_name = _("Editing")

    def ready(self) -> None:
        from portal.editing import history, worklists  # noqa: F401, PLC0415 - models must be loaded first
        from portal.editing.roles import make_roles  # noqa: PLC0415 - the same
        from portal.publishing.approvals import register_author_of  # noqa: PLC0415 - the same

        register_author_of(history.author_of)
        post_migrate.connect(make_roles, sender=self, dispatch_uid="portal.editing.roles")
