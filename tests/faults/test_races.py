"""Room: tests. Two people correct the same record, and one form is sent twice, at the same moment on both engines.

A third transaction holds what all of them need until each of them waits for it, so that they do meet.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress

import pytest
from sqlalchemy import insert, select

from coordination.casework import cases, records, referrals, teams
from coordination.casework.desk import Desk
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.errors import Conflict, HubError
from coordination.model.ids import CaseId, RecordId, new_id
from coordination.storage import case_tables, referral_tables
from coordination.storage.record_tables import records as record_rows
from tests.casework.referred import sent
from tests.community import START, Community
from tests.faults.clerk import FIELD, FORM
from tests.faults.soundness import faults

pytestmark = pytest.mark.slow

CHILD: Mapping[str, str] = {"called": "Bluebird"}
MEET_SECONDS = 0.3


class GivenBack(Exception):
    """What was held was not wanted."""


@contextmanager
def held_up(desk: Desk, case_id: CaseId, key: str = "") -> Iterator[None]:
    """Hold the case and, where a key is given, its place among the keys; give both back unused."""
    with suppress(GivenBack), desk.database.write((case_id,)) as connection:
        connection.execute(select(case_tables.cases.c.id).where(case_tables.cases.c.id == case_id).with_for_update())
        if key:
            row = {"key": key, "person_id": new_id(), "action": "held", "about": "", "result": "", "done_at": START}
            connection.execute(insert(case_tables.act_keys).values(row))
        yield
        time.sleep(MEET_SECONDS)
        raise GivenBack


def together(desk: Desk, case_id: CaseId, key: str, acts: list[Callable[[], str]]) -> list[str]:
    """Do all acts at the same moment; what each made, or the name of its error."""
    with ThreadPoolExecutor(len(acts)) as pool:
        with held_up(desk, case_id, key):
            sent: list[Future[str]] = [pool.submit(act) for act in acts]
        return [_outcome(one) for one in sent]


def _outcome(sent: Future[str]) -> str:
    error = sent.exception(30)
    if error is None:
        return sent.result()
    assert isinstance(error, HubError), repr(error)
    return type(error).__name__


def sound(community: Community) -> list[str]:
    """What is broken there; nobody was killed, so nothing may be."""
    return faults(community.hub.settings, (), reader=community.databases.superuser)


@pytest.fixture
def ana(community: Community) -> Actor:
    return community.actor("ana_cps_worker")


@pytest.fixture
def case_id(community: Community, ana: Actor) -> CaseId:
    return cases.open_case(community.desk, ana, CHILD, new_id())


def test_of_two_people_who_correct_the_same_record_one_wins_and_the_other_is_told(
    community: Community, ana: Actor, case_id: CaseId
) -> None:
    desk, sam = community.desk, community.actor("sam_cps_supervisor")
    teams.assign(desk, sam, case_id, sam.person_id, new_id())
    record = records.file(desk, ana, case_id, FORM, {FIELD: "as it was"}, new_id())
    for _round in range(3):

        def correct(who: Actor) -> str:
            return records.correct(desk, who, case_id, record, {FIELD: f"as {who.name} saw it"}, new_id())  # noqa: B023 - called in this round

        made = together(desk, case_id, "", [lambda: correct(ana), lambda: correct(sam)])
        assert sorted(one == Conflict.__name__ for one in made) == [False, True]
        (record,) = [RecordId(one) for one in made if one != Conflict.__name__]
    with desk.consulting((case_id,)) as cabinet:
        query = select(record_rows.c.id).where(record_rows.c.form == FORM, record_rows.c.current.is_(True))
        assert cabinet.connection.scalars(query).all() == [record]
    assert sound(community) == []


def test_a_form_sent_twice_at_once_is_done_once_and_both_get_its_result(
    community: Community, ana: Actor, case_id: CaseId
) -> None:
    desk = community.desk

    def filed() -> RecordId:
        return records.file(desk, ana, case_id, FORM, {FIELD: "as it was"}, new_id())

    def sent_twice(act: Callable[[str, RecordId], str | None]) -> None:
        for held in (True, False):  # waiting for the key, or for the case
            key, record = new_id(), filed()
            twice = [lambda: act(key, record) or key] * 2  # noqa: B023 - called in this round
            made = together(desk, case_id, key if held else "", twice)
            assert len(set(made)) == 1, made
            assert made[0] not in {"Refused", "Conflict", "Unavailable"}

    sent_twice(lambda key, _: cases.open_case(desk, ana, CHILD, key))
    sent_twice(lambda key, _: records.file(desk, ana, case_id, FORM, {FIELD: "once"}, key))
    sent_twice(lambda key, record: records.correct(desk, ana, case_id, record, {FIELD: "once"}, key))
    sent_twice(lambda key, record: records.withdraw(desk, ana, case_id, record, "wrong_case", key))
    assert sound(community) == []


def test_of_two_people_who_accept_one_referral_one_wins_and_the_other_is_told(
    community: Community, case_id: CaseId
) -> None:
    desk, mia, ben = community.desk, community.actor("int_harbor"), community.actor("sup_harbor")
    for need in ("legal", "education", "employment"):
        referral = sent(community, case_id, "cac", need=need)

        def accept(who: Actor) -> str:
            referrals.take(desk, who, referral, Action.REFERRAL_ACCEPT, {}, new_id())  # noqa: B023 - called in this round
            return who.person_id

        made = together(desk, case_id, "", [lambda: accept(mia), lambda: accept(ben)])
        assert sorted(one == Conflict.__name__ for one in made) == [False, True]
        (winner,) = [one for one in made if one != Conflict.__name__]
        with desk.consulting((case_id,)) as cabinet:
            steps = referral_tables.referral_steps
            query = select(steps.c.person_id).where(steps.c.referral_id == referral, steps.c.step == "accept")
            assert cabinet.connection.scalars(query).all() == [winner]
    assert sound(community) == []


def test_of_an_answer_and_a_recall_at_once_one_wins_and_the_other_is_told(
    community: Community, ana: Actor, case_id: CaseId
) -> None:
    desk, mia, referral = community.desk, community.actor("int_harbor"), sent(community, case_id, "cac")
    reason = {"step": "decline", "reason": "no_capacity"}
    back = {"step": "recall", "reason": "no_answer"}

    def decline() -> str:
        referrals.take(desk, mia, referral, Action.REFERRAL_DECLINE, reason, new_id())
        return "declined"

    def recall() -> str:
        referrals.take(desk, ana, referral, Action.REFERRAL_CANCEL, back, new_id())
        return "recalled"

    made = together(desk, case_id, "", [decline, recall])
    assert sorted(made) in (["Conflict", "declined"], ["Conflict", "recalled"])


def test_of_two_who_send_the_same_at_once_one_is_sent(community: Community, ana: Actor, case_id: CaseId) -> None:
    sam = community.actor("sam_cps_supervisor")
    teams.assign(community.desk, sam, case_id, sam.person_id, new_id())
    sending = [lambda: sent(community, case_id, "cac"), lambda: sent(community, case_id, "cac", "sam_cps_supervisor")]
    made = together(community.desk, case_id, "", [lambda: str(sending[0]()), lambda: str(sending[1]())])
    assert sorted(one == Conflict.__name__ for one in made) == [False, True]
    assert ana.program_id == sam.program_id


def test_two_at_once_are_found_when_the_guard_is_taken_away(
    community: Community, case_id: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Broken on purpose: a step that does not look where the referral stands lets both accept."""
    monkeypatch.setattr(referrals, "may_follow", lambda *_, veiled: True)
    desk, mia, ben = community.desk, community.actor("int_harbor"), community.actor("sup_harbor")
    referral = sent(community, case_id, "cac")

    def accept(who: Actor) -> str:
        referrals.take(desk, who, referral, Action.REFERRAL_ACCEPT, {}, new_id())
        return who.person_id

    made = together(desk, case_id, "", [lambda: accept(mia), lambda: accept(ben)])
    assert Conflict.__name__ not in made


def test_a_form_with_somebody_elses_key_is_a_conflict_and_does_nothing(community: Community, ana: Actor) -> None:
    desk, key, other = community.desk, new_id(), community.actor("det_lake")
    cases.open_case(desk, ana, CHILD, key)
    with pytest.raises(Conflict):
        cases.open_case(desk, other, CHILD, key)
    assert sound(community) == []
