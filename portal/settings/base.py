"""What all settings share."""

import django_stubs_ext
from whitenoise.compress import Compressor  # type: ignore[import-untyped] # comes without types

from portal import languages
from portal.settings import environment
from portal.settings.security import *

django_stubs_ext.monkeypatch()  # `ModelAdmin[Page]` means something to mypy; let it run, too

BASE_DIR = environment.BASE_DIR
VAR = environment.VAR

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "modeltranslation",  # before the admin, whose forms it changes
    "portal.editing.config.EditorsRoomConfig",  # django.contrib.admin with our site in it
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django_prose_editor",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "portal",
    "portal.publishing",
    "portal.content",
    "portal.translating",
    "portal.reading",
    "treatments",
    "conditions",
    "portal.editing",  # last: its groups get permissions that the apps above have made by then
]

# The headers come first, so that every response has them: files, redirects and errors too.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "portal.headers.resource_policy",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # static files are compressed already; Django masks its tokens
    "portal.compression.brotli_for_visitors",  # what it has compressed, gzip leaves alone
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
CRISPY_TEMPLATE_PACK = CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
FORMS_URLFIELD_ASSUME_HTTPS = True  # Django 6 does so by itself

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]

# Languages and time
LANGUAGES = [(language.code, language.name) for language in languages.LANGUAGES]
LANGUAGE_CODE = languages.SOURCE.code
LOCALE_PATHS = [BASE_DIR / "portal" / "locale"]
FORMAT_MODULE_PATH = ["portal.formats"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

# A text that is missing in one language is missing: a reader never gets the other language unasked.
MODELTRANSLATION_DEFAULT_LANGUAGE = languages.SOURCE.code
MODELTRANSLATION_ENABLE_FALLBACKS = False
MODELTRANSLATION_FALLBACK_LANGUAGES: dict[str, tuple[str, ...]] = {"default": ()}

# How many people must have approved exactly the text that goes live, by kind of review. The demo has no
# reviewers, so it asks for none, and its pages say that no doctor has read them.
APPROVALS_REQUIRED = {"medical": 0, "language": 0}

# Whom to tell about a weak spot of the site, as a web address or `mailto:`, for security.txt.
SECURITY_CONTACT = environment.contact("SECURITY_CONTACT")

# Mail
vars().update(environment.mail())
DEFAULT_FROM_EMAIL = environment.env.str("DEFAULT_FROM_EMAIL", default="portal@localhost")

# Whether each text of a translation must have been reviewed by a second person before it goes live; if not,
# the page that publishes only warns. Who may override what blocks can publish all the same, with a reason.
TRANSLATION_REVIEW_REQUIRED = True

# Whose name and logo stand on leaflets, for a hospital that hands them out: a name, and the path of a file.
LEAFLET_PUBLISHER_NAME = environment.env.str("LEAFLET_PUBLISHER_NAME", default="")
LEAFLET_LOGO = environment.env.str("LEAFLET_LOGO", default="")

# Data
CACHES = {"default": environment.env.cache_url("CACHE_URL", default="locmemcache://")}
STORAGES = {
    "default": environment.media_storage(),
    "staticfiles": {"BACKEND": "portal.stylesheets.Storage"},
}
MEDIA_ROOT = VAR / "media"
MEDIA_URL = "media/"
STATIC_ROOT = VAR / "static"
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "portal" / "static"]
# Maps of sources are for developers: compressing that of the editor would take seconds of a first start.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "propagate": True},  # without mail to ADMINS and lines for DEBUG only
        "gunicorn.http.wsgi": {"level": "ERROR"},  # without a warning for every HEAD request
    },
}
