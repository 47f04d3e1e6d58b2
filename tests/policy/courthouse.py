"""Room: tests. The legal side of the village: two law offices under one roof, a court, and who speaks for the child."""

from __future__ import annotations

from dataclasses import replace

from coordination.declare import Regime
from coordination.model.actor import Actor
from coordination.model.facts import CaseFacts, Place
from coordination.model.ids import new_id
from coordination.model.program import Program
from tests.policy.village import DAY, NOW, case, program

HALL = new_id()  # the agency that houses both law offices
CRIMINAL = program("prosecution", Regime.ATTORNEY, Regime.INVESTIGATIVE, agency=HALL)
CIVIL = program("child_protection_attorney", Regime.ATTORNEY, agency=HALL)
SECOND_TEAM = program("prosecution", Regime.ATTORNEY, Regime.INVESTIGATIVE, agency=HALL)
WITNESS_HELP = program("victim_witness", Regime.INVESTIGATIVE, agency=HALL)
COURT = program("courts", Regime.JUDICIAL)
OTHER_COURT = program("courts", Regime.JUDICIAL)
GUARDIANS = program("child_representation", Regime.APPOINTED, government=False)


def legal_case(actor: Actor, *, courts: tuple[Program, ...] = (COURT,), member: bool = True) -> CaseFacts:
    """The village's case, with the legal side on it as well, and no order of appointment."""
    there = (CRIMINAL, CIVIL, SECOND_TEAM, WITNESS_HELP, GUARDIANS, *courts)
    facts = case(actor, member=member)
    return replace(facts, places=(*facts.places, *(Place(program=each, since=NOW - DAY) for each in there)))
