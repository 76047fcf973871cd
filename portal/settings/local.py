"""The demo that `make run` serves: the real server over plain http, for this computer only."""

from django.core.management.utils import get_random_secret_key

from portal.settings import environment
from portal.settings.base import *

DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
PORT = environment.port()
SITE_URL = f"http://127.0.0.1:{PORT}"  # what links in mails begin with
DATABASES = {"default": environment.database(default=f"sqlite:///{VAR}/portal.sqlite3")}

# The first start stores the key that it made here; until then each process has its own.
DEMO_SECRET = VAR / "secret-key"
SECRET_KEY = DEMO_SECRET.read_text() if DEMO_SECRET.exists() else get_random_secret_key()

# What plain http cannot have.
SECURE_PROXY_SSL_HEADER = None
CLIENT_ADDRESS = "REMOTE_ADDR"
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_NAME = "csrf"
CSRF_COOKIE_SECURE = False
