"""Room: tests. Who has gaps in a document of a period: age and care at the period, and nobody unsure is dropped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from coordination.casework import document_gaps
from coordination.model.errors import Refused
from coordination.model.ids import CaseId
from coordination.model.program import Program
from tests.casework.papers import filed
from tests.casework.story import opened
from tests.community import Community, make_community
from tests.databases import SqliteStore

ANA, SAM = "ana_cps_worker", "sam_cps_supervisor"
AFCARS, PERIOD = "afcars_victim_elements", "2026-04"


@pytest.fixture(scope="module")
def here(sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Community]:
    """The community, built once."""
    yield from make_community(sqlite_store, tmp_path_factory.mktemp("gaps") / "home")


def in_care(here: Community, called: str, born: str = "", setting: str = "foster", **note: str) -> CaseId:
    """A case of a child, with a placement note unless setting is empty."""
    case = opened(here, ANA, called=called, born=born)
    if setting:
        filed(here, case, ANA, "placement_note", setting=setting, **{"since": "2026-05-01", **note})
    return case


@pytest.fixture(scope="module")
def gaps(here: Community) -> dict[str, document_gaps.GapsPage]:
    """The pages of Maine's list and of the federal one, over children of every kind."""
    in_care(here, "Eleven", born="2014-10-01")
    in_care(here, "Twelve", born="2014-09-30")
    in_care(here, "Ageless")
    in_care(here, "Monthly", born="2014-09")
    in_care(here, "Homely", born="2010-01-01", setting="home")
    in_care(here, "Unplaced", born="2010-01-01", setting="")
    in_care(here, "Unsaid", born="2010-01-01", setting="unknown")
    in_care(here, "Left", born="2010-01-01", since="2025-11-01", ended_on="2026-03-31")
    in_care(here, "Stayed", born="2010-01-01", since="2025-11-01", ended_on="2026-04-01")
    in_care(here, "Later", born="2010-01-01", since="2026-10-01")
    whole = in_care(here, "Whole", born="2010-01-01")
    answers = {"at_removal": "no", "before_care": "no", "in_care": "no"}
    filed(here, whole, ANA, "trafficking_detail", occasion="period", as_of="2026-08", **answers)
    sam = here.actor(SAM)
    maine = replace(sam, program=_of_maine(sam.program))
    return {
        "federal": document_gaps.look(here.desk, sam, AFCARS, PERIOD),
        "maine": document_gaps.look(here.desk, maine, "macwis_trafficking_detail", PERIOD),
    }


def _of_maine(program: Program) -> Program:
    return replace(program, jurisdictions=frozenset({"us_federal", "us_maine"}))


def called(children: tuple[document_gaps.Child, ...]) -> set[str]:
    return {child.called for child in children} - {"Wren"}


def test_the_list_counts_age_and_care_at_the_period_and_drops_nobody_who_is_unsure(
    gaps: dict[str, document_gaps.GapsPage],
) -> None:
    """Maine IV.D-2B C.1: "This will be done for each AFCARS reporting period for Youth 12 and older."."""
    page = gaps["maine"]
    assert called(page.blank) == {"Twelve", "Monthly", "Stayed"}
    assert called(page.unsure) == {"Ageless", "Unplaced", "Unsaid"}
    ages = {child.called: child.age for child in (*page.blank, *page.unsure)}
    assert (ages["Twelve"], ages["Monthly"], ages["Ageless"]) == ("12", "12", "")
    assert page.whole == 1


def test_the_federal_list_has_children_of_every_age(gaps: dict[str, document_gaps.GapsPage]) -> None:
    page = gaps["federal"]
    assert called(page.blank) == {"Eleven", "Twelve", "Monthly", "Ageless", "Stayed"}
    assert called(page.unsure) == {"Unplaced", "Unsaid"}
    assert all("while in foster care" in " ".join(child.blank) for child in page.blank if child.called == "Eleven")


def test_the_list_is_for_a_supervisor_of_a_program_that_owes_it(here: Community) -> None:
    for who in (ANA, "sgt_lake", "sup_safe", "aud_north"):
        with pytest.raises(Refused):
            document_gaps.look(here.desk, here.actor(who), AFCARS, PERIOD)
    with pytest.raises(Refused):
        document_gaps.look(here.desk, here.actor(SAM), "ncmec_packet", PERIOD)
