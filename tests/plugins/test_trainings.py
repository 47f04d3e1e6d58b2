"""Room: tests. Trainings, certified settings and units as the seeds say them, with their own sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coordination.declare.training import Lapse
from coordination.model.program import Program
from coordination.partners import trainings
from coordination.partners.check_training import LONGEST_UNIT, defects
from tests.partners.samples import PLACE
from tests.plugins.ours import catalog
from tests.policy.village import program

MINNESOTA, MAINE = frozenset({"us_federal", "us_minnesota"}), frozenset({"us_federal", "us_maine"})


def of(partner_type: str, places: frozenset[str] = MINNESOTA) -> Program:
    return replace(program(partner_type), jurisdictions=places)


def binding(of_type: str, *certified: str, places: frozenset[str] = MINNESOTA) -> set[str]:
    return {one.slug for one in trainings.binding(catalog(), of(of_type, places), certified)}


def test_all_staff_with_child_protection_duties_need_the_training_of_260e_36() -> None:
    """Seeds 000 and 001: "section 260E.36, subdivision 1a, requires all staff with child protection duties"."""
    one = trainings.trainings(catalog())["mn_trafficking_response"]
    assert "requires all staff with child protection duties under Minn. Stat. 260C or 260E" in one.quote
    assert binding("child_welfare") == {one.slug}
    assert binding("law_enforcement") == binding("child_welfare", places=MAINE) == set()
    assert (one.months, one.lapsed) == (None, Lapse.WARN)  # neither seed says for how long, nor that nobody may work


def test_direct_contact_staff_of_certified_settings_need_the_five_modules() -> None:
    """Seed 001: "All direct contact staff working in certified residential settings ... five modules"."""
    one = trainings.trainings(catalog())["mn_certified_setting_staff"]
    assert "five modules and takes less than four hours" in one.quote
    for partner in ("safe_housing", "victim_advocacy", "child_advocacy_center"):
        assert binding(partner) == set()
        assert binding(partner, "mn_specialized_setting") == {one.slug}
        assert binding(partner, "mn_specialized_setting", places=MAINE) == set()


def test_facilitators_and_the_tool_of_maine_bind_nobody_by_themselves() -> None:
    """Seed 003: "This tool is intended to guide trained professionals"; seed 001: "trained as facilitators"."""
    known = trainings.trainings(catalog())
    assert "trained professionals" in known["me_screening_tool"].quote
    assert "trained as facilitators of Not a Number" in known["mn_not_a_number_facilitator"].quote
    for slug in ("me_screening_tool", "mn_not_a_number_facilitator", "clinical_license"):
        assert not known[slug].binds
        assert not known[slug].settings


def test_a_clinical_team_is_of_licensed_clinicians_and_a_unit_has_a_point_person() -> None:
    """Seed 004: "The Trafficking Clinical Team of licensed clinicians assesses victims within 72 hours", "a 4-5 person
    commercial sexual exploitation-specific unit ... a designated point person"."""
    team, unit = (trainings.units()[slug] for slug in ("clinical_team", "csec_unit"))
    assert trainings.trainings(catalog())[team.credential].licensed
    assert "licensed clinicians assesses victims within 72 hours" in team.quote
    assert "designated point person" in unit.quote
    assert not unit.credential
    assert all(len(slug) <= LONGEST_UNIT for slug in trainings.units())


MINE = catalog().jurisdictions["us_minnesota"]
TRAINING, SETTING = MINE.trainings[0], MINE.certifications[0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"trainings": (replace(TRAINING, quote=" "),)}, "quote is empty"),
        ({"trainings": (replace(TRAINING, citation=""),)}, "citation is empty"),
        ({"trainings": (replace(TRAINING, binds=frozenset({"nobody"})),)}, "'nobody' is neither"),
        ({"trainings": (replace(TRAINING, settings=frozenset({"gone"})),)}, "'gone' is neither"),
        ({"trainings": (replace(TRAINING, months=0),)}, "months is a number above zero"),
        ({"trainings": (TRAINING, TRAINING)}, "is declared twice"),
        ({"trainings": (replace(TRAINING, slug="clinical_license"),)}, "is declared twice"),
        ({"trainings": (replace(TRAINING, lapsed="maybe"),)}, "of the closed list"),  # type: ignore[arg-type]
        ({"certifications": (replace(SETTING, needs=frozenset()),)}, "needs are needs of the directory"),
        ({"certifications": (replace(SETTING, needs=frozenset({"ransom"})),)}, "needs are needs of the directory"),
        ({"certifications": (replace(SETTING, help=""),)}, "help is empty"),
    ],
)
def test_a_defect_of_a_training_stops_the_start(change: dict[str, object], said: str) -> None:
    assert defects([PLACE], {"child_welfare"}) == []
    (found,) = defects([replace(PLACE, **change)], {"child_welfare"})  # type: ignore[arg-type]
    assert said in found
