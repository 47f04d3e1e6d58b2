"""Room: tests. `python -m coordination work`: several workers, one killed, send each message; `/metrics`."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from coordination.casework import notices
from coordination.casework.desk import Work
from coordination.hub import utc_now
from coordination.model.action import Action
from coordination.model.ids import new_id
from coordination.model.notice import Kind
from coordination.storage.outbox_tables import outbox as rows
from tests.casework.posted import Posted, case_with_a_locked_type
from tests.cli.running import started, two_free_ports
from tests.community import Community
from tests.mail_server import mail_server

PATIENCE = 60.0


@dataclass(slots=True, kw_only=True)
class Site:
    """A community whose messages real workers send."""

    posted: Posted
    environ: dict[str, str]
    folder: Path


@pytest.fixture
def site(community: Community, tmp_path: Path) -> Iterator[Site]:
    community.clock.now = utc_now()  # workers read the real clock, and five days after it was made a letter is dead
    with mail_server() as server:
        posted = Posted(community=community, server=server)
        settings = community.hub.settings
        environ = {
            "COORDINATION_HOME": str(settings.home),
            "COORDINATION_DATABASE_URL": community.databases.app,
            "COORDINATION_MIGRATION_URL": community.databases.owner,
            "COORDINATION_SEQUENCER_URL": community.databases.sequencer,
            "COORDINATION_SMTP_HOST": "127.0.0.1",
            "COORDINATION_SMTP_PORT": str(server.port),
            "COORDINATION_SMTP_TLS": "none",
            "COORDINATION_MAIL_FROM": "hub@hub.example",
        }
        yield Site(posted=posted, environ=environ, folder=tmp_path)


def told(posted: Posted, count: int) -> None:
    """Child protection's supervisor is to hear of this many things on one case."""
    community = posted.community
    case = case_with_a_locked_type(community)
    posted.change(ended_at=community.clock.now, outcome="sent")
    posted.reach("sam_cps_supervisor")

    def work(w: Work) -> str:
        for _ in range(count):
            notices.tell(w, Kind.REQUEST_WAITING, community.programs["cps"].id, cause=new_id(), about=w.facts.handle)
        return "told"

    community.desk.act(community.actor("ana_cps_worker"), Action.TEAM_INVITE, case, work, key=new_id())


def until(condition: object) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.05)


def open_messages(posted: Posted) -> int:
    with posted.community.desk.consulting() as cabinet:
        found = cabinet.connection.exec_driver_sql("SELECT count(*) FROM outbox WHERE ended_at IS NULL")
        return int(found.scalar_one())


@pytest.mark.slow
def test_three_workers_send_each_message_once_and_stop_cleanly(site: Site) -> None:
    told(site.posted, 60)
    runs = [started("work", site.environ, site.folder / f"said-{number}") for number in range(3)]
    workers = [run.__enter__() for run in runs]
    try:
        until(lambda: open_messages(site.posted) == 0)
        assert [worker.end(signal.SIGTERM) for worker in workers] == [0, 0, 0]
    finally:
        for run in runs:
            run.__exit__(None, None, None)
    ids = [letter["Message-ID"] for letter in site.posted.server.letters]
    assert len(ids) == len(set(ids)) == 60
    assert not [worker.said for worker in workers if "Traceback" in worker.said or "error" in worker.said]


@contextmanager
def worker(site: Site, name: str) -> Iterator[subprocess.Popen[bytes]]:
    own = {key: value for key, value in os.environ.items() if not key.startswith("COORDINATION_")}
    with (site.folder / name).open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "coordination", "work"], env={**own, **site.environ}, stdout=said, stderr=said
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait(PATIENCE)


@pytest.mark.power
@pytest.mark.slow
def test_a_worker_killed_at_work_loses_nothing_and_only_what_it_had_in_hand_may_come_twice(site: Site) -> None:
    told(site.posted, 60)
    with worker(site, "killed") as first:
        until(lambda: len(site.posted.server.envelopes) >= 5)
        first.kill()
        first.wait(PATIENCE)
    left = open_messages(site.posted)
    assert 0 < left < 60
    with worker(site, "second"):
        # What the dead one had claimed lapses in five minutes: here at once, what it had not claimed is free anyway.
        site.posted.change_open(claim=None, next_at=site.posted.community.clock.now)
        until(lambda: open_messages(site.posted) == 0)
    ids = [letter["Message-ID"] for letter in site.posted.server.letters]
    assert len(set(ids)) == 60
    assert len(ids) <= 61


def test_metrics_are_counts_and_nothing_of_anybody(site: Site) -> None:
    told(site.posted, 3)
    port = two_free_ports()
    environ = {**site.environ, "COORDINATION_METRICS_PORT": str(port), "COORDINATION_SMTP_PORT": "1"}
    with started("work", environ, site.folder / "said") as run, requests.Session() as session:
        session.trust_env = False
        run.wait_for("The worker works")
        url = f"http://127.0.0.1:{port}/metrics"
        until(lambda: _text(session, url) != "")
        text = _text(session, url)
        assert run.end(signal.SIGTERM) == 0
    assert "hub_up 1.0" in text
    assert "hub_outbox_waiting 3.0" in text
    assert 'hub_outbox_ended{outcome="dead"} 0.0' in text
    labels = set(re.findall(r"\{([^}]*)\}", text))
    assert {label.partition("=")[0] for label in labels} == {"outcome"}
    assert not re.search(r"[0-9a-f]{32}|cps|north|sam|@", text)
    for line in text.splitlines():
        assert line.startswith("#") or re.fullmatch(r'hub_[a-z_]+(\{outcome="[a-z_]+"\})? [0-9.e+-]+', line), line


def _text(session: requests.Session, url: str) -> str:
    try:
        answer = session.get(url, timeout=5)
    except requests.ConnectionError:
        return ""
    assert answer.status_code == 200
    return answer.text


def test_dead_letters_are_listed_and_begin_anew(site: Site) -> None:
    told(site.posted, 2)
    site.posted.server.refuse = "550 no"
    site.posted.deliver()
    own = {key: value for key, value in os.environ.items() if not key.startswith("COORDINATION_")}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "coordination", "outbox", *words]
        return subprocess.run(
            command, env={**own, **site.environ}, capture_output=True, text=True, timeout=PATIENCE, check=False
        )

    listed = run("dead").stdout.splitlines()
    assert len(listed) == 2
    assert all(re.fullmatch(r"[0-9a-f]{32}  request_waiting  \S+  \S+  1", line) for line in listed)
    assert run("retry").returncode == run("retry", "nonsense").returncode == 1
    assert run("retry", listed[0].split()[0]).stdout == "1 messages begin anew.\n"
    assert run("retry", "--all").stdout == "1 messages begin anew.\n"
    site.posted.server.refuse = ""
    with site.posted.community.desk.database.write() as connection:  # the command ran by the real clock
        connection.execute(
            rows.update().where(rows.c.ended_at.is_(None)).values(next_at=site.posted.community.clock.now)
        )
    site.posted.deliver()
    assert len(site.posted.server.envelopes) == 2
