"""Room: tests. Whoever files instruments sees on the page they come to which program of their agency needs one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from coordination.casework import instrument_warnings, instruments
from coordination.casework.instrument_warnings import LAPSED, SOON
from coordination.declare.regime import Regime
from coordination.model.actor import Role
from coordination.model.ids import ProgramId, new_id
from coordination.storage.roster import programs
from tests.casework.agreed import officer
from tests.community import Community

pytestmark = pytest.mark.parametrize("engine_store", ["sqlite"], indirect=True)  # no statement is new
NAME, TITLE = "North Shelter", "Written assurance about victims’ information"
LANDED = {"adm_north": "/agency", "pri_privacy": "/conflicts"}  # both act for a program that needs no instrument
PANEL = "Papers that your programs need"


@pytest.fixture
def shelter(community: Community) -> ProgramId:
    """A confidential program of child protection's agency, new and so without any instrument."""
    form = {"name": NAME, "partner_type": "victim_advocacy", "jurisdictions": ["us_federal"]}
    assert community.client("adm_north").send("/agency/programs", form).status_code == 303
    with community.desk.consulting() as cabinet:
        query = select(programs.c.id).where(programs.c.name == NAME, programs.c.confidential.is_(True))
        return ProgramId(cabinet.connection.execute(query).scalar_one())


def filed(community: Community, program: ProgramId, ends: str) -> None:
    form = {
        "program": program,
        "kind": "victim_assurance",
        "document": "Assurance of 2026",
        "signed_on": "2026-11-02",
        "for_program": "Jo Vance, director",
        "for_operator": "Lee Park, operator",
        "ends": ends,
    }
    instruments.file(community.desk, community.actor("pri_privacy"), form, new_id())


def said(community: Community) -> list[str | None]:
    """What each keeper reads on the page to which signing in leads, when both read the same: None is no panel."""
    found = set()
    for slug, path in LANDED.items():
        visitor = community.client(slug)
        assert visitor.get("/").location == path
        page = visitor.get(path).text
        lines = [line for line in page.splitlines() if line.strip().startswith(f"<li><p><strong>{NAME}")]
        assert (PANEL in page) == bool(lines)
        found.add(
            lines[0].strip().removeprefix("<li><p><strong>").removesuffix("</strong></p></li>") if lines else None
        )
    return list(found)


def test_keepers_read_of_a_confidential_program_what_it_lacks_and_what_ends_on_the_page_they_come_to(
    community: Community, shelter: ProgramId
) -> None:
    lapsed = LAPSED.format(program=NAME, missing=TITLE)
    assert said(community) == [lapsed]
    filed(community, shelter, "2026-12-31")
    assert said(community) == [SOON.format(program=NAME, ending=f"{TITLE} ends on 31 December 2026")]
    community.clock.forward(days=60)
    assert said(community) == [lapsed]
    filed(community, shelter, "")
    assert said(community) == [None]


def test_nobody_else_reads_it(community: Community, shelter: ProgramId) -> None:
    del shelter
    desk = community.desk
    assert instrument_warnings.of_agency(desk, officer(community, "sgt_lake")) == ()
    assert PANEL not in community.client("sam_cps_supervisor").get("/conflicts").text
    staff = community.actor("ana_cps_worker")
    for role in Role:
        told = instrument_warnings.of_agency(desk, replace(staff, role=role))
        assert bool(told) == (role in {Role.ADMINISTRATOR, Role.PRIVACY_OFFICER}), role


def test_a_keeper_of_a_court_comes_to_a_page_that_they_have(community: Community, shelter: ProgramId) -> None:
    """A court sees no case and has no conflict list; the page of instruments lists the whole agency's."""
    del shelter
    with community.desk.database.write() as connection:
        own = programs.c.id == community.programs["cps"].id
        connection.execute(update(programs).where(own).values(regimes=Regime.JUDICIAL.value))
    visitor = community.client("pri_privacy")
    assert visitor.get("/").location == "/instruments"
    assert NAME in visitor.get("/instruments").text
    assert visitor.get("/conflicts").status_code == 404
