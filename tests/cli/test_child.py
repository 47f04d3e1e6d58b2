"""Room: tests. The child of `serve`: started again when it dies, given up on when that happens too often, no orphan."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from types import FrameType

import pytest

from coordination.cli import child
from coordination.cli.child import Child

WAITS = "import sys; sys.stdin.read()"  # until its parent lets go
DIES = "raise SystemExit(3)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "PAUSE_SECONDS", 0.02)
    monkeypatch.setattr(child, "STOP_SECONDS", 0.3)
    monkeypatch.setattr(child, "KILL_SECONDS", 0.3)


@pytest.fixture
def stopped() -> Iterator[list[int]]:
    """The SIGTERMs that reach this process."""
    got: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        got.append(number)

    before = signal.signal(signal.SIGTERM, note)
    yield got
    signal.signal(signal.SIGTERM, before)


def _until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def _begin(program: str) -> Child:
    return Child(os.environ, (sys.executable, "-c", program))


def test_child_leaves_cleanly_when_let_go() -> None:
    kept = _begin(WAITS)
    monkey = kept.process
    child.STOP_SECONDS = 10.0
    assert kept.stop() == 0
    assert monkey.poll() == 0


def test_child_that_dies_is_started_again() -> None:
    kept = _begin(WAITS)
    first = kept.process
    first.kill()
    _until(lambda: kept.process.pid != first.pid)
    assert kept.process.poll() is None
    assert not kept.failed
    child.STOP_SECONDS = 10.0
    assert kept.stop() == 0


def test_child_that_keeps_dying_is_given_up_on_and_the_parent_told(stopped: list[int]) -> None:
    kept = _begin(DIES)
    _until(lambda: kept.failed)
    _until(lambda: bool(stopped))
    assert stopped == [signal.SIGTERM]
    assert kept.stop() == 3


def test_child_that_does_not_leave_is_ended() -> None:
    kept = _begin(STUBBORN)
    assert kept.stop() == -signal.SIGKILL
