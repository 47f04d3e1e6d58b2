"""Room: casework. For which programs somebody accounts, and on which case: asked before any accounting is read."""

from __future__ import annotations

from collections.abc import Mapping

from coordination.casework.desk import Desk
from coordination.model.action import Action
from coordination.model.actor import Actor, Role
from coordination.model.facts import CaseFacts
from coordination.model.ids import Handle, case_id_of
from coordination.model.program import Program
from coordination.policy.accounting import RULES
from coordination.policy.decide import NO_CASE
from coordination.storage import case_facts, case_rows, program_facts
from coordination.storage.cabinet import Cabinet


def look_up(desk: Desk, actor: Actor, action: Action, reference: str) -> tuple[CaseFacts, tuple[Program, ...]]:
    """The facts of the case of a reference, and the programs that the actor accounts for.

    Refused alike for an unknown reference, a hidden case, and one on which none of these programs ever had a place.
    """
    with desk.consulting() as cabinet:
        found = case_rows.facts_of_reference(cabinet, case_rows.reference_of(reference))
        facts = case_facts.facts(cabinet.connection, actor, found or case_id_of(""))
        ours = ours_of(actor, programs(cabinet))
    placed = {place.program.id for place in facts.places} & {program.id for program in ours}
    if not desk.judge(actor, action, facts).allowed or not placed:
        desk.refuse(actor, action, NO_CASE)
    return facts, ours


def ours_of(actor: Actor, known: Mapping[Handle, Program]) -> tuple[Program, ...]:
    """The programs for which the actor accounts.

    INVARIANT: a confidential program's disclosures are told to itself alone, within its own agency too.
    """
    if actor.role is not Role.PRIVACY_OFFICER:
        return (actor.program,)
    agency = [one for one in known.values() if one.agency_id == actor.agency_id]
    return tuple(one for one in agency if one.id == actor.program_id or not (one.confidential or one.court))


def kinds_of(ours: tuple[Program, ...]) -> tuple[tuple[str, str], ...]:
    """The accountings that some law asks of these programs, slug and title."""
    return tuple((slug, rule.title) for slug, rule in RULES.items() if any(map(rule.owed_by, ours)))


def programs(cabinet: Cabinet) -> Mapping[Handle, Program]:
    """Every program by its handle in the access log."""
    return {program.handle: program for program in program_facts.facts_of_programs(cabinet.connection).values()}
