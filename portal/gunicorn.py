"""How gunicorn serves the portal: `gunicorn --config python:portal.gunicorn portal.wsgi`."""

from threading import Thread
from typing import Any

from gunicorn.glogging import Logger  # type: ignore[import-untyped] # comes without types


class WithoutQueries(Logger):  # type: ignore[misc] # the same
    """Names the address of a request that failed, but not what was searched for there."""

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

# What somebody reads or searches for is health data: no query string, no referrer, no address.
accesslog = "-"
access_log_format = "%(t)s %(s)s %(m)s %(U)s %(B)s bytes %(M)s ms"


def post_worker_init(worker: Any) -> None:
    """Load what makes leaflets, which takes seconds, before a reader asks a new worker for the first one."""
    from portal.reading.leaflets.rendering import load  # noqa: PLC0415 - Django is set up by now

    Thread(target=load, daemon=True).start()
