"""Room: tests. The sweep: who owes a deadline is told at risk, overdue and a day later; once each, whatever happens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from threading import Barrier, Thread
from time import sleep

import pytest
from sqlalchemy import select, update

from coordination.casework import deadline_acts, notices, sweep
from coordination.model.deadline import next_look
from coordination.model.errors import Unavailable
from coordination.model.ids import CaseId, DeadlineId, new_id
from coordination.model.notice import Message
from coordination.storage import deadline_sweep, outbox
from coordination.storage.cabinet import Cabinet
from coordination.storage.case_tables import memberships
from coordination.storage.deadline_sweep import Pending
from coordination.storage.deadline_tables import deadlines
from coordination.storage.outbox_tables import outbox as messages
from tests.casework.overdue import proof, shown, told
from tests.casework.story import assigned, entries_of, opened
from tests.community import Community, make_community
from tests.databases import SqliteStore

SECOND = timedelta(seconds=1)


@pytest.fixture(scope="module")
def town(sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Community]:
    """The community, built once; each test has a case of its own."""
    yield from make_community(sqlite_store, tmp_path_factory.mktemp("sweep") / "home")


@pytest.fixture
def case(town: Community) -> CaseId:
    """A case of child protection, with police on it."""
    return of_police(town)


def of_police(community: Community) -> CaseId:
    sweep.sweep(community.desk)  # what the tests before left
    return assigned(community, opened(community, "ana_cps_worker"), "detectives", "sgt_lake", "det_lake")


def heard(community: Community, case: CaseId) -> Counter[tuple[str, str]]:
    """Who was told what about a case, and how often."""
    names = {own: slug for slug, own in community.people.items()}
    with community.desk.consulting() as cabinet:
        rows = cabinet.connection.execute(
            select(messages.c.kind, messages.c.person_id).where(messages.c.case_id == case)
        )
        return Counter((kind, names[person]) for kind, person in rows if kind.startswith("deadline"))


def swept(community: Community, case: CaseId) -> set[tuple[str, str]]:
    """What a sweep now tells more than was told before."""
    before = heard(community, case)
    sweep.sweep(community.desk)
    after = heard(community, case)
    assert set(after.values()) <= {1}
    return set(after) - set(before)


def test_each_step_tells_whom_it_concerns_at_its_second_and_never_before(community: Community) -> None:
    case = of_police(community)
    told(community, case)
    (one,), clock = shown(community, case), community.clock
    again = one.due_at + timedelta(hours=24)
    steps: tuple[tuple[datetime, set[tuple[str, str]]], ...] = (
        (one.at_risk_at - SECOND, set()),
        (one.at_risk_at, {("deadline_at_risk", "ana_cps_worker")}),
        (one.due_at, set()),
        (one.due_at + SECOND, {("deadline_overdue", "sam_cps_supervisor")}),
        (again, set()),
        (again + SECOND, {("deadline_still_open", "sam_cps_supervisor")}),
        (again + timedelta(days=90), set()),
    )
    for at, expected in steps:
        clock.now = at
        assert swept(community, case) == expected, at
        assert swept(community, case) == set(), at


def test_two_workers_at_once_tell_each_once(community: Community, monkeypatch: pytest.MonkeyPatch) -> None:
    case = of_police(community)
    for _ in range(4):
        told(community, case, "det_lake", event="mandated_suspicion")
    monkeypatch.setattr(sweep, "BATCH", 2)
    community.clock.forward(hours=25)
    both, move, done = Barrier(2), deadline_sweep.move, list[int]()

    def slowly(cabinet: Cabinet, claimed: list[Pending], level: int) -> None:
        sleep(0.05)  # the other one is at it meanwhile
        move(cabinet, claimed, level)

    def work() -> None:
        both.wait(30)
        done.append(sweep.sweep(community.desk))

    monkeypatch.setattr(deadline_sweep, "move", slowly)
    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    monkeypatch.setattr(deadline_sweep, "move", move)
    sweep.sweep(community.desk)  # what both passed over, each leaving it to the other
    assert heard(community, case) == {("deadline_overdue", "sgt_lake"): 4}
    assert len(done) == 2
    assert sum(done) <= 4


def test_a_clock_set_back_tells_nothing_twice(town: Community, case: CaseId) -> None:
    told(town, case)
    town.clock.forward(hours=24, seconds=1)
    assert swept(town, case) == {("deadline_overdue", "sam_cps_supervisor")}
    town.clock.forward(hours=-20)
    assert swept(town, case) == set()
    town.clock.forward(hours=20)
    assert swept(town, case) == set()
    town.clock.forward(hours=24)
    assert swept(town, case) == {("deadline_still_open", "sam_cps_supervisor")}


def test_killed_half_way_the_next_sweep_goes_on_where_it_ended(
    town: Community, case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        told(town, case)
    town.clock.forward(hours=25)
    monkeypatch.setattr(sweep, "BATCH", 2)
    put, batches, reported = outbox.put_alarms, iter(range(9)), list[tuple[int, int]]()

    def dying(cabinet: Cabinet, wanted: Sequence[Message]) -> int:
        made = put(cabinet, wanted)
        if next(batches) == 1:
            raise SystemExit  # after the rows were written, before the commit
        return made

    monkeypatch.setattr(outbox, "put_alarms", dying)
    with pytest.raises(SystemExit):
        sweep.sweep(town.desk, lambda done, whole: reported.append((done, whole)))
    assert heard(town, case) == {("deadline_overdue", "sam_cps_supervisor"): 2}
    assert sweep.sweep(town.desk, lambda done, whole: reported.append((done, whole))) == 3
    assert heard(town, case) == {("deadline_overdue", "sam_cps_supervisor"): 5}
    assert reported == [(2, 5), (2, 3), (3, 3)]


def test_after_a_week_away_each_is_told_of_once_as_it_stands(town: Community, case: CaseId) -> None:
    told(town, case)
    town.clock.forward(days=7)
    assert swept(town, case) == {("deadline_still_open", "sam_cps_supervisor")}


def test_what_is_proved_paused_or_withdrawn_is_told_of_no_more(town: Community, case: CaseId) -> None:
    proved, withdrawn = told(town, case), told(town, case)
    desk = town.desk
    deadline_acts.prove(desk, town.actor("ana_cps_worker"), case, proved, proof(town), new_id())
    deadline_acts.withdraw(desk, town.actor("sam_cps_supervisor"), case, withdrawn, "started_twice", new_id())
    town.clock.forward(days=7)
    assert swept(town, case) == set()


def test_a_notice_is_over_as_soon_as_the_duty_is_proved(town: Community, case: CaseId) -> None:
    one = told(town, case)
    town.clock.forward(hours=24, seconds=1)
    sweep.sweep(town.desk)
    sam = town.actor("sam_cps_supervisor")
    mine = [notice for notice in notices.listed(town.desk, sam) if str(case) in notice.address]
    assert [notice.title for notice in mine] == ["Something that your program must do by law is overdue."]
    assert mine[0].address == f"/cases/{case}#deadlines"
    deadline_acts.prove(town.desk, sam, case, one, proof(town), new_id())
    assert [notice for notice in notices.listed(town.desk, sam) if str(case) in notice.address] == []


def test_where_no_one_works_on_the_case_the_supervisors_hear_that_it_is_at_risk(town: Community, case: CaseId) -> None:
    told(town, case, "sam_cps_supervisor")
    with town.desk.database.write() as connection:
        ended = update(memberships).where(memberships.c.case_id == case).values(until=town.clock.now)
        connection.execute(ended)
    town.clock.forward(hours=20)
    assert swept(town, case) == {("deadline_at_risk", "sam_cps_supervisor")}


def test_nobody_hears_of_a_confidential_programs_and_no_entry_names_it(town: Community, case: CaseId) -> None:
    one = told(town, case)
    (found,) = shown(town, case)
    _give_to(town, one, "advocates")
    town.clock.forward(days=7)
    assert swept(town, case) == set()
    raised = [entry for entry in entries_of(town) if entry["action"] == "alarm:raise"]
    assert raised[-1]["reason"] == "deadline_still_open"
    assert [entry for entry in raised if found.handle in entry["objects"]] == []


def test_entry_says_which_deadlines_were_told_of_and_why(town: Community, case: CaseId) -> None:
    told(town, case)
    handle = shown(town, case)[0].handle
    town.clock.forward(hours=24, seconds=1)
    sweep.sweep(town.desk)
    last = [entry for entry in entries_of(town) if entry["action"] == "alarm:raise"][-1]
    assert (last["reason"], last["objects"]) == ("deadline_overdue", [handle])


def test_a_row_that_changed_since_it_was_claimed_is_told_of_by_nobody(
    town: Community, case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Compare and set: with another level or another instant than was claimed, the whole batch is given up."""
    told(town, case)
    town.clock.forward(hours=24, seconds=1)
    claim = deadline_sweep.claim

    def stale(cabinet: Cabinet, level: int, size: int) -> list[Pending]:
        found = claim(cabinet, level, size)
        cabinet.connection.execute(
            update(deadlines)
            .where(deadlines.c.id.in_([one.id for one in found]))
            .values(next_at=next_look(2, found[0].at_risk_at, found[0].due_at))
        )
        return found

    monkeypatch.setattr(deadline_sweep, "claim", stale)
    with pytest.raises(Unavailable):
        sweep.sweep(town.desk)
    assert heard(town, case) == {}
    monkeypatch.undo()
    assert swept(town, case) == {("deadline_overdue", "sam_cps_supervisor")}


def _give_to(community: Community, one: DeadlineId, program: str) -> None:
    with community.desk.database.write() as connection:
        changed = update(deadlines).where(deadlines.c.id == one)
        connection.execute(changed.values(program_id=community.programs[program].id))
