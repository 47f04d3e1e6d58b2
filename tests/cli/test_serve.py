"""Room: tests. A real hub served as an operator does it, on both engines: begun, answered, stopped, or refused."""

from __future__ import annotations

import signal
import socket
from contextlib import closing
from pathlib import Path

import pytest

from coordination.audit.keeper import press
from coordination.audit.verify import verify
from coordination.database.engine import Database
from coordination.hub import DEMO_MARK
from coordination.settings import Settings
from tests.cli.running import answers, gone, started, two_free_ports
from tests.databases import Databases
from tests.demo.loaded import empty

pytestmark = pytest.mark.slow


@pytest.fixture
def environ(engine_url: Databases, tmp_path: Path) -> dict[str, str]:
    """The settings of a migrated real hub on each engine in turn."""
    empty(engine_url, tmp_path / "home")
    return {
        "COORDINATION_HOME": str(tmp_path / "home"),
        "COORDINATION_PORT": str(two_free_ports()),
        "COORDINATION_DATABASE_URL": engine_url.app,
        "COORDINATION_MIGRATION_URL": engine_url.owner,
        "COORDINATION_SEQUENCER_URL": engine_url.sequencer,
    }


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_hub_serves_and_stops_cleanly(environ: dict[str, str], tmp_path: Path, number: int) -> None:
    url = f"http://127.0.0.1:{environ['COORDINATION_PORT']}"
    with started("serve", environ, tmp_path / "said") as run:
        run.wait_for(f"The hub listens at {url}")
        children = run.children()
        assert len(children) == 1
        assert answers(f"{url}/healthz") == 200
        assert answers(f"{url}/readyz") == 200
        assert answers(f"{url}/cases") == 303
        assert run.end(number) == 0
        gone(children)
        assert "Traceback" not in run.said
    assert answers(f"{url}/healthz") == 0
    settings = Settings.read(environ)
    with closing(Database.open(settings.sequencer_url)) as database, database.read() as connection:
        signing = press(settings)
        report = verify(connection, signing.verifiers, signing.origin, signing.second_path)
    assert (report.findings, report.waiting, report.signed) == ((), 0, report.size)


def _refused(environ: dict[str, str], said: Path) -> str:
    """What `serve` says when it does not start."""
    with started("serve", environ, said) as run:
        assert run.process.wait(60) == 1
        assert run.children() == []
    assert "Traceback" not in run.said
    return run.said


def test_hub_refuses_to_start_where_it_could_not_keep_its_word(
    environ: dict[str, str], engine_url: Databases, tmp_path: Path
) -> None:
    home, said = Path(environ["COORDINATION_HOME"]), tmp_path / "said"
    assert "no hub in" in _refused({**environ, "COORDINATION_HOME": str(tmp_path / "none")}, said)
    if engine_url.kind == "postgresql":
        for name in ("COORDINATION_DATABASE_URL", "COORDINATION_SEQUENCER_URL"):
            assert "owner is for migrate" in _refused({**environ, name: engine_url.owner}, said)
            assert "row-level security" in _refused({**environ, name: engine_url.superuser}, said)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(environ["COORDINATION_PORT"])))
        taken.listen()
        assert "COORDINATION_PORT" in _refused(environ, said)
    (home / "log.key").rename(home / "kept.key")
    assert "log.key" in _refused(environ, said)
    (home / "kept.key").rename(home / "log.key")
    (home / DEMO_MARK).write_text("loaded\n", encoding="ascii")
    assert "demonstration" in _refused(environ, said)


def test_hub_refuses_a_database_that_is_not_migrated(tmp_path: Path, environ: dict[str, str]) -> None:
    other = {**environ, "COORDINATION_DATABASE_URL": f"sqlite:///{tmp_path}/new.db"}
    del other["COORDINATION_MIGRATION_URL"], other["COORDINATION_SEQUENCER_URL"]
    assert "python -m coordination migrate" in _refused(other, tmp_path / "said")
