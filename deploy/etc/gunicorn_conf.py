"""One node of the web: several processes behind nginx, which speaks to people. `gunicorn --config` reads this file.

Sync workers: nginx takes requests in and answers out at the people's pace, so a worker only ever works; measured
against threads, they answer faster under load (p95 of a list 9.8 ms against 20.7 ms). What may be chosen here are
COORDINATION_HOST and COORDINATION_PORT, as for `serve`, and WEB_CONCURRENCY: worker processes, 2 unless it says more.
"""

from __future__ import annotations

import os

from gunicorn.glogging import Logger

from coordination.cli import wsgi
from coordination.settings import Settings

LEAST_WORKERS = 2  # while one of them works on a long page, another answers


class Quiet(Logger):  # type: ignore[misc] # gunicorn ships no types
    """gunicorn's own lines, without what a browser sent: an address on this hub may hold a case."""

    def exception(self, msg: str, *args: object, **kwargs: object) -> None:  # noqa: ARG002 - as its base
        """Say that a request failed, not which; the hub's own lines say the rule and the place in the code."""
        self.error_log.error("A request failed outside the hub's own handling.")

    def warning(self, msg: str, *args: object, **kwargs: object) -> None:
        """Say that a request was none, not from where."""
        if msg.startswith("Invalid request"):
            self.error_log.warning("A request was not one.")
        else:
            self.error_log.warning(msg, *args, **kwargs)


def on_starting(_server: object) -> None:
    """Judge the hub before the port is taken: until then nginx asks the other node, and nobody waits for this one.

    Everything was imported for that, so each worker process begins with it and is there in a moment.
    """
    wsgi.judge()


_settings = Settings.read(os.environ)
_host = f"[{_settings.host}]" if ":" in _settings.host else _settings.host

wsgi_app = "coordination.cli.wsgi:application()"
bind = f"{_host}:{_settings.port}"
workers = max(LEAST_WORKERS, int(os.environ.get("WEB_CONCURRENCY", "0")))
worker_class = "sync"
chdir = "/"  # gunicorn looks for modules where it stands, so it stands where nobody else may write
preload_app = False  # a connection to the database must not be shared by two processes
timeout = 60  # seconds: the longest a worker may be silent; verifying a large log says itself when it stops
graceful_timeout = 30
max_requests = 20_000  # a worker is replaced now and then, so that what leaks in it does not live for ever
max_requests_jitter = 2_000
limit_request_line = 8_190  # bytes; the hub refuses addresses over 4,096 itself (door/shape)
accesslog = None
errorlog = "-"
loglevel = "warning"
logger_class = Quiet
control_socket_disable = True
forwarded_allow_ips = ",".join(_settings.proxy_addresses)
worker_tmp_dir = "/dev/shm"  # noqa: S108 - its heartbeat must not wait for a disk (docs.gunicorn.org, FAQ)
