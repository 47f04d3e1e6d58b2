"""Room: tests. Keys change under people at work, killed anywhere, and nothing is unreadable at any moment."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import select

from coordination.casework import contacts, sessions
from coordination.crypto.keyring import Keyring, wraps
from coordination.crypto.root import FileRootKey, next_of, old_of
from coordination.crypto.root_change import RootChange
from coordination.model.contact import Contact
from coordination.model.errors import Unavailable
from coordination.model.ids import new_id
from coordination.storage import contact_rows, record_tables, rewraps
from coordination.storage.cabinet import Cabinet
from tests.casework.doorstep import proof
from tests.casework.story import entries_of, opened
from tests.cli.drill import every_row, people_at_work, until
from tests.cli.operator import Operator, operator
from tests.community import Community, opened_on

TREE = Path(__file__).resolve().parents[2]
ROOT = ("keys", "rotate", "root", "--settle", "0")
AGENCY = ("keys", "rotate", "agency", "north_county")


@pytest.fixture
def here(community: Community) -> Operator:
    """The operator of the community's hub."""
    return operator(community.databases, community.hub.settings.home)


@contextmanager
def somebody_reading(community: Community, case_id: str) -> Iterator[list[int]]:
    """A case opened again and again, each time with no key remembered; the status of every answer."""
    answers, stop = list[int](), Event()
    visitor = community.client("sam_cps_supervisor")

    def look() -> None:
        while not stop.is_set():
            community.desk.keyring.forget(community.agencies.values())
            page = visitor.get(f"/cases/{case_id}")
            answers.append(page.status_code if "Read Wren" in page.text else 0)

    reader = Thread(target=look)
    reader.start()
    try:
        yield answers
    finally:
        stop.set()
        reader.join()


@pytest.mark.parametrize("words", [ROOT, AGENCY])
def test_rotation_fails_no_request_of_people_at_work(
    community: Community, here: Operator, words: tuple[str, ...]
) -> None:
    case_id = opened(community, "ana_cps_worker", called="Read Wren")
    with people_at_work(community) as cases, somebody_reading(community, case_id) as answers:
        until(lambda: len(cases) >= 2 and len(answers) >= 2)
        done = here.run(*words)
        assert done.exit_code == 0, done.output
        before = len(cases), len(answers)
        until(lambda: len(cases) >= before[0] + 2 and len(answers) >= before[1] + 2)
    assert set(answers) == {200}
    readable(community, *cases, case_id)
    actions = [(entry["action"], entry["reason"]) for entry in entries_of(community)]
    what = words[2]
    assert ("keys:rotate", f"{what}_begun") in actions
    assert ("keys:rotate", f"{what}_done") in actions


def readable(community: Community, *cases: str) -> None:
    """Another hub, which remembers nothing, opens every case."""
    with opened_on(community.databases, community.hub.settings.home) as fresh:
        visitor = fresh.client("ana_cps_worker")
        for case_id in cases:
            page = visitor.get(f"/cases/{case_id}")
            assert page.status_code == 200
            assert "Wren" in page.text


def test_after_a_root_rotation_the_old_root_opens_nothing_and_wraps_nothing(
    community: Community, here: Operator
) -> None:
    home = community.hub.settings.home
    opened(community, "ana_cps_worker")
    sessions.start(community.desk, proof(community, "ana_cps_worker", id_token="kept"), community.browser())
    old = FileRootKey.alone(home / "root.key")
    assert here.run(*ROOT).exit_code == 0
    (retired,) = home.glob("root.key.retired-*")
    assert retired.stat().st_mode & 0o777 == 0o600
    assert not next_of(home / "root.key").exists()
    assert not old_of(home / "root.key").exists()
    # The hub at work, which opened before, wraps under the new root from now on.
    sessions.start(community.desk, proof(community, "ana_cps_worker", id_token="new"), community.browser())
    rows, ring, new = every_row(here.settings()), Keyring(old), FileRootKey.alone(home / "root.key")
    for agency_id, wrapped, _made in rows["agency_keys"]:
        assert not ring.under(old, agency_id, wrapped)
        assert ring.under(new, agency_id, wrapped)
    with community.desk.consulting() as cabinet:
        purpose, _table, owner, sealed = rewraps.SECRETS[1]
        kept = cabinet.connection.execute(select(owner, sealed).where(sealed.is_not(None))).all()
    assert len(kept) >= 2
    assert all(ring.secret_under(new, purpose, owner_id, secret) for owner_id, secret in kept)
    assert not any(ring.secret_under(old, purpose, owner_id, secret) for owner_id, secret in kept)


def test_after_an_agency_rotation_its_old_key_opens_no_data_key(community: Community, here: Operator) -> None:
    case_id = opened(community, "ana_cps_worker", called="Wren")
    agency_id = community.agencies["north_county"]
    before = {row[0]: row[1] for row in every_row(here.settings())["agency_keys"]}
    assert here.run(*AGENCY).exit_code == 0
    rows = every_row(here.settings())
    after = {row[0]: row[1] for row in rows["agency_keys"]}
    assert {found for found in before if before[found] != after[found]} == {agency_id}
    columns = [column.name for column in record_tables.data_keys.columns]
    for row in (dict(zip(columns, row, strict=True)) for row in rows["data_keys"]):
        keyring = community.desk.keyring
        assert keyring.lies_under(row["agency_id"], after[row["agency_id"]], row["id"], row["wrapped"])
        if row["agency_id"] == agency_id:
            assert not keyring.lies_under(agency_id, before[agency_id], row["id"], row["wrapped"])
    readable(community, case_id)


def test_an_agency_rotation_keeps_addresses_readable_while_it_runs_and_after(
    community: Community, here: Operator
) -> None:
    """An address lies under the agency's key itself, with no data key between."""
    ana, agency_id = community.actor("ana_cps_worker"), community.agencies["north_county"]
    mine = Contact(person_id=ana.person_id, address="ana@work.example")
    contacts.keep(community.desk, ana, mine, new_id())

    def address() -> str:
        with community.desk.consulting() as cabinet:
            return contact_rows.facts_of_contact(cabinet, ana.person_id).address

    with community.desk.database.write() as connection:
        rewraps.begin_agency(
            Cabinet(connection=connection, keyring=community.desk.keyring, now=community.clock.now), agency_id
        )
    assert address() == "ana@work.example"  # two keys, and what is written now lies under the newer one
    contacts.keep(community.desk, ana, replace(mine, address="brook@work.example"), new_id())
    assert address() == "brook@work.example"
    assert here.run(*AGENCY).exit_code == 0  # goes on where it was cut off
    community.desk.keyring.forget([agency_id])
    assert address() == "brook@work.example"
    assert here.run(*AGENCY).exit_code == 0
    assert address() == "brook@work.example"


@pytest.mark.slow
@pytest.mark.parametrize(("what", "kills"), [("root", (1, 1, 2, 3, 1, 2, 3)), ("agency", (1, 1, 2, 3))])
def test_rotation_killed_after_any_step_leaves_all_readable_and_goes_on(
    community: Community, here: Operator, what: str, kills: tuple[int, ...]
) -> None:
    """Each number is the step after which the process dies; each run goes on where the last one died."""
    home = community.hub.settings.home
    case_id = opened(community, "ana_cps_worker", called="Wren")
    sessions.start(community.desk, proof(community, "ana_cps_worker", id_token="kept"), community.browser())
    command = [sys.executable, "-m", "tests.cli.killed"]
    environ = {**os.environ, **here.environ}
    with subprocess.Popen(
        command, cwd=TREE, env=environ, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as driver:
        assert driver.stdin is not None
        assert driver.stdout is not None
        ends = []
        for last in (*kills, 0):
            print(what, last, file=driver.stdin, flush=True)
            ends.append(int(driver.stdout.readline()))
            readable(community, case_id)
        driver.stdin.close()
    assert ends[0] == -9
    assert ends[-1] == 0
    assert ends.count(-9) >= 3
    assert set(ends) == {-9, 0}
    assert not next_of(home / "root.key").exists()
    assert not old_of(home / "root.key").exists()
    assert all(len(wraps(row[1])) == 1 for row in every_row(here.settings())["agency_keys"])


def test_switch_cut_between_its_two_renames_is_gone_on_with(tmp_path: Path) -> None:
    path = tmp_path / "root.key"
    first = FileRootKey.create(path)
    change = RootChange(path)
    change.prepare()
    below_next = change.target.wrap(b"k" * 32, b"context")
    os.link(path, old_of(path))  # and the power goes
    assert RootChange(path).prepared
    RootChange(path).switch()
    assert RootChange(path).switched
    hub = FileRootKey.open(path)
    assert hub.unwrap(below_next, b"context") == b"k" * 32
    assert hub.unwrap(first.wrap(b"j" * 32, b"context"), b"context") == b"j" * 32


def test_rotation_guard_bites_when_the_old_root_goes_too_soon(tmp_path: Path) -> None:
    """Retired before anything moved: then what lay under it opens no more: it is the passes that help."""
    path = tmp_path / "root.key"
    wrapped = FileRootKey.create(path).wrap(b"k" * 32, b"context")
    change = RootChange(path)
    change.prepare()
    change.switch()
    assert FileRootKey.open(path).unwrap(wrapped, b"context") == b"k" * 32
    old_of(path).unlink()
    with pytest.raises(Unavailable):
        FileRootKey.open(path).unwrap(wrapped, b"context")


def test_every_secret_that_the_code_seals_is_rotated() -> None:
    """A purpose that rotation does not know would be unreadable once the old root is retired."""
    call = re.compile(r"seal_secret\(\s*([A-Z_]+|\"[a-z_]+\")")
    code = "".join(file.read_text(encoding="utf-8") for file in (TREE / "coordination").rglob("*.py"))
    named = {found.strip('"') for found in call.findall(code)}
    purposes = {getattr(rewraps, name) if name.isupper() else name for name in named}
    assert purposes == {purpose for purpose, *_ in rewraps.SECRETS}


def test_unknown_agency_is_a_sentence(here: Operator) -> None:
    done = here.run("keys", "rotate", "agency", "nowhere")
    assert done.exit_code == 1
    assert "There is no agency 'nowhere'." in done.output
