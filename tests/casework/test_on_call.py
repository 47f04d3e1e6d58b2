"""Room: tests. At 2 a.m. there is always an answer: who is on call, by which number, until when, or plainly nobody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from coordination.casework import designations, on_call
from coordination.model.errors import Invalid, Refused
from coordination.model.ids import ProgramId, new_id
from coordination.model.on_call import OnCall, Source
from coordination.storage import roster as tables
from tests.casework.almanac import AITKIN, HENNEPIN, KENNEBEC, Almanac
from tests.community import START, Community


def at(text: str) -> datetime:
    """A wall-clock time in Chicago as an instant."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("America/Chicago")).astimezone(UTC)


@pytest.fixture
def almanac(community: Community) -> Almanac:
    return Almanac(community=community)


def ring(almanac: Almanac, program: str, when: datetime) -> OnCall:
    return on_call.on_call(almanac.community.desk, almanac.community.programs[program].id, when)


def test_the_roster_goes_before_the_standing_numbers_and_ends_at_its_very_instant(almanac: Almanac) -> None:
    almanac.entry("cps")
    almanac.on_call("cps")  # until Monday 23 November, 08:00
    found = ring(almanac, "cps", START)
    assert (found.source, found.who, found.number) == (Source.ROSTER, "Night desk", "218-555-0150")
    assert (found.since, found.until) == (at("2026-11-20 17:00"), at("2026-11-23 08:00"))
    last = at("2026-11-23 08:00") - timedelta(microseconds=1)
    assert ring(almanac, "cps", last).source is Source.ROSTER
    assert ring(almanac, "cps", at("2026-11-23 08:00")).source is Source.BUSINESS_NUMBER


def test_standing_numbers_by_business_hours_of_the_agency(almanac: Almanac) -> None:
    almanac.entry("cps")
    day, night = ring(almanac, "cps", at("2026-11-24 10:00")), ring(almanac, "cps", at("2026-11-24 02:00"))
    assert (day.source, day.number, day.until) == (Source.BUSINESS_NUMBER, "218-555-0100", at("2026-11-24 17:00"))
    assert (night.source, night.number) == (Source.AFTER_HOURS_NUMBER, "218-555-0199")
    assert (night.since, night.until) == (at("2026-11-23 17:00"), at("2026-11-24 08:00"))


def test_an_after_hours_line_counts_outside_business_hours_only(almanac: Almanac) -> None:
    almanac.entry("cps")
    person = almanac.community.people["ana_cps_worker"]
    almanac.on_call("cps", who="", person=person, roster="after_hours", ends="2026-11-28 08:00")
    night = ring(almanac, "cps", at("2026-11-24 02:00"))
    assert (night.source, night.who, night.person_id) == (Source.ROSTER, "Ana Brook", person)
    assert night.until == at("2026-11-24 08:00")  # when the office takes over, not when her week ends
    assert ring(almanac, "cps", at("2026-11-24 10:00")).source is Source.BUSINESS_NUMBER


def test_of_two_lines_the_one_that_began_later_counts(almanac: Almanac) -> None:
    almanac.entry("cps")
    almanac.on_call("cps")
    almanac.on_call("cps", who="Swapped in", starts="2026-11-21 08:00", ends="2026-11-21 20:00")
    assert ring(almanac, "cps", START).who == "Swapped in"
    assert ring(almanac, "cps", at("2026-11-21 21:00")).who == "Night desk"


def test_nobody_there_rings_the_program_that_it_names(almanac: Almanac) -> None:
    community = almanac.community
    almanac.entry("cps")
    almanac.entry("cac", after_hours_number="", fallback=community.programs["cps"].id)
    found = ring(almanac, "cac", at("2026-11-24 02:00"))
    assert (found.source, found.number) == (Source.FALLBACK, "218-555-0199")
    assert found.asked == community.programs["cac"].id
    assert found.program_id == community.programs["cps"].id
    assert "nobody on call now" in found.sentence


def test_fallbacks_in_a_circle_end_in_nobody_said_plainly(almanac: Almanac) -> None:
    programs = almanac.community.programs
    for one, other in (("cps", "cac"), ("cac", "cps")):
        almanac.entry(one, after_hours_number="", fallback=programs[other].id)
    found = ring(almanac, "cps", at("2026-11-24 02:00"))
    assert (found.source, found.number, found.somebody) == (Source.NOBODY, "", False)
    assert "nobody" in found.sentence
    assert "911" in found.sentence


def test_an_absent_program_answers_like_one_where_nobody_is(almanac: Almanac) -> None:
    found = on_call.on_call(almanac.community.desk, ProgramId(new_id()), START)
    assert found.source is Source.NOBODY
    assert "911" in found.sentence


def test_who_left_the_program_is_on_call_for_nobody(almanac: Almanac) -> None:
    community = almanac.community
    almanac.entry("cps")
    person = community.people["ana_cps_worker"]
    almanac.on_call("cps", who="", person=person)
    assert ring(almanac, "cps", START).who == "Ana Brook"
    with community.desk.database.write() as connection:
        ended = update(tables.appointments).where(tables.appointments.c.person_id == person)
        connection.execute(ended.values(until=community.clock.now))
    assert ring(almanac, "cps", START).source is Source.AFTER_HOURS_NUMBER


def test_a_line_taken_off_counts_no_more(almanac: Almanac) -> None:
    almanac.entry("cps")
    line = almanac.on_call("cps")
    community = almanac.community
    on_call.take_off(community.desk, community.actor("sam_cps_supervisor"), line, new_id())
    assert ring(almanac, "cps", START).source is Source.AFTER_HOURS_NUMBER


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"starts": "2027-03-14 02:30", "ends": "2027-03-15 08:00"}, "starts"),  # that hour does not exist
        ({"starts": "2026-11-01 01:30", "ends": "2026-12-01 08:00"}, "starts"),  # it comes twice
        ({"ends": "2026-11-20 16:00"}, "ends"),
        ({"ends": "2027-11-20 16:00"}, "ends"),
        ({"starts": "2026-11-01 08:00", "ends": "2026-11-02 08:00"}, "ends"),  # over already
        ({"who": ""}, "who"),
        ({"person": "nobody"}, "person"),
        ({"number": "ring me"}, "number"),
        ({"roster": "nights"}, "roster"),
    ],
)
def test_a_line_that_cannot_be_meant_is_refused_beside_its_field(
    almanac: Almanac, typed: dict[str, str], field: str
) -> None:
    almanac.entry("cps")
    with pytest.raises(Invalid) as caught:
        almanac.on_call("cps", **typed)
    assert field in caught.value.fields
    assert ring(almanac, "cps", START).source is Source.AFTER_HOURS_NUMBER


def test_nobody_puts_a_line_on_another_programs_roster(almanac: Almanac) -> None:
    community = almanac.community
    almanac.entry("cps")
    line = almanac.on_call("cps")
    for slug in ("sup_harbor", "ana_cps_worker", "adm_north"):
        actor = community.actor(slug)
        theirs = community.programs["cac" if slug == "adm_north" else "cps"].id
        with pytest.raises(Refused):
            on_call.put(community.desk, actor, theirs, {}, new_id())
    with pytest.raises(Refused):
        on_call.take_off(community.desk, community.actor("sup_harbor"), line, new_id())
    on_call.take_off(community.desk, community.actor("adm_north"), line, new_id())  # an administrator of the agency


# --- resources by county and hour -----------------------------------------------------------------------------------


def test_a_resource_by_county_and_hour_with_its_fallback(almanac: Almanac) -> None:
    for program in ("cac", "detectives", "cps"):
        almanac.entry(program)
    almanac.designate("cac", "cac", HENNEPIN, hours="Mon-Fri 08:00-17:00")
    almanac.designate("detectives", "cac", "MN", rank="2")
    desk = almanac.community.desk
    day = designations.resource(desk, "cac", HENNEPIN, at("2026-11-24 10:00"))
    night = designations.resource(desk, "cac", HENNEPIN, at("2026-11-24 02:00"))
    assert [one.designation.program.slug for one in day.choices] == ["cac", "detectives"]
    assert [one.designation.program.slug for one in night.choices] == ["detectives", "cac"]
    assert [one.in_hours for one in night.choices] == [True, False]


def test_the_nearest_county_is_named_when_none_is_designated(almanac: Almanac) -> None:
    almanac.entry("cac")
    almanac.designate("cac", "cac", HENNEPIN, "27123")
    almanac.designate("cps", "cac", KENNEBEC)
    found = designations.resource(almanac.community.desk, "cac", AITKIN, START)
    assert [one.designation.program.slug for one in found.choices] == ["cac", "cps"]  # each once
    assert 80 < found.choices[0].miles < 130
    assert "Nobody is designated for Aitkin County, MN" in found.sentence


def test_no_resource_at_all_is_said_plainly(almanac: Almanac) -> None:
    found = designations.resource(almanac.community.desk, "emergency_hospital", AITKIN, START)
    assert found.choices == ()
    assert "911" in found.sentence
