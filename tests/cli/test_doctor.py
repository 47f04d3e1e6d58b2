"""Room: tests. `doctor` says of each thing whether it is in order, and sees each when it is broken."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import timedelta

import pytest

from coordination.casework import health
from coordination.hub import utc_now
from tests.casework.story import opened
from tests.cli.drill import Drill


@pytest.fixture
def drill(drill: Drill) -> Drill:
    """A hub with a signed log and a fresh backup."""
    opened(drill.community, "ana_cps_worker")
    drill.backup()
    drill.checkpoint()
    return drill


def troubles(drill: Drill, **more: str) -> dict[str, str]:
    """What there is to look at, by name. The tests' disk is one, and may be small."""
    done = drill.here.run("doctor", **more)
    lines = [line.split("  ", 1) for line in done.stdout.splitlines() if line.startswith(("ok", "look here"))]
    found = {}
    for line in done.stdout.splitlines():
        if line.startswith("look here"):
            name, _, sentence = line.removeprefix("look here").strip().partition(": ")
            found[name] = sentence
    assert lines
    assert done.exit_code == (1 if found else 0)
    return {name: said for name, said in found.items() if "same disk" not in said and name != "disk space"}


def test_all_is_in_order_in_a_hub_that_is_kept_well(drill: Drill) -> None:
    assert troubles(drill) == {}


def open_root(drill: Drill) -> None:
    (drill.community.hub.settings.home / "root.key").chmod(0o644)


def half_rotated(drill: Drill) -> None:
    home = drill.community.hub.settings.home
    os.link(home / "root.key", home / "root.key.old")


def cut_second_path(drill: Drill) -> None:
    for name in ("checkpoints", "leaves"):
        (drill.community.hub.settings.checkpoint_copy / name).unlink()


def lose_endings(drill: Drill) -> None:
    (drill.community.hub.settings.checkpoint_copy / "endings").unlink()


def change_endings(drill: Drill) -> None:
    file = drill.community.hub.settings.checkpoint_copy / "endings"
    file.write_bytes(file.read_bytes().replace(b"access-log/endings", b"access-log/endinks", 1))


def no_backup(drill: Drill) -> None:
    (drill.community.hub.settings.home / "last-backup").unlink()


def forged_backup(drill: Drill) -> None:
    file = drill.community.hub.settings.home / "last-backup"
    file.write_text(file.read_text().replace(str(utc_now().year), "2999"))


def long_ago(drill: Drill) -> None:
    """A clock that went back: the newest entry lies ahead of now."""
    drill.community.clock.now = utc_now() + timedelta(hours=3)
    opened(drill.community, "ana_cps_worker")


BROKEN: dict[str, tuple[Callable[[Drill], None], str]] = {
    "file modes": (open_root, "chmod 600"),
    "root key": (half_rotated, "keys rotate root"),
    "second path": (cut_second_path, "No checkpoint lies there"),
    "second path ": (lose_endings, "list of endings is missing"),
    "second path  ": (change_endings, "was changed or damaged"),
    "last backup": (no_backup, "No backup was made"),
    "last backup ": (forged_backup, "not a manifest"),
    "clock": (long_ago, "this clock went back"),
}


@pytest.mark.parametrize("what", sorted(BROKEN))
def test_doctor_sees_what_was_broken_on_purpose(drill: Drill, what: str) -> None:
    spoil, sentence = BROKEN[what]
    spoil(drill)
    assert sentence in troubles(drill)[what.strip()]


def test_wrong_setting_is_a_line_and_no_traceback(drill: Drill) -> None:
    assert "PORT must be a whole number" in troubles(drill, COORDINATION_PORT="none")["settings"]


def test_database_away_is_a_line_and_the_other_looks_are_taken(drill: Drill) -> None:
    away = dict.fromkeys(("DATABASE_URL", "SEQUENCER_URL", "MIGRATION_URL"), "postgresql://nobody@127.0.0.1:1/none")
    found = troubles(drill, **{f"COORDINATION_{name}": url for name, url in away.items()})
    assert {"hub", "database roles", "migrations"} <= set(found)
    assert "file modes" not in found


def test_old_backup_and_unsigned_entries_are_told(drill: Drill, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits are taken down to nothing, so that a fresh hub is over them."""
    monkeypatch.setattr(health, "BACKUP_AGE", timedelta())
    monkeypatch.setattr(health, "CHECKPOINT_AGE", timedelta())
    monkeypatch.setattr(health, "LAG", -1)
    found = troubles(drill)
    assert "Make one each day" in found["last backup"]
    assert "wait for their number" in found["sequencer lag"]


def test_disabled_person_is_out_on_the_next_request_and_it_is_logged(drill: Drill) -> None:
    community = drill.community
    visitor = community.client("ana_cps_worker")
    assert visitor.get("/cases").status_code == 200
    words = ("people", "disable", "--issuer", "https://id.north-county.example", "--subject", "ana_cps_worker")
    done = drill.here.run(*words)
    assert done.exit_code == 0, done.output
    assert "Ana Brook is out. Sessions ended: " in done.output
    community.clock.now = utc_now() + timedelta(seconds=1)
    assert visitor.get("/cases").status_code == 303
    with community.desk.consulting() as cabinet:
        rows = cabinet.connection.exec_driver_sql("SELECT bytes FROM entry WHERE action = 'person:disable'").all()
        query = "SELECT handle FROM people WHERE subject = 'ana_cps_worker'"
        (handle,) = cabinet.connection.exec_driver_sql(query).one()
    assert handle in json.loads(bytes(rows[-1][0]))["objects"]
    again = drill.here.run(*words)
    assert again.exit_code == 1
    assert "ended already" in again.output
    unknown = drill.here.run(*words[:-1], "nobody")
    assert unknown.exit_code == 1
    assert "The roster has no person 'nobody'" in unknown.output
