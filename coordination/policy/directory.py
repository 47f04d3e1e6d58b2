"""Room: policy. Who keeps whose entry in the directory. The table in acts.py says which roles keep any at all."""

from __future__ import annotations

from coordination.model.actor import Actor, Role
from coordination.model.program import Program


def keeps(actor: Actor, program: Program) -> bool:
    """Whether the actor keeps this program's entry: a supervisor the own program's, an administrator the agency's.

    An administrator enrols the agency's programs, so their entries are theirs too; a confidential one's as well, since
    an entry says nothing about whom it serves.
    """
    if actor.role is Role.SUPERVISOR:
        return program.id == actor.program_id
    return actor.role is Role.ADMINISTRATOR and program.agency_id == actor.agency_id
