"""How gunicorn serves the portal: `gunicorn --config python:portal.gunicorn portal.wsgi`."""

import gc
from typing import Any

from gunicorn.glogging import Logger  # type: ignore[import-untyped] # comes without types
from gunicorn.http import message  # type: ignore[import-untyped] # the same


class WithoutQueries(Logger):  # type: ignore[misc] # the same
    """Names the address of a request that failed, but not what was searched for there, nor by whom."""

    def warning(self, msg: str, *args: Any, **kwargs: Any) -> None:
        """Of a request that is none, gunicorn would write down the words and where they came from."""
        super().warning(msg.partition(" from ip=")[0], *args, **kwargs)

    def exception(self, msg: str, *args: Any, **kwargs: Any) -> None:
        without = (value.partition("?")[0] if isinstance(value, str) else value for value in args)
        super().exception(msg, *without, **kwargs)


worker_class = "gthread"
workers = 2
threads = 4
preload_app = True  # loaded once, before the workers start
control_socket_disable = True
loglevel = "warning"
logger_class = WithoutQueries

# Ten thousand characters are a question like any other, of which search takes the beginning. In an address,
# each may be twelve bytes long. Gunicorn's own setting ends at 8,190, or has no end, which would fill memory.
limit_request_line = message.MAX_REQUEST_LINE = 128 * 1024

# What somebody reads or searches for is health data: no query string, no referrer, no address.
accesslog = "-"
access_log_format = "%(t)s %(s)s %(m)s %(U)s %(B)s bytes %(M)s ms"


def when_ready(_server: Any) -> None:
    """Load once for all workers what would take seconds of the first request of each: views, and leaflets.

    Whoever asks meanwhile waits. Fonts are left to the workers: Pango looks for them in a thread of its own,
    which would not live on there.
    """
    from django.urls import get_resolver  # noqa: PLC0415 - Django is set up by now

    from portal.reading.leaflets import rendering  # noqa: PLC0415 - the same

    get_resolver().url_patterns  # noqa: B018 - reading them imports all views
    rendering.load()
    look_for_waste_less_often()


def look_for_waste_less_often() -> None:
    """What is there now stays: without looking through it, the workers share its memory.

    Nearly all that a request makes goes away by itself. Looking for the rest as often as Python does, after
    some hundreds of new objects, delays most whoever brings in thousands of texts.
    """
    gc.freeze()
    gc.set_threshold(50_000, *gc.get_threshold()[1:])
