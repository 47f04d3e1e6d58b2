"""Room: tests. The end of the chain: a liaison hears that a duty of their region is a day overdue, and no case."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from coordination.casework import cases, conflicts, deadline_acts, notices, restrictions, roster, sweep
from coordination.model.ids import CaseId, new_id
from coordination.model.notice import KINDS, Kind
from coordination.storage.deadline_tables import deadlines
from coordination.storage.outbox_tables import outbox
from tests.casework.overdue import PROOF, ids_of, local, told
from tests.casework.posted import Posted
from tests.casework.story import entries_of, opened
from tests.casework.test_regions import listed, moved, sister
from tests.community import Community

# What the database does is asked on both engines by the first test; the rest is judged alike.
ONE_ENGINE = pytest.mark.parametrize("engine_store", ["sqlite"], indirect=True)
LATER = timedelta(hours=48, seconds=1)  # 24 hours of the rule, 24 of the sweep, and a second
TITLE = KINDS[Kind.REGION_OVERDUE].title


def owed_elsewhere(community: Community, *, confidential: bool = False) -> CaseId:
    """A duty of another program of the liaison's agency that serves her region, on a case that she is not on."""
    listed(community)
    other = sister(community, confidential=confidential)
    case = opened(community, "ana_cps_worker", called="Quillfeather")
    told(community, case)
    moved(community, other)
    return case


def of_regions(community: Community) -> list[dict[str, object]]:
    with community.desk.consulting() as cabinet:
        rows = cabinet.connection.execute(select(outbox).where(outbox.c.kind == Kind.REGION_OVERDUE.value))
        return [dict(row) for row in rows.mappings()]


def swept(community: Community, **later: float) -> int:
    """How many liaisons were told more by a sweep so much later."""
    before = len(of_regions(community))
    community.clock.forward(**(later or {"seconds": LATER.total_seconds()}))
    sweep.sweep(community.desk)
    return len(of_regions(community)) - before


def test_a_liaison_hears_a_day_after_it_was_due_and_learns_of_no_case(community: Community) -> None:
    case = owed_elsewhere(community)
    assert swept(community, hours=48) == 0  # at the second itself it is in time for the supervisor's first hearing
    assert swept(community, seconds=1) == 1
    (row,) = of_regions(community)
    sam = community.actor("sam_cps_supervisor")
    assert (row["person_id"], row["case_id"], row["object_handle"]) == (sam.person_id, None, sam.program.handle)
    (shown,) = [one for one in notices.listed(community.desk, sam) if one.title == TITLE]
    assert (shown.address, shown.case_reference) == ("/region", "")
    assert notices.waiting(community.desk, sam) == 1
    raised = [one for one in entries_of(community) if one["action"] == "notice:list"][-1]
    assert raised["objects"] == [sam.program.handle]
    assert case not in str(row)


@ONE_ENGINE
def test_many_on_one_day_are_one_notice_and_a_sweep_again_tells_nothing(community: Community) -> None:
    case = owed_elsewhere(community)
    with community.desk.database.read() as connection:
        program = connection.execute(select(deadlines.c.program_id)).scalars().first()
    for _ in range(3):
        told(community, case)
    moved(community, str(program))
    assert swept(community) == 1
    assert swept(community, hours=1) == 0


@ONE_ENGINE
def test_what_the_page_of_the_region_does_not_count_reaches_no_liaison(community: Community) -> None:
    """Restricted, closed, in conflict, never shown locked: each alone, with the same duty reaching her without it."""
    case = owed_elsewhere(community)
    ana, desk = community.actor("ana_cps_worker"), community.desk
    restrictions.restrict(desk, ana, case, [], new_id())
    assert swept(community) == 0
    restrictions.unrestrict(desk, ana, case, new_id())
    _anew(community)
    assert swept(community, seconds=0) == 1
    _anew(community, information_type="reporter_identity")
    assert swept(community, days=1) == 0
    _anew(community, information_type="case_plan")
    officer, target = community.actor("pri_privacy"), f"person:{community.people['sam_cps_supervisor']}"
    conflicts.shut_out(desk, officer, cases.read(desk, ana, case).header.reference, target, new_id())
    assert swept(community, seconds=0) == 0
    (kept,) = conflicts.listed(desk, officer)
    conflicts.lift(desk, officer, kept.handle, new_id())
    _anew(community)
    assert swept(community, seconds=0) == 1


@ONE_ENGINE
def test_neither_a_confidential_program_nor_one_outside_of_the_region_is_told_of(community: Community) -> None:
    owed_elsewhere(community, confidential=True)
    assert swept(community) == 0
    case = opened(community, "ana_cps_worker")
    told(community, case)
    _oversees(community, "sam_cps_supervisor", ["23011"])  # Kennebec, where nothing of the agency is listed
    assert swept(community) == 0


@ONE_ENGINE
def test_who_hears_of_it_as_supervisor_does_not_hear_twice(community: Community) -> None:
    listed(community)
    _oversees(community, "ana_cps_worker", ["27053"])
    told(community, opened(community, "ana_cps_worker"))
    assert swept(community) == 1
    (row,) = of_regions(community)
    assert row["person_id"] == community.people["ana_cps_worker"]  # of Sam, the supervisor, only the notice by name


@ONE_ENGINE
def test_the_notice_is_over_when_the_duty_is_proved_and_for_whoever_is_a_liaison_no_more(community: Community) -> None:
    listed(community)
    _oversees(community, "ana_cps_worker", ["27053"])
    case = opened(community, "ana_cps_worker")
    told(community, case)
    swept(community)
    ana = community.actor("ana_cps_worker")
    assert [one.title for one in notices.listed(community.desk, ana)] == [TITLE]
    _oversees(community, "ana_cps_worker", [])
    assert notices.listed(community.desk, community.actor("ana_cps_worker")) == []
    _oversees(community, "ana_cps_worker", ["27053"])
    ana = community.actor("ana_cps_worker")
    assert notices.waiting(community.desk, ana) == 1
    (one,) = ids_of(community, case)
    proof = {**PROOF, "done_at": local(community.clock.now), "seen": "0"}
    deadline_acts.prove(community.desk, ana, case, one, proof, new_id())
    assert (notices.waiting(community.desk, ana), notices.listed(community.desk, ana)) == (0, [])


@ONE_ENGINE
def test_the_letter_goes_only_while_something_is_overdue_and_its_reader_a_liaison(posted: Posted) -> None:
    community = posted.community
    posted.reach("sam_cps_supervisor")
    owed_elsewhere(community)
    swept(community)
    posted.deliver()
    assert posted.states("region_overdue") == [("region_overdue", "sent")]
    assert "region" not in posted.server.letters[-1].as_string()
    for over in (_steps_down, _met):
        _oversees(community, "sam_cps_supervisor", ["27053"])
        _anew(community)
        assert swept(community, days=1) == 1
        over(community)
        posted.deliver()
        assert posted.states("region_overdue") == [("region_overdue", "not_allowed")]


def _steps_down(community: Community) -> None:
    _oversees(community, "sam_cps_supervisor", [])


def _met(community: Community) -> None:
    with community.desk.database.write() as connection:
        connection.execute(update(deadlines).values(state="met", done_at=community.clock.now))


def _anew(community: Community, **values: str) -> None:
    """As if the sweep had not looked at it a day after it was due."""
    with community.desk.database.write() as connection:
        connection.execute(update(deadlines).values(level=2, next_at=community.clock.now, **values))
        connection.execute(outbox.delete().where(outbox.c.kind == Kind.REGION_OVERDUE.value))


def _oversees(community: Community, who: str, areas: list[str]) -> None:
    role = "supervisor" if who == "sam_cps_supervisor" else "worker"
    line = {
        "issuer": "https://id.north-county.example",
        "subject": who,
        "program": "cps",
        "role": role,
        "oversees": areas,
    }
    roster.load(community.desk, {"appointments": [line]})
