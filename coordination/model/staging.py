"""Room: model. What was told on a case about staging: an event that opens, or who its forensic interviewer is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from coordination.model.ids import Handle, PersonId, ProgramId, StagingId


@dataclass(frozen=True, slots=True, kw_only=True)
class StagingEntry:
    """One thing told, by a person for a program. kind: an event's slug, or "interviewer" with who it is. Times UTC."""

    id: StagingId
    handle: Handle
    kind: str
    person_id: PersonId | None
    person_name: str
    program_id: ProgramId
    program_name: str
    told_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StagingPart:
    """What the team page says of it. sentences: the protocol that counts, or that there is none.

    entries: what was told and stands, each with whether the viewer may take it back. tellable: (slug, title) of the
    events that the viewer may tell. nameable: (id, words) of whom they may name the interviewer.
    """

    sentences: tuple[str, ...]
    entries: tuple[tuple[StagingEntry, str, bool], ...]
    tellable: tuple[tuple[str, str], ...]
    nameable: tuple[tuple[str, str], ...]
    missing: bool
