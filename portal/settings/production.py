"""The real site. What has no safe default has none: the start stops and names what is missing."""

from portal.settings import environment
from portal.settings.base import *

DEBUG = False
SECRET_KEY = environment.env.str("SECRET_KEY")
ALLOWED_HOSTS = environment.env.list("ALLOWED_HOSTS")
SITE_URL = environment.env.str("SITE_URL", default=f"https://{ALLOWED_HOSTS[0].lstrip('.')}").rstrip("/")
DATABASES = {"default": environment.database()}
