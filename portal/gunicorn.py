"""How gunicorn serves the portal: `gunicorn --config python:portal.gunicorn portal.wsgi`."""

worker_class = "gthread"
workers = 2
threads = 4
preload_app = True  # loaded once, before the workers start
control_socket_disable = True
loglevel = "warning"

# What somebody reads or searches for is health data: no query string, no referrer, no address.
accesslog = "-"
access_log_format = "%(t)s %(s)s %(m)s %(U)s %(B)s bytes %(M)s ms"
