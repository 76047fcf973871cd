from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LinkState(TextChoices):
    """What the last visit to an address showed."""

    BROKEN = "broken", _("broken")
    UNSURE = "unsure", _("not sure")
    OK = "ok", _("fine")
