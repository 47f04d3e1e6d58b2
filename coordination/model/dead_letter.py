"""Room: model. A message that could not be sent, as an operator may know of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from coordination.model.ids import NoticeId
from coordination.model.notice import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """A message that could not be sent. No person, no address, no case: what an operator may know."""

    id: NoticeId
    kind: Kind
    made_at: datetime
    ended_at: datetime
    attempts: int
