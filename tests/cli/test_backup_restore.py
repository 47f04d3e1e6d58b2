"""Room: tests. The drill: back up a hub at work, restore it elsewhere, compare all row by row, sign in, read."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from coordination.casework import authorities, records, releases, retention
from coordination.casework.release_typed import Typed
from coordination.model.explanation import Access
from coordination.model.ids import AuthorityId, CaseId, new_id
from coordination.model.session import NotOnRoster
from coordination.storage.case_tables import cases
from tests.casework import kept
from tests.casework.story import assigned, entries_of, opened
from tests.casework.test_releases import paper, seen
from tests.cli.drill import Drill, every_row, people_at_work, until
from tests.community import Community, issuer_of, make_community
from tests.databases import Store
from tests.matrix.filled import authority

# What a restore changes on purpose: every session has ended, nobody holds the lease, and the log has one entry more.
CHANGED = {"sessions", "sequencer", "entry", "leaf", "node", "disclosure", "concern", "checkpoint"}


@pytest.fixture
def drill(drill: Drill) -> Drill:
    """The community with a few cases."""
    for _ in range(3):
        assigned(drill.community, opened(drill.community, "ana_cps_worker"), "detectives", "sgt_lake", "det_lake")
    drill.checkpoint()
    return drill


def for_a_month(community: Community) -> Typed:
    """A release of the identity to the advocacy center."""
    last = (community.clock.now + timedelta(days=29)).date()
    return paper(community, ("cac",), ("identity",), expires_on=last.isoformat())


def ordered(community: Community, case_id: CaseId) -> AuthorityId:
    """A note of where the child lives, and a court order that opens it to the advocacy center for ten days."""
    desk, typed = community.desk, {"since": "2026-11-01", "setting": "kin", "why": "For now."}
    records.file(desk, community.actor("ana_cps_worker"), case_id, "placement_note", typed, new_id())
    last = (community.clock.now + timedelta(days=9)).date().isoformat()
    to = (str(community.programs["cac"].id),)
    order = authority("court_order", to, ("placement",), ("court", "signed_on", "authorizes"), expires_on=last)
    return authorities.record(desk, community.actor("sam_cps_supervisor"), case_id, order, new_id())


def test_restored_hub_is_the_one_backed_up_row_by_row(drill: Drill) -> None:
    manifest, before = drill.backup(), every_row(drill.here.settings())
    with drill.elsewhere() as there:
        done = drill.restore(there, manifest)
        assert done.exit_code == 0, done.output
        after = every_row(there.settings())
        assert {name for name in before if before[name] != after[name]} <= CHANGED
        for name in CHANGED - {"sessions", "sequencer"}:
            assert set(before[name]) <= set(after[name]), name
        assert len(before["sessions"]) == len(after["sessions"])
        verified = there.run("access-log", "verify", "--projections")
        assert verified.exit_code == 0, verified.output


def test_backup_of_a_hub_at_work_is_one_instant_and_the_log_verifies(drill: Drill) -> None:
    """Two people write all the while; whatever a case needs is in the backup with it, or none of it is."""
    with people_at_work(drill.community) as cases:
        until(lambda: len(cases) >= 3)
        manifest = drill.backup()
        during = len(cases)
        until(lambda: len(cases) >= during + 3)
    with drill.elsewhere() as there:
        assert drill.restore(there, manifest).exit_code == 0
        assert there.run("access-log", "verify", "--projections").exit_code == 0
        rows = every_row(there.settings())
        assert 3 + 3 <= len(rows["cases"]) < 3 + len(cases)
        opened_by_log = [one for one in rows["entry"] if "case:open" in one and "allowed" in one]
        assert len(opened_by_log) == len(rows["cases"])


def test_person_signs_in_and_reads_after_a_restore_and_no_old_session_lives(drill: Drill) -> None:
    case_id = opened(drill.community, "ana_cps_worker", called="Wren of the drill")
    drill.checkpoint()
    token = drill.community.token("ana_cps_worker")
    manifest = drill.backup()
    with drill.elsewhere() as there:
        assert drill.restore(there, manifest).exit_code == 0
        with drill.open(there) as restored:
            visitor = restored.client()
            visitor.carry(token)
            assert visitor.get(f"/cases/{case_id}").status_code == 303
            assert "Wren of the drill" in restored.client("ana_cps_worker").get(f"/cases/{case_id}").text
            assert restored.client("int_harbor").get(f"/cases/{case_id}").status_code == 404
            newest = [one["action"] for one in entries_of(restored)]
            assert "backup:restore" in newest


def test_what_was_stopped_or_purged_after_the_backup_stays_so(drill: Drill) -> None:
    community = drill.community
    case_id = CaseId(opened(community, "ana_cps_worker", called="Purged Wren"))
    for program, boss, member in (("cac", "sup_harbor", "int_harbor"),):
        assigned(community, case_id, program, boss, member)
    typed = for_a_month(community)
    release_id = releases.record(community.desk, community.actor("ana_cps_worker"), case_id, typed, new_id())
    order = ordered(community, case_id)
    assert seen(community, "int_harbor", case_id)["cps", "placement"] is Access.OPEN
    other, note = kept.filled(community)
    drill.checkpoint()
    manifest = drill.backup()

    authorities.end(community.desk, community.actor("sam_cps_supervisor"), case_id, order, "set_aside", new_id())
    releases.revoke(community.desk, community.actor("ana_cps_worker"), case_id, release_id, "oral", new_id())
    with community.desk.database.write([other]) as connection:
        long_ago = community.clock.now - timedelta(days=40)
        connection.execute(update(cases).where(cases.c.id == other).values(closed_at=long_ago))
    retention.set_period(community.desk, community.actor(kept.SAM), "1", "Item 12", new_id())
    kept.purged(community, other)
    disabled = drill.here.run("people", "disable", "--issuer", issuer_of("det_lake"), "--subject", "det_lake")
    assert disabled.exit_code == 0, disabled.output
    drill.checkpoint()
    assert drill.here.run("access-log", "verify", "--projections").exit_code == 0  # with the purge in it

    with drill.elsewhere() as there:
        assert "signed entries would be missing" in drill.restore(there, manifest).output
        done = drill.restore(there, manifest, "--give-up-signed-entries")
        assert done.exit_code == 0, done.output
        assert "Still ended, closed or purged" in done.output
        with drill.open(there) as restored:
            assert seen(restored, "int_harbor", case_id)["cps", "identity"] is Access.KNOWN
            assert seen(restored, "int_harbor", case_id)["cps", "placement"] is Access.KNOWN
            assert kept.still_open(restored, other, "cps") == []
            assert kept.still_open(restored, other, "cac")
            assert not [pair for pair in seen(restored, "int_harbor", other) if pair[0] == "cps"]
            for slug in (kept.ANA, kept.SAM):
                assert restored.client(slug).get(f"/cases/{other}/records/{note}").status_code == 404
            own = restored.client(kept.ANA)
            assert note not in own.get(f"/cases/{other}").text
            assert own.get(f"/cases/{other}/releases").status_code == 200
            with pytest.raises(NotOnRoster):
                restored.token("det_lake")
        assert there.run("access-log", "verify", "--projections").exit_code == 0


def test_endings_guard_bites_when_the_list_is_left_out_on_purpose(drill: Drill) -> None:
    """The same without the list: what was stopped is open again, so it was the list that kept it shut."""
    community = drill.community
    case_id = CaseId(opened(community, "ana_cps_worker"))
    assigned(community, case_id, "cac", "sup_harbor", "int_harbor")
    typed = for_a_month(community)
    release_id = releases.record(community.desk, community.actor("ana_cps_worker"), case_id, typed, new_id())
    order = ordered(community, case_id)
    drill.checkpoint()
    manifest = drill.backup()
    releases.revoke(community.desk, community.actor("ana_cps_worker"), case_id, release_id, "oral", new_id())
    authorities.end(community.desk, community.actor("sam_cps_supervisor"), case_id, order, "set_aside", new_id())
    with drill.elsewhere() as there:
        (there.settings().checkpoint_copy / "endings").unlink()
        refused = drill.restore(there, manifest)
        assert refused.exit_code == 1
        assert "list of endings is missing" in refused.output
        done = drill.restore(there, manifest, "--without-endings")
        assert done.exit_code == 0, done.output
        assert "look at every release" in done.output
        with drill.open(there) as restored:
            assert seen(restored, "int_harbor", case_id)["cps", "identity"] is Access.OPEN
            assert seen(restored, "int_harbor", case_id)["cps", "placement"] is Access.OPEN


def test_restore_behind_a_checkpoint_is_told_by_the_second_path(drill: Drill) -> None:
    manifest = drill.backup()
    opened(drill.community, "ana_cps_worker")
    drill.checkpoint()
    with drill.elsewhere() as there:
        kept = there.settings().checkpoint_copy
        notes = (kept / "checkpoints").read_bytes()
        refused = drill.restore(there, manifest)
        assert refused.exit_code == 1
        assert "signed entries would be missing" in refused.output
        assert drill.restore(there, manifest, "--give-up-signed-entries").exit_code == 0
        (aside,) = kept.parent.glob("checkpoints-copy-before-restore-*")
        assert (aside / "checkpoints").read_bytes() == notes
        assert there.run("access-log", "verify", "--projections").exit_code == 0
        against = there.run("access-log", "verify", "--second-path", str(aside))
        assert against.exit_code == 1
        with drill.open(there) as restored:
            assert any(entry["reason"].startswith("given_up:") for entry in entries_of(restored))


def test_restored_hub_without_its_second_path_gets_a_new_one(drill: Drill) -> None:
    manifest = drill.backup()
    with drill.elsewhere(second_path=False) as there:
        assert drill.restore(there, manifest).exit_code == 1
        assert drill.restore(there, manifest, "--without-endings").exit_code == 0
        assert there.run("access-log", "verify", "--projections").exit_code == 0


def test_backup_of_sqlite_is_restored_into_postgresql(
    sqlite_store: Store, postgres_store: Store, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir(mode=0o700)
    for community in make_community(sqlite_store, tmp_path / "home"):
        drill = Drill(community, postgres_store, folder)
        case_id = opened(community, "ana_cps_worker", called="Wren who moves")
        drill.checkpoint()
        manifest, before = drill.backup(), every_row(drill.here.settings())
        with drill.elsewhere() as there:
            done = drill.restore(there, manifest)
            assert done.exit_code == 0, done.output
            after = every_row(there.settings())
            assert {name for name in before if before[name] != after[name]} <= CHANGED
            assert there.run("access-log", "verify", "--projections").exit_code == 0
            with drill.open(there) as restored:
                assert "Wren who moves" in restored.client("ana_cps_worker").get(f"/cases/{case_id}").text
