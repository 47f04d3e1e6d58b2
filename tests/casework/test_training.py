"""Room: tests. Training: the gate holds by days, an assignment says or refuses what lapsed, an end is told."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from coordination.casework import alarms, notices, teams, training, training_alarms
from coordination.casework.training_forms import read_certificate
from coordination.declare.training import Training
from coordination.model.errors import Conflict, Invalid, Refused
from coordination.model.ids import AgencyId, PersonId, new_id
from coordination.model.notice import OF_TRAINING
from coordination.model.training import Certificate, State, months_later, standing
from coordination.storage.outbox_tables import outbox
from tests.casework.almanac import Almanac
from tests.casework.story import assigned, entries_of, opened
from tests.casework.trained import LICENSE, SETTING, SPECIALIZED, TRAFFICKING, certified, strict
from tests.community import START, Community

SECOND = timedelta(seconds=1)
ZONE = "America/Chicago"
NEED = Training(slug="need", title="A training", citation="Law 1", quote="It is needed.", help="Take it.")


def held(ends: str, completed: str = "2026-01-05") -> Certificate:
    return Certificate(
        id=new_id(), person_id=PersonId("p"), training="need", completed=completed, ends=ends, evidence="e",
        agency_id=AgencyId("a"), zone=ZONE,
    )  # fmt: skip


def state(at: datetime, *certificates: Certificate) -> State:
    return standing(NEED, certificates, at, needed=True).state


# --- the gate, without a hub ------------------------------------------------------------------------------------------


def test_a_certificate_holds_through_its_last_day_in_its_keepers_zone_and_not_a_second_longer() -> None:
    last = datetime(2027, 6, 30, 23, 59, 59, tzinfo=UTC) + timedelta(hours=5)  # the last second of 30 June in Chicago
    assert state(last, held("2027-06-30")) is State.ENDING
    assert state(last + SECOND, held("2027-06-30")) is State.LAPSED


@pytest.mark.parametrize("day", ["2027-03-14", "2027-11-07"])  # the clocks are changed in the last day
def test_a_last_day_of_23_or_25_hours_is_a_whole_day(day: str) -> None:
    midnight = datetime.fromisoformat(f"{day}T00:00:00").replace(tzinfo=UTC)
    hours = {"2027-03-14": 24 + 5, "2027-11-07": 24 + 6}[day]
    assert state(midnight + timedelta(hours=hours) - SECOND, held(day)).holds
    assert not state(midnight + timedelta(hours=hours), held(day)).holds


def test_without_an_end_it_never_lapses_and_nobody_invents_one() -> None:
    assert state(START + timedelta(days=36_500), held("")) is State.CURRENT


def test_the_longest_of_several_counts_and_one_from_the_future_does_not() -> None:
    assert state(START, held("2026-02-01"), held("2028-01-01")) is State.CURRENT
    assert state(START, held("2026-02-01"), held("", completed="2027-01-01")) is State.LAPSED
    assert state(START) is State.MISSING


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [("2024-02-29", 12, "2025-02-28"), ("2026-01-31", 1, "2026-02-28"), ("2026-11-03", 24, "2028-11-03")],
)
def test_months_end_on_the_same_day_or_the_last_of_the_month(first: str, months: int, last: str) -> None:
    assert months_later(date.fromisoformat(first), months).isoformat() == last


def typed(known: Training, **given: str) -> Certificate:
    form = {"training": known.slug, "completed": "2026-11-03", "evidence": "Number 5", **given}
    return read_certificate(
        form, {known.slug: known}, person_id=PersonId("p"), agency_id=AgencyId("a"), zone=ZONE, now=START,
        certificate_id="c",
    )  # fmt: skip


YEARLY = Training(slug="yearly", title="Y", citation="Law 2", quote="Each year.", help="Again.", months=12)
CARD = Training(slug="card", title="C", citation="Law 3", quote="Licensed.", help="Renew.", licensed=True)


def test_an_end_comes_from_the_law_where_it_says_one_and_else_from_who_types_it() -> None:
    assert typed(YEARLY).ends == "2027-11-03"
    assert typed(YEARLY, ends="2027-01-01").ends == "2027-01-01"
    assert typed(NEED).ends == ""
    assert typed(NEED, ends="2029-12-31").ends == "2029-12-31"


@pytest.mark.parametrize(
    ("known", "given", "field"),
    [
        (NEED, {"training": "another"}, "training"),
        (NEED, {"completed": ""}, "completed"),
        (NEED, {"completed": "2026-11-22"}, "completed"),  # tomorrow
        (NEED, {"completed": "2026-11"}, "completed"),
        (NEED, {"completed": "unknown"}, "completed"),
        (NEED, {"completed": "2026-02-30"}, "completed"),
        (NEED, {"ends": "soon"}, "ends"),
        (NEED, {"ends": "2026-11-02"}, "ends"),  # before it was completed
        (NEED, {"evidence": " "}, "evidence"),
        (NEED, {"evidence": "x" * 301}, "evidence"),
        (YEARLY, {"ends": "2027-11-04"}, "ends"),  # longer than the law lets it hold
        (CARD, {}, "ends"),
    ],
)
def test_what_cannot_be_meant_gets_a_sentence_beside_its_field(
    known: Training, given: dict[str, str], field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        typed(known, **given)
    assert set(caught.value.fields) == {field}


# --- in the hub -------------------------------------------------------------------------------------------------------


def test_the_gate_opens_with_a_certificate_and_closes_when_it_is_taken_back_or_runs_out(community: Community) -> None:
    desk, ana = community.desk, community.people["ana_cps_worker"]
    assert not training.current(desk, ana, TRAFFICKING)
    first = certified(community, "ana_cps_worker", ends="2026-12-31")
    assert training.current(desk, ana, TRAFFICKING)
    assert not training.current(desk, ana, LICENSE)
    assert not training.current(desk, ana, "declared_by_nobody")
    community.clock.forward(days=41)
    assert not training.current(desk, ana, TRAFFICKING)
    second = certified(community, "ana_cps_worker", by="sam_cps_supervisor")
    assert training.current(desk, ana, TRAFFICKING)
    assert training.take_back(desk, community.actor("adm_north"), second, new_id()) == ana
    assert not training.current(desk, ana, TRAFFICKING)
    with pytest.raises(Conflict):
        training.take_back(desk, community.actor("adm_north"), second, new_id())
    assert first != second


def test_an_assignment_says_what_lapsed_and_goes_on_and_the_log_has_it(community: Community) -> None:
    certified(community, "sam_cps_supervisor", by="adm_north")
    case = opened(community, "ana_cps_worker")
    sam = community.actor("sam_cps_supervisor")
    page = teams.read(community.desk, sam, case)
    ana = community.people["ana_cps_worker"]
    assert set(page.untrained) == {ana}
    assert "260E.36" in page.untrained[ana]
    assert "Register with the Minnesota Child Welfare Training Academy." in page.untrained[ana]
    assert teams.read(community.desk, community.actor("ana_cps_worker"), case).untrained == {}  # who assigns nobody
    teams.assign(community.desk, sam, case, sam.person_id, new_id())
    teams.end_member(community.desk, sam, case, ana, new_id())
    teams.assign(community.desk, sam, case, ana, new_id())
    said = [one["purpose"] for one in entries_of(community) if one["action"] == "member:assign"]
    assert said == ["", "training_lapsed"]


def test_a_rule_that_refuses_lets_nobody_untrained_onto_a_case(community: Community) -> None:
    desk, case = strict(community.desk), opened(community, "ana_cps_worker")
    sam = community.actor("sam_cps_supervisor")
    with pytest.raises(Invalid) as caught:
        teams.assign(desk, sam, case, sam.person_id, new_id())
    assert "is not entered" in caught.value.fields["person"]
    assert "Register" in caught.value.fields["person"]
    certified(community, "sam_cps_supervisor")
    teams.assign(desk, sam, case, sam.person_id, new_id())
    assigned(community, case, "detectives", "sgt_lake", "det_lake")  # police need no such training here


def test_staff_of_a_certified_setting_need_its_training_and_no_other_program_does(community: Community) -> None:
    almanac, case = Almanac(community=community), opened(community, "ana_cps_worker")
    assigned(community, case, "cac", "sup_harbor", "coo_harbor")
    ben = community.actor("sup_harbor")
    assert teams.read(community.desk, ben, case).untrained == {}
    almanac.service("cac", certification_kind=SPECIALIZED, certified_until="2027-06-30")
    assert "five modules" in teams.read(community.desk, ben, case).untrained[community.people["int_harbor"]]
    with community.desk.consulting() as cabinet:
        gaps = training.facts_of_gaps(cabinet, community.desk.catalog, ben.program, [ben.person_id])
    assert [one.training.slug for one in gaps[ben.person_id]] == [SETTING]


def test_a_keeper_enters_for_the_own_people_alone_and_never_for_themselves(community: Community) -> None:
    may = {
        ("adm_north", "ana_cps_worker"), ("adm_north", "sam_cps_supervisor"), ("sam_cps_supervisor", "ana_cps_worker"),
        ("sam_cps_supervisor", "adm_north"), ("sgt_lake", "det_lake"),
    }  # fmt: skip
    for by in ("adm_north", "sam_cps_supervisor", "sgt_lake", "ana_cps_worker", "aud_north"):
        for who in ("adm_north", "sam_cps_supervisor", "ana_cps_worker", "det_lake"):
            if (by, who) in may:
                certified(community, who, by=by)
                continue
            with pytest.raises(Refused):
                certified(community, who, by=by)


# --- warnings ---------------------------------------------------------------------------------------------------------


def kinds(community: Community) -> list[tuple[str, str]]:
    with community.desk.consulting() as cabinet:
        query = select(outbox.c.kind, outbox.c.person_id).order_by(outbox.c.made_at, outbox.c.kind)
        rows = cabinet.connection.execute(query.where(outbox.c.kind.in_(OF_TRAINING))).all()
    names = {id_: slug for slug, id_ in community.people.items()}
    return [(row.kind, names[row.person_id]) for row in rows]


def test_an_end_is_told_60_30_and_7_days_before_once_each_to_person_and_supervisor(community: Community) -> None:
    certified(community, "ana_cps_worker", ends="2027-02-01")  # 72 days from now
    told, ends = [], community.clock.now + timedelta(days=72)
    for left in (72, 61, 60, 59, 31, 30, 8, 7, 6, 0, -2):
        community.clock.now = ends - timedelta(days=left)
        if alarms.raise_due(community.desk, [training_alarms.due]):
            told.append(left)
    assert told == [60, 30, 7]
    assert kinds(community) == [
        ("staff_training_ending", "sam_cps_supervisor"), ("training_ending", "ana_cps_worker"),
    ] * 3  # fmt: skip
    shown = notices.listed(community.desk, community.actor("ana_cps_worker"))
    assert {(one.title, one.address, one.case_reference) for one in shown} == {
        ("A training or license of yours ends soon.", "/training", "")
    }
    assert notices.waiting(community.desk, community.actor("sam_cps_supervisor")) == 3


def test_a_warning_is_over_when_a_longer_certificate_follows_and_a_confidential_program_gets_none(
    community: Community,
) -> None:
    certified(community, "adv_safe", by="sup_safe", ends="2026-12-01")
    certified(community, "ana_cps_worker", ends="2026-12-01")
    assert alarms.raise_due(community.desk, [training_alarms.due]) == 2
    assert {who for _, who in kinds(community)} == {"ana_cps_worker", "sam_cps_supervisor"}
    ana = community.actor("ana_cps_worker")
    assert notices.waiting(community.desk, ana) == 1
    certified(community, "ana_cps_worker", ends="2028-12-01")
    assert notices.waiting(community.desk, ana) == 0
    assert notices.listed(community.desk, ana) == []
    community.clock.forward(days=4)
    assert alarms.raise_due(community.desk, [training_alarms.due]) == 0
