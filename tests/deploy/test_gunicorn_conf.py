"""Room: tests. One node's configuration: how many, where, and that its own lines quote nothing that a browser sent."""

from __future__ import annotations

import logging
import runpy
from typing import Any

import pytest
from gunicorn.config import Config
from gunicorn.glogging import Logger

from tests.deploy.pooler import ROOT

FILE = ROOT / "deploy" / "etc" / "gunicorn_conf.py"
CANARY = "canary-under-the-bridge"


def read(monkeypatch: pytest.MonkeyPatch, **environ: str) -> dict[str, Any]:
    """The configuration under these variables."""
    monkeypatch.setenv("COORDINATION_HOME", "/srv/hub")
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    return runpy.run_path(str(FILE))


def test_nothing_set_gives_two_workers_on_the_loopback_and_no_list_of_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(monkeypatch)
    assert (found["bind"], found["workers"], found["accesslog"]) == ("127.0.0.1:8000", 2, None)
    assert found["control_socket_disable"] is True
    assert found["preload_app"] is False
    known = Config().settings
    chosen = {name for name, value in found.items() if name.islower() and name[0] != "_" and not hasattr(value, "spec")}
    assert {name for name in chosen if name in known} >= {"bind", "workers", "timeout", "on_starting", "logger_class"}


def test_what_is_set_is_taken_and_never_fewer_than_two_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(monkeypatch, COORDINATION_HOST="::1", COORDINATION_PORT="8002", WEB_CONCURRENCY="6")
    assert (found["bind"], found["workers"]) == ("[::1]:8002", 6)
    assert read(monkeypatch, WEB_CONCURRENCY="1")["workers"] == 2


def _said(monkeypatch: pytest.MonkeyPatch, kind: type[Logger] | None, caplog: pytest.LogCaptureFixture) -> str:
    logger = (kind or read(monkeypatch)["logger_class"])(Config())
    logger.error_log.propagate = True
    logger.error_log.setLevel(logging.INFO)
    try:
        raise ValueError(CANARY)
    except ValueError:
        logger.exception("Error handling request %s %s", "GET", f"/cases/{CANARY}")
    as_gunicorn_says_it = f"Invalid request from ip=192.0.2.1: {CANARY}"
    logger.warning(as_gunicorn_says_it)
    logger.warning("Worker (pid:%s) exited", 7)
    return caplog.text


def test_its_own_lines_quote_nothing_that_a_browser_sent(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    said = _said(monkeypatch, None, caplog)
    assert CANARY not in said
    assert "192.0.2.1" not in said
    for words in ("A request failed outside", "A request was not one.", "Worker (pid:7) exited"):
        assert words in said


def test_gunicorns_own_logger_would_quote_it(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """Meta-test."""
    assert CANARY in _said(monkeypatch, Logger, caplog)
