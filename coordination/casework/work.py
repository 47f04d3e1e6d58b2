"""Room: casework. What the desk hands to an act, and what is written of things that nobody decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from coordination.audit.grant import Grant
from coordination.model.facts import CaseFacts
from coordination.model.ids import Handle
from coordination.storage.cabinet import Cabinet


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What an act is given: its cabinet (one write transaction), the locked facts, its grant, and the instant."""

    cabinet: Cabinet
    facts: CaseFacts
    grant: Grant
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """The entry of what the hub does without a policy's decision: a sign-in, a session's end, a roster load."""

    actor: Handle | None = None
    program: Handle | None = None
    objects: tuple[Handle, ...] = ()
    outcome: str = "allowed"
    reason: str = ""
    purpose: str = ""
    session: Handle | None = None
    source: str = ""
