"""What `make run` serves, made quick and the same every time."""

from portal.settings import environment
from portal.settings.local import *

SECRET_KEY = "only for tests"  # noqa: S105 - protects nothing
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = VAR / "test-media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True  # without it, the start wants a folder of collected files
WHITENOISE_USE_FINDERS = True  # static files are served from where they are written

# The threads of a server in a test would keep their connections, and the test database could not be dropped.
DATABASES["default"]["CONN_MAX_AGE"] = 0

# Most tests publish texts of builders, which nobody has reviewed, and are about something else. Those about
# the gate, about publishing translations and about the demo require reviews, as a portal does.
TRANSLATION_REVIEW_REQUIRED = False

# Tests run in several processes, and every test empties its cache: a Redis database for each process.
worker = environment.env.str("PYTEST_XDIST_WORKER", default="").removeprefix("gw")
if worker and "redis" in CACHES["default"]["BACKEND"]:
    CACHES["default"]["LOCATION"] = CACHES["default"]["LOCATION"].rpartition("/")[0] + f"/{worker}"
