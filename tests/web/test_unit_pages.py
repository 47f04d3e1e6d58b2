"""Room: tests. Units through the door: put together by their program, with a point person, licensed where asked."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from coordination.casework import on_call, units
from coordination.model.errors import Invalid
from coordination.model.ids import new_id
from coordination.storage.training_tables import unit_people
from tests.casework.almanac import Almanac
from tests.casework.trained import LICENSE, certified
from tests.community import Community, Visitor

# What the database does is for tests/casework/test_training.py, on both engines.
pytestmark = pytest.mark.parametrize("engine_store", ["sqlite"], indirect=True)


def address(community: Community) -> str:
    return f"/directory/programs/{community.programs['cps'].id}/units"


def join(community: Community, unit: str, who: str, **typed: str) -> object:
    form = {"unit": unit, "person": str(community.people[who]), **typed}
    own = community.programs["cps"].id
    return units.join(community.desk, community.actor("sam_cps_supervisor"), own, form, new_id())


def shown(community: Community) -> str:
    """The program in the directory, as the police read it."""
    return community.client("det_lake").get(f"/directory/programs/{community.programs['cps'].id}").text


def test_a_unit_is_put_together_and_everybody_reads_whom_to_ask_for(community: Community) -> None:
    Almanac(community=community).entry("cps", after_hours_number="218-555-0199")
    sam: Visitor = community.client("sam_cps_supervisor")
    assert sam.get(address(community)).status_code == 200
    for who, point in (("ana_cps_worker", "yes"), ("sam_cps_supervisor", "")):
        form = {"unit": "csec_unit", "person": community.people[who], "point": point}
        assert sam.send(address(community), form).status_code == 303
    text = shown(community)
    for said in ("Sexual exploitation unit", "2 people", "Point person: Ana Brook", "218-555-0199"):
        assert said in text
    join(community, "csec_unit", "sam_cps_supervisor", point="yes")
    assert "Point person: Sam Reed" in shown(community)
    assert "2 people" in shown(community)  # Ana stays on it
    (taken,) = re.findall(
        r'action="(/directory/units/[^"]+)"(?:(?!</form>).)*Take Ana', sam.get(address(community)).text, re.DOTALL
    )[-1:]
    assert sam.send(taken).status_code == 303
    assert "1 person" in shown(community)


def test_a_clinician_without_a_current_license_is_no_part_of_the_clinical_team(community: Community) -> None:
    """Seed 004: "The Trafficking Clinical Team of licensed clinicians assesses victims within 72 hours." """
    sam = community.client("sam_cps_supervisor")
    form = {"unit": "clinical_team", "person": community.people["ana_cps_worker"]}
    answer = sam.send(address(community), form)
    assert answer.status_code == 422
    assert "“Clinical license” is not entered, or has run out." in answer.text
    certified(community, "ana_cps_worker", LICENSE, ends="2026-12-31")
    assert sam.send(address(community), form).status_code == 303
    assert "1 person with a current credential" in re.sub(r"\s+", " ", shown(community))
    community.clock.forward(days=41)
    assert "0 people with a current credential" in re.sub(r"\s+", " ", shown(community))
    assert "1 whose credential has run out" in shown(community)


def test_a_line_of_the_roster_may_be_for_a_unit_and_answers_for_nobody_else(community: Community) -> None:
    almanac, own = Almanac(community=community), community.programs["cps"].id
    almanac.entry("cps")
    certified(community, "ana_cps_worker", LICENSE, ends="2026-12-31")
    line = {
        "person": str(community.people["ana_cps_worker"]),
        "who": "",
        "roster": "clinical_team",
        "number": "218-555-0177",
    }
    with pytest.raises(Invalid) as caught:
        almanac.on_call("cps", **line)
    assert "not on this unit" in caught.value.fields["person"]
    join(community, "clinical_team", "ana_cps_worker")
    almanac.on_call("cps", **line, ends="2027-01-15 08:00")
    assert on_call.on_call(community.desk, own, community.clock.now).number == "218-555-0199"
    (unit,) = units.of_program(community.desk, community.programs["cps"], community.clock.now)
    assert (unit.on_call.number, unit.on_call.who) == ("218-555-0177", "Ana Brook")
    community.clock.forward(days=41)  # the license has run out, and the line with it
    (unit,) = units.of_program(community.desk, community.programs["cps"], community.clock.now)
    assert unit.on_call.number == "218-555-0100"  # the program's own, on a Friday morning


def test_a_form_sent_twice_puts_one_person_on_the_unit(community: Community) -> None:
    sam, key = community.client("sam_cps_supervisor"), new_id()
    form = {"unit": "csec_unit", "person": community.people["ana_cps_worker"]}
    for _ in range(2):
        assert sam.send(address(community), form, key=key).status_code == 303
    with community.desk.database.read() as connection:
        assert len(connection.execute(select(unit_people)).all()) == 1
    assert sam.send(address(community), form).status_code == 409


def test_a_confidential_program_names_nobody_of_its_own(community: Community) -> None:
    tess, own = community.client("sup_safe"), community.programs["advocates"].id
    form = {"unit": "csec_unit", "person": community.people["adv_safe"]}
    answer = tess.send(f"/directory/programs/{own}/units", form)
    assert answer.status_code == 422
    assert "A confidential program names nobody here." in answer.text
    assert "Rosa Wren" not in community.client("det_lake").get(f"/directory/programs/{own}").text
