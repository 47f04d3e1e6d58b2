"""Room: model. A missing episode: from when a child is missing until they are found, told by one program on one case.

Its times are those of the record that opened it and of the record that tells it ended, as they were corrected last.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from coordination.model.ids import CaseId, EpisodeId, Handle, PersonId, ProgramId, RecordId
from coordination.model.record import Happened


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeFacts:
    """What may be known of an episode beside its case. since: when the child went missing; learned_at: when the program
    learned of it; found: when they were found, None while they are missing or nothing says when. Instants are UTC.

    record_id: the record that opened it; withdrawn: that one was withdrawn, so there is no episode. ended_at: when it
    was written down that the child was found; None again when that record was withdrawn.
    """

    episode_id: EpisodeId
    handle: Handle
    case_id: CaseId
    program_id: ProgramId
    record_id: RecordId
    opened_at: datetime
    since: Happened
    learned_at: datetime | None
    ended_at: datetime | None
    found: Happened | None
    withdrawn: bool

    @property
    def open(self) -> bool:
        """Whether the child is missing still."""
        return self.ended_at is None and not self.withdrawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """That one side lets a poster go out: `side` is child_protection or police; of one version of the draft."""

    record_id: RecordId
    side: str
    program_id: ProgramId
    person_id: PersonId
    person_name: str
    approved_at: datetime
