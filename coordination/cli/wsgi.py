"""Room: cli. The web for a server of its own: `gunicorn --config gunicorn_conf.py`, see deploy/. No worker beside it.

Each worker process of the server calls `application` once, after the fork, so that none shares a connection.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from coordination.cli.serve import open_real
from coordination.door.app import Door
from coordination.hub import Hub, keeping
from coordination.model.errors import HubError, Unavailable
from coordination.settings import Settings
from coordination.web.app import create_app

LOAD_ERROR = 4  # gunicorn stops the node on it, instead of starting the same worker for ever
TRIES = 20
PAUSE_SECONDS = 1.0


def application() -> Door:
    """The WSGI application of a real hub. Ends the process with one sentence when it cannot keep its word."""
    with _one_sentence():
        return create_app(_opened(Settings.read(os.environ)))


def judge() -> None:
    """Ends the process with one sentence when the hub could not keep its word; leaves nothing open."""
    with _one_sentence():
        _opened(Settings.read(os.environ)).close()


@contextmanager
def _one_sentence() -> Iterator[None]:
    try:
        yield
    except HubError as error:
        print(error.sentence, file=sys.stderr, flush=True)
        raise SystemExit(LOAD_ERROR) from error


def _opened(settings: Settings) -> Hub:
    """The hub; a database that restarts beside us is waited for, about as long as that takes."""
    for _ in range(TRIES - 1):
        try:
            return _judged(settings)
        except Unavailable:
            time.sleep(PAUSE_SECONDS)
    return _judged(settings)


def _judged(settings: Settings) -> Hub:
    """As `serve` judges it: the log's key, second path and role come before anybody is let in."""
    hub = open_real(settings)
    try:
        with keeping(settings):
            pass
    except BaseException:
        hub.close()
        raise
    return hub
