"""Room: tests. At 18, to the microsecond, what a parent signed opens nothing more; and no clock brings a stop back."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from coordination.casework import alarms, case_list, hub_codes, majority, records, releases
from coordination.model.action import Action
from coordination.model.age import turns_18
from coordination.model.errors import Invalid
from coordination.model.explanation import Access
from coordination.model.facts import Release
from coordination.model.ids import CaseId, RecordId, ReleaseId, new_id
from coordination.policy.signers import Capacity, rests_on_another
from coordination.storage import records as drawer
from tests.casework.story import assigned, opened
from tests.casework.test_releases import paper, seen
from tests.community import START, Community

BIRTHDAY = datetime(2026, 12, 1, 6, tzinfo=UTC)  # 00:00 in Chicago
NARROW = timedelta(microseconds=1)
PLAN = ("cps", "child_protection")


@pytest.fixture
def case_id(community: Community) -> CaseId:
    """A girl who turns 18 on 1 December, with the center on the team and a placement on file."""
    case = opened(community, "ana_cps_worker", called="River", born="2008-12-01")
    assigned(community, case, "cac", "sup_harbor", "int_harbor")
    records.file(
        community.desk, community.actor("ana_cps_worker"), case, "child_protection_note", {"note": "x"}, new_id()
    )
    return case


def _record(community: Community, case: CaseId, **more: str) -> ReleaseId:
    typed = {**paper(community, ("cac",), ("child_protection",)), "under_18": "", **more}
    return releases.record(community.desk, community.actor("ana_cps_worker"), case, typed, new_id())


def _opens(community: Community, case: CaseId, at: datetime) -> bool:
    community.clock.now = at
    return seen(community, "int_harbor", case).get(PLAN) is Access.OPEN


def _child(community: Community, case: CaseId) -> RecordId:
    facts = community.desk.facts(community.actor("ana_cps_worker"), case)
    grant = community.desk.ask(community.actor("ana_cps_worker"), Action.CASE_READ, facts)
    with community.desk.opened(grant) as cabinet:
        return next(one.id for one in drawer.open(cabinet, grant, forms=("child",)))


def test_a_guardians_word_ends_at_the_instant_of_the_birthday_and_the_youth_is_asked_afresh(
    community: Community, case_id: CaseId
) -> None:
    _record(community, case_id)
    assert _opens(community, case_id, BIRTHDAY - NARROW)
    assert not _opens(community, case_id, BIRTHDAY)
    ana, ines = community.client("ana_cps_worker"), community.client("int_harbor")
    own = ana.get(f"/cases/{case_id}/releases").text
    assert "Ended at 18" in own
    assert "Ask them afresh" in own
    assert "our safer policy" in own
    theirs = ines.get(f"/cases/{case_id}/releases").text
    assert "It ended before its last day" in theirs
    main = theirs.partition("<main")[2].partition("</main")[0].replace("2018", "")
    assert "18" not in re.sub("[0-9a-f]{32}", "", main)  # an id may hold any two digits
    # A clock that was set back is still before the birthday; what was stopped by word stays stopped under any clock.
    assert _opens(community, case_id, BIRTHDAY - NARROW)


def test_a_stop_is_a_stop_for_a_node_whose_clock_lags(community: Community, case_id: CaseId) -> None:
    made = _record(community, case_id)
    community.clock.forward(hours=1)
    releases.revoke(community.desk, community.actor("ana_cps_worker"), case_id, made, "oral", new_id())
    assert not _opens(community, case_id, START + timedelta(minutes=30))


def test_the_last_instant_of_a_release_is_the_one_before_its_end(community: Community, case_id: CaseId) -> None:
    _record(community, case_id, expires_on="2026-11-25")
    ends = datetime(2026, 11, 26, 6, tzinfo=UTC)
    assert _opens(community, case_id, ends - NARROW)
    assert not _opens(community, case_id, ends)
    assert not _opens(community, case_id, START - NARROW)  # a clock set back before it began


def test_the_team_is_told_30_days_ahead_and_on_the_day(community: Community, case_id: CaseId) -> None:
    _record(community, case_id)
    alarms.raise_due(community.desk)
    ana = community.client("ana_cps_worker")
    assert "ends at 18 within 30 days" in ana.get("/notices").text
    community.clock.now = BIRTHDAY
    assert alarms.raise_due(community.desk) > 0
    ana.carry(community.token("ana_cps_worker"))
    assert "has ended at 18" in ana.get("/notices").text


def test_a_corrected_birth_date_moves_the_day_and_revives_nothing(community: Community, case_id: CaseId) -> None:
    _record(community, case_id)
    ana = community.actor("ana_cps_worker")
    first = _child(community, case_id)
    typed = {"called": "River", "born": "2008-12-10"}
    second = records.correct(community.desk, ana, case_id, first, typed, new_id())
    assert _opens(community, case_id, BIRTHDAY)
    community.clock.now = BIRTHDAY
    typed["born"] = "2008-11"
    third = records.correct(community.desk, community.actor("ana_cps_worker"), case_id, second, typed, new_id())
    assert not _opens(community, case_id, BIRTHDAY)
    typed["born"] = "2010-01-01"
    records.correct(community.desk, community.actor("ana_cps_worker"), case_id, third, typed, new_id())
    assert not _opens(community, case_id, BIRTHDAY)


def test_of_somebody_grown_up_nobody_else_signs_and_an_unknown_age_is_asked(community: Community) -> None:
    grown = opened(community, "ana_cps_worker", called="Kestrel", born="2008-03")
    assigned(community, grown, "cac", "sup_harbor", "int_harbor")
    with pytest.raises(Invalid) as refused:
        _record(community, grown)
    assert set(refused.value.fields) == {"signers"}
    unknown = opened(community, "ana_cps_worker", called="Plover")
    assigned(community, unknown, "cac", "sup_harbor", "int_harbor")
    for typed, field in (
        ({}, "under_18"),
        ({"turns_18_on": "soon"}, "turns_18_on"),
        ({"turns_18_on": "2026-11-21"}, "turns_18_on"),
    ):
        with pytest.raises(Invalid) as refused:
            _record(community, unknown, **typed)
        assert set(refused.value.fields) == {field}
    answer = community.client("ana_cps_worker").send(
        f"/cases/{unknown}/releases/preview",
        {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in paper(community, ("cac",), ("child_protection",)).items()
        }
        | {"under_18": ""},
    )
    assert answer.status_code == 422
    assert "under 18 through the last day" in answer.text
    assert _record(community, unknown, turns_18_on="2026-12-01")
    assert _record(community, unknown, under_18="yes")


def test_what_the_young_person_signed_alone_goes_on(community: Community, case_id: CaseId) -> None:
    """Their own word, under a law that lets them: turning 18 takes nothing from it."""
    alone: dict[str, str] = {f"signer_2_{part}": "" for part in ("capacity", "name", "abuser")}
    _record(community, case_id, **alone, alone_authority="Minn. Stat. 144.343")
    assert _opens(community, case_id, BIRTHDAY)


def test_a_release_to_the_hub_that_a_parent_signed_ends_for_lists_too(community: Community, case_id: CaseId) -> None:
    code, _ = hub_codes.issue(community.desk, community.actor("ana_cps_worker"), case_id, new_id())
    typed = {**paper(community, (), ("advocacy",)), "turns_18_on": "2026-12-01"}
    releases.name_hub(community.desk, community.actor("adv_safe"), code, typed, new_id())
    for at, listed in ((BIRTHDAY - NARROW, {case_id}), (BIRTHDAY, set())):
        community.clock.now = at
        lines = case_list.mine(community.desk, community.actor("adv_safe")).lines
        assert {line.header.case_id for line in lines} == listed


@pytest.mark.parametrize(
    ("born", "day"),
    [
        ("2008-12-01", date(2026, 12, 1)),
        ("2008-12", date(2026, 12, 1)),
        ("2008-02-29", date(2026, 2, 28)),
        ("2008-02", date(2026, 2, 1)),
        ("unknown", None),
        ("", None),
        ("2008-13-01", None),
    ],
)
def test_the_earliest_reading_of_a_birth_date_counts(born: str, day: date | None) -> None:
    assert turns_18(born) == day


@pytest.mark.parametrize(
    ("signed", "alone", "rests"),
    [
        ((Capacity.MINOR, Capacity.PARENT), "", True),
        ((Capacity.PARENT,), "", True),
        ((Capacity.TRIBE,), "", True),
        ((Capacity.MINOR, Capacity.GUARDIAN), "Stat. 1", False),
        ((Capacity.MINOR,), "", False),
        ((Capacity.ADULT,), "", False),
    ],
    ids=str,
)
def test_which_releases_rest_on_somebody_elses_signature(
    signed: tuple[Capacity, ...], alone: str, *, rests: bool
) -> None:
    assert rests_on_another(signed, alone) is rests


PLANTED: dict[str, tuple[object, str, Any]] = {
    "the policy forgets the day": (
        Release,
        "in_force",
        lambda self, now: self.starts_at <= now < self.expires_at and self.revoked_at is None,
    ),
    "the birthday itself still counts": (
        Release,
        "in_force",
        lambda self, now: self.starts_at <= now and (self.ends_at_majority is None or now <= self.ends_at_majority),
    ),
    "nobody asks who signed": (majority, "rests_on_another", lambda *_: False),
}


@pytest.mark.parametrize("bug", PLANTED)
def test_each_of_these_bugs_would_be_found(
    community: Community, case_id: CaseId, bug: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(*PLANTED[bug])
    _record(community, case_id)
    assert _opens(community, case_id, BIRTHDAY)
