"""Room: model. Pages that list referrals: those of a program, and My work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from coordination.model.case import CaseLine
from coordination.model.deadline_page import DeadlineLine
from coordination.model.referral_line import ReferralLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The referrals of a program, on the cases where the viewer may know of them: to it, and by it."""

    received: tuple[ReferralLine, ...]
    sent: tuple[ReferralLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MyWork:
    """What waits for the viewer: cases by their last change, and open referrals to and by their program.

    deadlines: the soonest few that run, of the viewer's own program.
    """

    cases: tuple[CaseLine, ...]
    received: tuple[ReferralLine, ...]
    sent: tuple[ReferralLine, ...]
    last_visit: datetime | None
    deadlines: tuple[DeadlineLine, ...] = ()
