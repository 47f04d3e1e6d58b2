"""Room: tests. A restored backup is closed again to whoever was shut out since; without the list it is not."""

from __future__ import annotations

from pathlib import Path

from coordination.audit.endings import Ending
from coordination.casework import case_list, conflicts, holds, restrictions, retention
from coordination.model.ids import CaseId, Handle, new_id
from coordination.storage import closings
from coordination.storage.cabinet import Cabinet
from tests.casework.story import assigned, opened
from tests.casework.watched import reference_of
from tests.cli.drill import Drill
from tests.community import Community

ANA, SAM, PRIVACY, DETECTIVE, SERGEANT = "ana_cps_worker", "sam_cps_supervisor", "pri_privacy", "det_lake", "sgt_lake"


def cases_of(community: Community, who: str) -> set[CaseId]:
    return {line.header.case_id for line in case_list.mine(community.desk, community.actor(who)).lines}


def shut_out(community: Community, case: CaseId, target: str) -> Handle:
    reference = reference_of(community, case)
    return Handle(conflicts.shut_out(community.desk, community.actor(PRIVACY), reference, target, new_id()))


def closed_since(drill: Drill) -> tuple[list[CaseId], Path]:
    """The cases, and a backup from before all that follows: one restricted, one shut to a person, one to a person and
    not any more, one under a hold; and one restricted before the backup and not any more."""
    community = drill.community
    desk, sam = community.desk, community.actor(SAM)
    found = [assigned(community, opened(community, ANA), "detectives", SERGEANT, DETECTIVE) for _ in range(5)]
    restrictions.restrict(desk, sam, found[4], [], new_id())
    drill.checkpoint()
    manifest = drill.backup()
    person = f"person:{community.people[DETECTIVE]}"
    restrictions.restrict(desk, sam, found[0], [community.people[ANA]], new_id())
    shut_out(community, found[1], person)
    conflicts.lift(desk, community.actor(PRIVACY), shut_out(community, found[2], person), new_id())
    holds.hold(desk, sam, reference_of(community, found[3]), "litigation", "civil", new_id())
    restrictions.unrestrict(desk, sam, found[4], new_id())
    drill.checkpoint()
    return found, manifest


def test_restored_backup_is_closed_to_whoever_was_shut_out_since(drill: Drill) -> None:
    found, manifest = closed_since(drill)
    with drill.elsewhere() as there:
        done = drill.restore(there, manifest, "--give-up-signed-entries")
        assert done.exit_code == 0, done.output
        for kind in (closings.CONFLICT, closings.HOLD, closings.RESTRICTION):
            assert f"1 of kind {kind}" in done.output
        with drill.open(there) as restored:
            assert cases_of(restored, DETECTIVE) == {found[2], found[3]}
            # Who is named still is; what was lifted since the backup stands until it is lifted again.
            assert cases_of(restored, ANA) == set(found[:4])
            assert cases_of(restored, SAM) == set(found)
            sam = restored.actor(SAM)
            assert _holds(restored) == [reference_of(restored, found[3])]
            restrictions.unrestrict(restored.desk, sam, found[0], new_id())
            restrictions.unrestrict(restored.desk, sam, found[4], new_id())
            keeper = restored.actor(PRIVACY)
            (kept,) = conflicts.listed(restored.desk, keeper)
            conflicts.lift(restored.desk, keeper, kept.handle, new_id())
            assert cases_of(restored, DETECTIVE) == set(found)
        assert there.run("access-log", "verify", "--projections").exit_code == 0


def test_without_its_list_the_restored_backup_is_open_to_them(drill: Drill) -> None:
    """The same with the list left out on purpose: so it was the list that kept them out."""
    found, manifest = closed_since(drill)
    with drill.elsewhere() as there:
        done = drill.restore(there, manifest, "--give-up-signed-entries", "--without-endings")
        assert done.exit_code == 0, done.output
        with drill.open(there) as restored:
            assert cases_of(restored, DETECTIVE) == set(found[:4])
            assert _holds(restored) == []


def test_lines_of_things_newer_than_the_backup_close_what_is_there_and_break_nothing(community: Community) -> None:
    """A case opened since is not there to be closed; a person who came since cannot have set anything, others can."""
    case = assigned(community, opened(community, ANA), "detectives", SERGEANT, DETECTIVE)
    cps, person = community.programs["cps"].id, community.people[DETECTIVE]
    newer, told = new_id(), []
    for about, program, setter in ((newer, cps, person), (case, newer, newer)):
        restriction = new_id()
        told += [
            _line(community, closings.CONFLICT, new_id(), f"{about}.{program}.{new_id()}.person.{person}.{setter}"),
            _line(community, closings.RESTRICTION, restriction, f"{about}.{program}.{setter}"),
            _line(community, closings.NAMED, restriction, f"{about}.{program}.{newer}"),
        ]
    for count in (1, 0):  # the second time nothing is left to do
        assert sum(_closed_again(community, told).values()) == 2 * count
    assert cases_of(community, DETECTIVE) == set()


def _line(community: Community, kind: str, what: str, more: str) -> Ending:
    return Ending(kind=kind, object=what, at=community.clock.now, more=more)


def _closed_again(community: Community, told: list[Ending]) -> dict[str, int]:
    desk = community.desk
    with desk.database.write() as connection:
        cabinet = Cabinet(connection=connection, keyring=desk.keyring, now=desk.now)
        return dict(closings.close_again(cabinet, told))


def _holds(community: Community) -> list[str]:
    """The references of the cases that child protection holds."""
    return [hold.reference for hold in retention.page(community.desk, community.actor(SAM)).holds]
