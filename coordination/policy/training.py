"""Room: policy. Whose certificates somebody may read or enter. The table in acts.py says which roles enter any."""

from __future__ import annotations

from collections.abc import Iterable

from coordination.model.actor import Actor, Role
from coordination.model.ids import PersonId
from coordination.model.program import Program


def reads_training(actor: Actor, person_id: PersonId, works_in: Iterable[Program]) -> bool:
    """Whether the actor may read the certificates of somebody who works in these programs: own, or as a keeper."""
    return person_id == actor.person_id or _supervises(actor, works_in)


def keeps_training(actor: Actor, person_id: PersonId, works_in: Iterable[Program]) -> bool:
    """Whether the actor may enter and take back certificates of somebody who works in these programs.

    A supervisor for the people of the own program, an administrator for those of the agency. INVARIANT: nobody for
    themselves, as with the roster: a gate that one opens for oneself is none.
    """
    return person_id != actor.person_id and _supervises(actor, works_in)


def _supervises(actor: Actor, works_in: Iterable[Program]) -> bool:
    if actor.role is Role.SUPERVISOR:
        return any(program.id == actor.program_id for program in works_in)
    return actor.role is Role.ADMINISTRATOR and any(program.agency_id == actor.agency_id for program in works_in)
