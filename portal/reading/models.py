"""The models of this room stand beside what they are for; Django finds them from here."""

from portal.reading.feedback import models as feedback_models  # noqa: F401
from portal.reading.search import models as search_models  # noqa: F401
