"""Room: casework. Upkeep: drafts past their last day, sessions that lapsed, and spent keys are removed by themselves;
accounts that nobody used for 90 days are disabled, until their administrator brings the person back.

The hub does it without anybody's act, so each purge is an entry of the access log of its own: drafts and lapsed
sessions by their handles. Spent form keys and remembered notices say nothing about anyone, and are only swept.
"""

from __future__ import annotations

from dataclasses import dataclass

from coordination.casework.desk import Desk, Noted
from coordination.model.account import IDLE
from coordination.model.action import Action
from coordination.model.session import LIMITS, Limits
from coordination.storage import accounts, passkey_rows, session_rows, upkeep
from coordination.storage.cabinet import Cabinet

MOST = upkeep.MOST


@dataclass(frozen=True, slots=True, kw_only=True)
class Purged:
    """How many rows one purge removed, or ended in the case of sessions."""

    drafts: int = 0
    sessions: int = 0
    spent: int = 0
    people: int = 0

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """All four; a full MOST of any says that there may be more."""
        return self.drafts, self.sessions, self.spent, self.people


def purge(desk: Desk, *, limits: Limits = LIMITS) -> Purged:
    """Remove what is past its time, a bounded number of rows a call. Takes the writer's lock only when there is any."""
    with desk.consulting() as cabinet:
        drafts = upkeep.facts_of_expired_drafts(cabinet)
        sessions = upkeep.facts_of_lapsed_sessions(cabinet, cabinet.now - limits.absolute)
        litter = upkeep.facts_of_litter(cabinet) or passkey_rows.facts_of_litter(cabinet)
        idle = accounts.facts_of_idle(cabinet, IDLE)

    def discard(cabinet: Cabinet) -> tuple[int, Noted]:
        return upkeep.remove_drafts(cabinet, drafts), Noted(objects=tuple(drafts), reason=upkeep.EXPIRED)

    def lapse(cabinet: Cabinet) -> tuple[int, Noted]:
        return upkeep.end_sessions(cabinet, sessions), Noted(objects=tuple(sessions), reason=upkeep.EXPIRED)

    def sweep(cabinet: Cabinet) -> tuple[int, Noted]:
        return upkeep.sweep(cabinet) + passkey_rows.sweep(cabinet), Noted(reason="swept")

    def disable(cabinet: Cabinet) -> tuple[int, Noted]:
        ended = accounts.disable(cabinet, idle, IDLE)
        session_rows.end_without_ground(cabinet)
        return len(ended), Noted(objects=tuple(ended), reason="idle")

    return Purged(
        drafts=desk.system(Action.DRAFT_DISCARD, discard) if drafts else 0,
        sessions=desk.system(Action.SESSION_END, lapse) if sessions else 0,
        spent=desk.system(Action.SESSION_END, sweep) if litter else 0,
        people=desk.system(Action.PERSON_DISABLE, disable) if idle else 0,
    )
