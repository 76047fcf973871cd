from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslatingConfig(AppConfig):
    name = "portal.translating"
    label = "translating"
    verbose_name = _("Translating")

    def ready(self) -> None:
        from portal.content.fixtures import loaded  # noqa: PLC0415 - models must be loaded first
        from portal.publishing.following import register_is_up_to_date  # noqa: PLC0415 - the same
        from portal.publishing.gate import register_look_up  # noqa: PLC0415 - the same
        from portal.publishing.working import register_forgetter  # noqa: PLC0415 - the same
        from portal.publishing.worklists import register  # noqa: PLC0415 - the same
        from portal.translating import gate, summaries  # noqa: PLC0415 - the same
        from portal.translating.arrivals import confirm_fixtures  # noqa: PLC0415 - the same
        from portal.translating.exchange.choosing import register_actions  # noqa: PLC0415 - the same
        from portal.translating.worklist import (  # noqa: PLC0415 - the same
            comments_naming,
            questions_of_translators,
            translations_behind,
        )

        register_look_up(gate.open_points)
        register_is_up_to_date(gate.is_up_to_date)
        loaded.connect(confirm_fixtures, dispatch_uid="portal.translating.fixtures")
        register_forgetter(summaries.forget)
        register(translations_behind)
        register(questions_of_translators)
        register(comments_naming)
        register_actions()
