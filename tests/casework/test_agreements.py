"""Room: tests. Agreements: each party binds itself; sharing starts with the last, stops at its instant or at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from coordination.casework import agreement_alarms, agreements, alarms, notices, record_pages, records
from coordination.declare.information import InformationType
from coordination.model.agreement import Stands
from coordination.model.errors import Conflict, Invalid, Refused
from coordination.model.ids import CaseId, RecordId, new_id
from coordination.storage import agreements as drawer
from coordination.storage.outbox_tables import outbox
from coordination.storage.program_facts import facts_of_programs
from tests.casework.agreed import OVER, SIGNED, confirmed, officer, recorded, typed
from tests.casework.screening import governed
from tests.casework.story import assigned, entries_of, opened
from tests.community import Community

SECOND = timedelta(seconds=1)
Told = tuple[CaseId, RecordId]


def told(community: Community) -> Told:
    """A note of child protection in Maine, on a case where an interviewer of the center is on the team."""
    governed(community, "cps", "us_federal", "us_maine")
    case = assigned(community, opened(community, "ana_cps_worker"), "cac", "sup_harbor", "int_harbor")
    note = {"note": "Looked into the report."}
    ana = community.actor("ana_cps_worker")
    return case, RecordId(records.file(community.desk, ana, case, "child_protection_note", note, new_id()))


def reads(community: Community, what: Told) -> bool:
    try:
        record_pages.read(community.desk, community.actor("int_harbor"), *what)
    except Refused:
        return False
    return True


def test_sharing_starts_when_every_party_confirmed_and_stops_at_its_instant_by_itself(community: Community) -> None:
    note = told(community)
    assert not reads(community, note)
    agreement = recorded(community)
    assert not reads(community, note)  # no agency binds another
    confirmed(community, agreement)
    assert reads(community, note)
    community.clock.now = OVER - SECOND
    assert reads(community, note)
    community.clock.now = OVER
    assert not reads(community, note)  # nobody wrote anything


@pytest.mark.parametrize("by", ["pri_privacy", "sup_harbor"])
@pytest.mark.parametrize("engine_store", ["sqlite"], indirect=True)
def test_any_party_ends_it_at_once_for_all(community: Community, by: str) -> None:
    note, agreement = told(community), confirmed(community, recorded(community))
    assert reads(community, note)
    agreements.end(community.desk, officer(community, by), agreement, new_id())
    assert not reads(community, note)
    with pytest.raises(Conflict):
        agreements.end(community.desk, officer(community, "sup_harbor"), agreement, new_id())
    assert (
        agreements.read(community.desk, officer(community, by), agreement).stands(community.clock.now) is Stands.ENDED
    )


@pytest.mark.parametrize("engine_store", ["sqlite"], indirect=True)
def test_types_that_it_does_not_name_stay_closed(community: Community) -> None:
    note = told(community)
    confirmed(community, recorded(community, types=["report"]))
    assert not reads(community, note)


def test_two_agreements_of_one_agency_both_stand_in_its_column(community: Community) -> None:
    first = confirmed(community, recorded(community))
    second = confirmed(community, recorded(community, "lakeside_police", types=["screening"]), by="sgt_lake")
    agreements.end(community.desk, community.actor("pri_privacy"), first, new_id())
    with community.desk.consulting() as cabinet:
        read = facts_of_programs(cabinet.connection)
    held: dict[str, Any] = {slug: read[one.id].agreements for slug, one in community.programs.items()}
    assert {one.id for one in held["cps"]} == {first, second}
    assert {one.id for one in held["cac"]} == {first}
    assert {one.id for one in held["detectives"]} == {second}
    assert held["advocates"] == ()
    now = community.clock.now
    assert [one.in_force(now) for one in sorted(held["cps"], key=lambda one: one.id != first)] == [False, True]


@pytest.mark.parametrize("engine_store", ["sqlite"], indirect=True)
def test_an_agreement_of_three_waits_for_the_third_and_counts_from_then(community: Community) -> None:
    agreement = confirmed(community, recorded(community, "harbor_cac", "lakeside_police"))
    with community.desk.consulting() as cabinet:
        assert facts_of_programs(cabinet.connection)[community.programs["cps"].id].agreements == ()
    community.clock.forward(hours=2)
    confirmed(community, agreement, by="sgt_lake")
    with community.desk.consulting() as cabinet:
        (held,) = facts_of_programs(cabinet.connection)[community.programs["cps"].id].agreements
    assert held.starts_at == community.clock.now
    assert held.types == {InformationType.REPORT, InformationType.CHILD_PROTECTION}


@pytest.mark.parametrize("engine_store", ["sqlite"], indirect=True)
def test_nobody_confirms_twice_or_for_an_agency_that_is_no_party_or_after_it_ended(community: Community) -> None:
    desk, agreement = community.desk, recorded(community)
    with pytest.raises(Conflict):
        agreements.confirm(desk, community.actor("pri_privacy"), agreement, SIGNED, new_id())
    for act in (
        lambda: agreements.confirm(desk, officer(community, "sgt_lake"), agreement, SIGNED, new_id()),
        lambda: agreements.end(desk, officer(community, "sgt_lake"), agreement, new_id()),
        lambda: agreements.read(desk, officer(community, "sgt_lake"), agreement),
        lambda: agreements.read(desk, officer(community, "sgt_lake"), new_id()),
        lambda: agreements.confirm(desk, community.actor("sup_harbor"), agreement, SIGNED, new_id()),
        lambda: agreements.listed(desk, officer(community, "sup_safe")),
    ):
        with pytest.raises(Refused):
            act()
    agreements.end(desk, community.actor("pri_privacy"), agreement, new_id())
    with pytest.raises(Conflict):
        confirmed(community, agreement)


@pytest.mark.parametrize("engine_store", ["sqlite"], indirect=True)
def test_every_act_stands_in_the_log_and_a_form_sent_twice_is_one_agreement(community: Community) -> None:
    desk, priya, key = community.desk, community.actor("pri_privacy"), new_id()
    first = agreements.record(desk, priya, typed(community), key)  # type: ignore[arg-type]
    assert agreements.record(desk, priya, typed(community), key) == first  # type: ignore[arg-type]
    assert len(agreements.listed(desk, priya)) == 1
    confirmed(community, first)
    said = [(one["action"], one["outcome"]) for one in entries_of(community) if one["action"].startswith("agreement")]
    assert said == [("agreement:edit", "allowed"), ("agreement:read", "allowed"), ("agreement:edit", "allowed")]


@pytest.mark.parametrize("engine_store", ["sqlite"], indirect=True)
def test_what_cannot_be_meant_gets_a_sentence_beside_its_field(community: Community) -> None:
    own = community.agencies["north_county"]
    for field, value in (
        ("title", " "),
        ("title", "x" * 161),
        ("parties", []),
        ("parties", [own]),  # with oneself
        ("parties", [community.agencies["safe_path"]]),  # advocates share under none
        ("parties", [new_id()]),
        ("types", []),
        ("types", ["reporter_identity"]),
        ("types", ["medical"]),  # no law that is encoded opens it under an agreement
        ("starts", "soon"),
        ("starts", "2026-02-30"),
        ("ends", ""),
        ("ends", "2026-10-31"),  # before it begins
        ("ends", "2026-11-20"),  # yesterday
        ("ends", "2029-11-01"),  # three years and a day
        ("signatory", ""),
        ("signed_on", "2026-11-22"),  # tomorrow
        ("signed_on", "2026-11"),
    ):
        with pytest.raises(Invalid) as caught:
            recorded(community, **{field: value})
        assert set(caught.value.fields) == {field}, (field, value)
    assert agreements.listed(community.desk, community.actor("pri_privacy")) == []
    recorded(community, ends="2029-10-31")  # three years, and not a day more


def kinds(community: Community) -> list[str]:
    with community.desk.consulting() as cabinet:
        query = select(outbox.c.person_id).where(outbox.c.kind == "agreement_ending")
        found = list(cabinet.connection.execute(query).scalars())
    names = {id_: slug for slug, id_ in community.people.items()}
    return sorted(names[one] for one in found)


def test_an_end_is_told_60_30_and_7_days_before_once_each_to_supervisors_of_each_party(community: Community) -> None:
    confirmed(community, recorded(community))
    recorded(community, "lakeside_police")  # not in force, so nothing ends
    said = []
    for left in (72, 61, 60, 59, 31, 30, 8, 7, 6, 1):
        community.clock.now = OVER - timedelta(days=left)
        if alarms.raise_due(community.desk, [agreement_alarms.due]):
            said.append(left)
    assert said == [60, 30, 7]
    assert kinds(community) == ["sam_cps_supervisor"] * 3 + ["sup_harbor"] * 3
    ben = community.actor("sup_harbor")
    shown = notices.listed(community.desk, ben)
    assert {(one.title, one.address, one.case_reference) for one in shown} == {
        ("An agreement of your agency with others ends soon.", "/agreements", "")
    }
    assert notices.waiting(community.desk, ben) == 3
    community.clock.now = OVER
    assert notices.waiting(community.desk, ben) == 0  # it is over
    assert alarms.raise_due(community.desk, [agreement_alarms.due]) == 0


@pytest.mark.parametrize("engine_store", ["sqlite"], indirect=True)
def test_a_column_that_is_not_written_with_the_row_turns_the_promise_red(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Meta: ending one without telling the programs leaves it open, and the promise above sees it."""
    monkeypatch.setattr(drawer, "end", lambda *_: None)
    with pytest.raises(AssertionError):
        test_any_party_ends_it_at_once_for_all(community, "pri_privacy")


@pytest.mark.parametrize("engine_store", ["sqlite"], indirect=True)
def test_counting_before_the_last_party_confirmed_turns_the_promise_red(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Meta: an agreement that its recorder alone puts in force."""
    counting = drawer._counting
    monkeypatch.setattr(
        drawer,
        "_counting",
        lambda listed: counting(
            [
                replace(one, parties=[replace(p, confirmed_at=community.clock.now) for p in one.parties])
                for one in listed
            ]
        ),
    )
    with pytest.raises(AssertionError):
        test_sharing_starts_when_every_party_confirmed_and_stops_at_its_instant_by_itself(community)
