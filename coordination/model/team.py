"""Room: model. A case's team as a viewer may see it, and who could be asked onto it (roster data)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from coordination.model.action import Action
from coordination.model.ids import AgencyId, CaseId, Handle, PersonId, ProgramId
from coordination.model.program import Program
from coordination.model.staging import StagingPart


@dataclass(frozen=True, slots=True, kw_only=True)
class Teammate:
    """A person on the case for one program. since: UTC. title: their job title in that program."""

    person_id: PersonId
    name: str
    title: str
    program_id: ProgramId
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamProgram:
    """A program's place on the case, with its people there. since: UTC."""

    program: Program
    since: datetime
    people: tuple[Teammate, ...]
    coordinates: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """That the viewer's program invited a confidential one. It never changes, whatever the invited one does."""

    program_name: str
    program_id: ProgramId
    invited_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """The programs that the viewer may know to be on the case, coordinating program first."""

    programs: tuple[TeamProgram, ...] = ()

    def unanswered(self, invitations: Iterable[Invitation]) -> tuple[Invitation, ...]:
        """Those of which the viewer does not see, by a place on this team, that the invited program takes part."""
        seen = {entry.program.id for entry in self.programs}
        return tuple(one for one in invitations if one.program_id not in seen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody with an appointment in force that may work on cases (roster data)."""

    person_id: PersonId
    handle: Handle
    name: str
    title: str
    role: str
    program_id: ProgramId
    agency_id: AgencyId


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamPage:
    """The team page: the team, the viewer's invitations, and what may be chosen.

    invitable: programs that may be invited; assignable: people of the viewer's own program not yet on the case;
    offerable: programs that coordination may be offered to; nameable: people who could be named in a restriction.
    actions: what the viewer may do on the case. untrained: for who assigns them, people of the viewer's own
    program with what their work here needs and they have not, in words. staging: what is seen first, and what opens.
    """

    case_id: CaseId
    reference: str
    team: Team
    invitations: tuple[Invitation, ...]
    invitable: tuple[Program, ...]
    assignable: tuple[Colleague, ...]
    offerable: tuple[Program, ...]
    nameable: tuple[Colleague, ...]
    restricted: bool
    offered_to: str
    actions: frozenset[Action]
    untrained: Mapping[PersonId, str]
    staging: StagingPart


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictionFacts:
    """A restriction in force. named: the persons who may still enter."""

    id: str
    program_id: ProgramId
    set_by: PersonId
    set_at: datetime
    named: frozenset[PersonId]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictFacts:
    """An entry of the conflict list. target_kind: person, program or agency. Instants are UTC."""

    id: str
    handle: Handle
    case_id: CaseId
    reference: str
    program_id: ProgramId
    target_kind: str
    target_name: str
    set_by: PersonId
    set_by_name: str
    set_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictPage:
    """The conflict list as its keeper sees it. choices: (what to send, name) of whom they could shut out."""

    kept: tuple[ConflictFacts, ...]
    choices: tuple[tuple[str, str], ...]
    may_lift: bool
