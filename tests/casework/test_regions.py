"""Room: tests. A liaison's region: numbers and duties, small ones not told apart, and never a case."""

from __future__ import annotations

from contextlib import closing

import pytest
from sqlalchemy import insert, select, update

from coordination.casework import duties, regions, restrictions, roster
from coordination.database.engine import Database
from coordination.declare.information import InformationType
from coordination.model.deadline import Standing, State
from coordination.model.ids import new_id
from coordination.model.region import Region, banded
from coordination.storage import duty_counts
from coordination.storage import roster as tables
from coordination.storage.deadline_tables import deadlines
from tests.casework.almanac import Almanac
from tests.casework.story import opened
from tests.casework.test_deadlines import told
from tests.casework.trained import certified
from tests.community import Community

BREACHED, AT_RISK, DUE = Standing.BREACHED.words, Standing.AT_RISK.words, Standing.DUE.words


def read(community: Community) -> Region:
    return regions.read(community.desk, community.actor("sam_cps_supervisor"))


def listed(community: Community) -> Almanac:
    """Child protection says in the directory that it serves Hennepin and Ramsey."""
    almanac = Almanac(community=community)
    almanac.service("cps", name="Support for caregivers", needs=["family_support"])
    return almanac


def sister(community: Community, *, confidential: bool = False) -> str:
    """Another program of the same agency that serves Hennepin; its id."""
    kind = "safe_housing" if confidential else "child_welfare"
    line = {
        "slug": "night", "agency": "north_county", "name": "Night Intake", "partner_type": kind,
        "jurisdictions": ["us_federal", "us_minnesota"],
    }  # fmt: skip
    service = {"program": "night", "name": "Intake", "needs": ["crisis"], "areas": ["27053"]}
    roster.load(community.desk, {"programs": [line], "services": [service]})
    with community.desk.database.read() as connection:
        query = select(tables.programs.c.id).where(tables.programs.c.slug == "night")
        return str(connection.execute(query).scalar_one())


def moved(community: Community, program: str) -> None:
    """What child protection owes so far is owed by this program instead: as if it had been told there."""
    with closing(Database.open(community.databases.owner, allow_owner=True)) as database, database.alter() as owner:
        owner.execute(update(deadlines).values(program_id=program))


def copied(community: Community, times: int) -> None:
    """The first deadline so many times more, on the same case by other causes."""
    with community.desk.database.write() as connection:
        row = dict(connection.execute(select(deadlines).order_by(deadlines.c.rule)).mappings().first() or {})
        more = [{**row, "id": new_id(), "handle": new_id(), "cause": new_id()} for _ in range(times)]
        connection.execute(insert(deadlines), more)


# --- numbers --------------------


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0"), (1, "1 to 10"), (10, "1 to 10"), (11, "more than 10"), (19, "more than 10"), (20, "20 or more"),
     (29, "20 or more"), (137, "130 or more")],
)  # fmt: skip
def test_a_small_number_of_others_is_not_told_apart(count: int, said: str) -> None:
    assert banded(count) == said


def test_own_deadlines_are_counted_and_those_of_others_are_banded(community: Community) -> None:
    listed(community)
    other = sister(community)
    told(community, opened(community, "ana_cps_worker"), "ana_cps_worker", new_id())
    moved(community, other)
    told(community, opened(community, "ana_cps_worker"), "ana_cps_worker", new_id())
    for hours, standing in ((0, DUE), (23, AT_RISK), (2, BREACHED)):
        community.clock.forward(hours=hours)
        duties = read(community).duties
        assert len(duties) == 2
        for one in duties:
            assert {words for words, count in one.own.items() if count == "1"} == {standing}
            assert {words for words, count in one.others.items() if count == "1 to 10"} == {standing}
            assert set(one.own.values()) | set(one.others.values()) == {"0", "1", "1 to 10"}
    copied(community, 10)  # of the other program, where the first row lies
    assert {one.others[BREACHED] for one in read(community).duties} == {"1 to 10", "more than 10"}


def test_what_is_done_counts_for_90_days_and_a_withdrawn_one_never(community: Community) -> None:
    listed(community)
    told(community, opened(community, "ana_cps_worker"), "ana_cps_worker", new_id())
    done = {"state": State.MET.value, "done_at": community.clock.now}
    with community.desk.database.write() as connection:
        connection.execute(update(deadlines).where(deadlines.c.rule == "missing_to_police").values(done))
        over = {"state": State.WITHDRAWN.value}
        connection.execute(update(deadlines).where(deadlines.c.rule == "missing_to_ncmec").values(over))
    (one,) = read(community).duties
    assert one.own[Standing.MET.words] == "1"
    community.clock.forward(days=90)
    assert read(community).duties == ()


def test_a_restricted_closed_or_conflicted_case_and_a_confidential_program_are_not_counted(
    community: Community,
) -> None:
    listed(community)
    case = opened(community, "ana_cps_worker")
    told(community, case, "ana_cps_worker", new_id())
    assert read(community).duties
    restrictions.restrict(community.desk, community.actor("ana_cps_worker"), case, [], new_id())
    assert read(community).duties == ()
    restrictions.unrestrict(community.desk, community.actor("ana_cps_worker"), case, new_id())
    assert read(community).duties
    moved(community, sister(community, confidential=True))
    region = read(community)
    assert region.duties == ()
    assert "Night Intake" not in {program.name for program in region.programs}
    assert not [one for one in region.settings if one.program.confidential]


def test_programs_that_list_no_county_of_it_are_said_to_be_left_out(community: Community) -> None:
    assert [program.name for program in read(community).elsewhere] == ["Child Protection"]
    told(community, opened(community, "ana_cps_worker"), "ana_cps_worker", new_id())
    assert read(community).duties == ()
    listed(community)
    assert [program.name for program in read(community).programs] == ["Child Protection"]


def test_trainings_open_places_and_missing_resources_are_shown(community: Community) -> None:
    almanac = listed(community)
    almanac.service("cac", name="Harbor beds")
    almanac.designate("cac", "cac", "27053")
    certified(community, "ana_cps_worker", ends="2026-12-31")
    region = read(community)
    (one,) = region.trainings
    assert (one.current, one.ending, one.gone, one.missing) == (1, 1, 0, 1)  # Ana; Sam himself has none
    assert [found.service.name for found in region.settings] == ["Harbor beds"]
    lacks = dict(region.lacking)
    assert "Children’s advocacy center" in lacks["Ramsey County, MN"]
    assert "Children’s advocacy center" not in lacks["Hennepin County, MN"]


def test_a_count_that_tells_small_numbers_apart_would_be_found(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two guards broken on purpose: numbers of others as they are, and information that is never shown locked."""
    listed(community)
    other = sister(community)
    told(community, opened(community, "ana_cps_worker"), "ana_cps_worker", new_id())
    moved(community, other)
    assert {one.others[DUE] for one in read(community).duties} == {"1 to 10"}
    monkeypatch.setattr(duties, "banded", str)
    assert {one.others[DUE] for one in read(community).duties} == {"1"}
    with community.desk.database.read() as connection:
        kinds = frozenset(connection.execute(select(deadlines.c.information_type)).scalars())
    monkeypatch.setattr(duty_counts, "NEVER_SHOWN_LOCKED", frozenset(InformationType(kind) for kind in kinds))
    assert read(community).duties == ()
