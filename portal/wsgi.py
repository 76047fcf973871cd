"""The application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.local")

django_application = get_wsgi_application()

from portal.reading.page_cache import PageCache  # noqa: E402 - Django must be set up

application = PageCache(django_application)
