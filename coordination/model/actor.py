"""Room: model. Who is asking: a person in one appointment, with what the session proves about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from coordination.model.ids import AgencyId, AppointmentId, Handle, PersonId, ProgramId
from coordination.model.program import Program


class Role(StrEnum):
    """What an appointment may do, within one agency (architecture §3)."""

    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    COORDINATOR = "coordinator"
    PRIVACY_OFFICER = "privacy_officer"
    SUPERVISOR = "supervisor"
    WORKER = "worker"


class ActorKind(StrEnum):
    """Who stands behind an access-log entry."""

    MACHINE = "machine"
    PERSON = "person"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person acting in one appointment of one program.

    handle: their pseudonym in the access log. stepped_up_until: UTC instant until which the fresh second factor
    for location holds, or None. session: handle of the session. source: keyed pseudonym of the network address.
    oversees: the counties and states of a liaison's region; it opens counts, and no case (policy/acts.py).
    """

    person_id: PersonId
    handle: Handle
    name: str
    appointment_id: AppointmentId
    role: Role
    program: Program
    session: Handle
    source: str = ""
    stepped_up_until: datetime | None = None
    kind: ActorKind = ActorKind.PERSON
    oversees: frozenset[str] = frozenset()

    @property
    def program_id(self) -> ProgramId:
        """The program they act for."""
        return self.program.id

    @property
    def agency_id(self) -> AgencyId:
        """The agency that program belongs to."""
        return self.program.agency_id

    def stepped_up(self, now: datetime) -> bool:
        """Whether a fresh second factor is in force at `now`."""
        return self.stepped_up_until is not None and now < self.stepped_up_until
