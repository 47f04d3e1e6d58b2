"""Room: tests. The child at work: entries get numbers and signatures, outages are survived, the end is signed."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest

from coordination.audit import lease
from coordination.audit.keeper import press
from coordination.audit.verify import verify
from coordination.casework.desk import Noted
from coordination.cli import work
from coordination.database.engine import Database
from coordination.hub import Hub, keeping, utc_now, verifier_key
from coordination.model.action import Action
from coordination.model.errors import Misconfigured, Unavailable
from coordination.settings import Settings
from tests.databases import Databases
from tests.demo.loaded import empty


@pytest.fixture
def settings(engine_url: Databases, tmp_path: Path) -> Settings:
    return empty(engine_url, tmp_path)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "STEP_SECONDS", 0.02)


def _note(settings: Settings, count: int) -> None:
    with closing(Hub.open(settings)) as hub:
        for _ in range(count):
            hub.desk.note_system(Action.SESSION_START, Noted(outcome="refused", reason="nonce_mismatch"))


def _report(settings: Settings) -> tuple[int, int, int]:
    """(entries numbered, entries signed, entries waiting) of a log in which nothing is wrong."""
    with closing(Database.open(settings.sequencer_url)) as database, database.read() as connection:
        signing = press(settings)
        found = verify(connection, signing.verifiers, signing.origin, signing.second_path, columns=True)
    assert found.findings == ()
    return found.size, found.signed, found.waiting


@contextmanager
def _working(settings: Settings, code: list[int]) -> Iterator[None]:
    """The child's work in a thread of this process; its exit code afterwards."""
    stop = Event()
    thread = Thread(target=lambda: code.append(work.work(settings, stop)))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(30)


def _until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_entries_are_numbered_while_it_works_and_signed_when_it_stops(settings: Settings) -> None:
    code: list[int] = []
    _note(settings, 3)
    with _working(settings, code):
        _until(lambda: _report(settings)[0] == 3)
        _note(settings, 2)
        _until(lambda: _report(settings)[0] == 5)
    assert code == [0]
    assert _report(settings) == (5, 5, 0)


def test_hundred_entries_are_signed_at_once(settings: Settings) -> None:
    _note(settings, 1)
    work.checkpoint(settings)
    code: list[int] = []
    with _working(settings, code):
        _note(settings, 100)
        _until(lambda: _report(settings)[1] == 101)
    assert code == [0]


def test_outage_is_said_once_and_survived(settings: Settings, capfd: pytest.CaptureFixture[str]) -> None:
    """The second path goes away and comes back; the child neither dies nor needs a restart."""
    copy, away = settings.checkpoint_copy, settings.home / "away"
    code: list[int] = []
    with _working(settings, code):
        _note(settings, 1)
        _until(lambda: _report(settings)[1] == 1)
        copy.rename(away)
        copy.write_text("not a folder", encoding="ascii")
        _note(settings, 120)
        _until(lambda: "access_log_not_numbered" in capfd.readouterr().err)
        time.sleep(0.2)
        assert "access_log_not_numbered" not in capfd.readouterr().err
        copy.unlink()
        away.rename(copy)
        _until(lambda: _report(settings)[1] == 121)
    assert code == [0]


def test_log_that_cannot_be_signed_at_the_end_is_no_clean_stop(
    settings: Settings, capfd: pytest.CaptureFixture[str]
) -> None:
    code: list[int] = []
    with _working(settings, code):
        _note(settings, 1)
        _until(lambda: _report(settings)[1] == 1)
        (settings.checkpoint_copy / "checkpoints").rename(settings.home / "kept")
        (settings.checkpoint_copy / "checkpoints").mkdir()
        _note(settings, 1)
    assert code == [1]
    lines = [json.loads(line) for line in capfd.readouterr().err.splitlines() if line.startswith("{")]
    assert {line["event"] for line in lines} == {"last_checkpoint_not_signed"}


def test_last_checkpoint_waits_for_the_lease_of_one_that_was_killed(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "LENGTH", timedelta(seconds=0.3))
    _note(settings, 1)
    work.checkpoint(settings)
    _note(settings, 2)
    with keeping(settings) as killed:
        assert killed.step(utc_now()).numbered == 2  # and it never closes
    stop = Event()
    stop.set()
    assert work.work(settings, stop) == 0
    assert _report(settings) == (3, 3, 0)


def test_one_that_lives_beside_is_left_to_sign(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another node numbers and signs: stopping this one is clean, and does not wait for ever."""
    monkeypatch.setattr(work, "LEASE_TRIES", 3)
    _note(settings, 1)
    work.checkpoint(settings)
    _note(settings, 1)
    with keeping(settings) as living:
        living.step(utc_now())
        stop = Event()
        stop.set()
        assert work.work(settings, stop) == 0
        assert _report(settings) == (2, 1, 0)
        living.close(utc_now())
    assert _report(settings) == (2, 2, 0)


def test_key_of_the_log_names_the_hub_and_is_private(settings: Settings) -> None:
    assert verifier_key(settings).startswith("127.0.0.1:8000/access-log+")
    assert settings.signing_key_file.stat().st_mode & 0o777 == 0o600
    settings.signing_key_file.chmod(0o644)
    with pytest.raises(Misconfigured, match="chmod 600"):
        work.checkpoint(settings)


def test_log_rolled_back_is_not_signed_anew(settings: Settings) -> None:
    """Whoever puts an older second path or database back meets a sentence, not a new history."""
    _note(settings, 2)
    work.checkpoint(settings)
    shutil.copytree(settings.checkpoint_copy, settings.home / "older")
    _note(settings, 2)
    work.checkpoint(settings)
    text = (settings.checkpoint_copy / "checkpoints").read_text(encoding="utf-8")
    (settings.checkpoint_copy / "checkpoints").write_text(text.replace("\n4\n", "\n9\n"), encoding="utf-8")
    _note(settings, 1)
    with pytest.raises(Unavailable):
        work.checkpoint(settings)
