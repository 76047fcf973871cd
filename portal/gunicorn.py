"""How gunicorn serves the portal: `gunicorn --config python:portal.gunicorn portal.wsgi`."""

from threading import Thread
from typing import Any

worker_class = "gthread"
workers = 2
threads = 4
preload_app = True  # loaded once, before the workers start
control_socket_disable = True
loglevel = "warning"

# What somebody reads or searches for is health data: no query string, no referrer, no address.
accesslog = "-"
access_log_format = "%(t)s %(s)s %(m)s %(U)s %(B)s bytes %(M)s ms"


def post_worker_init(worker: Any) -> None:
    """Load what makes leaflets, which takes seconds, before a reader asks a new worker for the first one."""
    from portal.reading.leaflets.rendering import load  # noqa: PLC0415 - Django is set up by now

    Thread(target=load, daemon=True).start()
