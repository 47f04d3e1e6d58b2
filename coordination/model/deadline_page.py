"""Room: model. Deadlines as they are shown: a line of a list, the board with its counts, the page of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from coordination.declare.event import Event
from coordination.declare.information import InformationType
from coordination.model.deadline import Deadline, Proof, Standing
from coordination.model.ids import CaseId, DeadlineId, RecordId

PAGE = 25  # lines of one band, a page
FEW = 10  # lines of each band while all are shown
MOST_COUNTED = 100  # beyond it, "100 or more": what is counted costs the same however many there are


class Band(StrEnum):
    """How a board is parted: what is most urgent first."""

    OVERDUE = "overdue"
    AT_RISK = "at_risk"
    DUE = "due"
    PAUSED = "paused"
    DONE = "done"

    @property
    def words(self) -> str:
        """The words on screen."""
        return _BANDS[self]


_BANDS = {
    Band.OVERDUE: "Overdue",
    Band.AT_RISK: "At risk",
    Band.DUE: "Due",
    Band.PAUSED: "Paused",
    Band.DONE: "Done in the last 30 days",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineKey:
    """A place in a list: the due instant (UTC), then the id; all that a list knows before its entry is written."""

    due_at: datetime
    deadline_id: DeadlineId
    case_id: CaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineLine:
    """A deadline in a list. owner: the program that owes it, "" where every line is the viewer's own program's.

    case: what the case is called where the child's name is open to the viewer, its reference elsewhere, "" on the
    case's own page. left: how much time is left, or by how much it is over, in words; "" where no clock runs.
    """

    id: DeadlineId
    case_id: CaseId
    title: str
    standing: Standing
    due_at: datetime
    recorded_late: bool
    left: str
    owner: str = ""
    case: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The deadlines of the viewer's program on the cases they may enter. counts: by band, MOST_COUNTED at most.

    lines: by band, the soonest first (what is done: the latest first). band: the only one that is shown, or None.
    after: the key of its next page, None on the last.
    """

    counts: Mapping[Band, int]
    lines: Mapping[Band, tuple[DeadlineLine, ...]]
    band: Band | None = None
    after: DeadlineKey | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Evidence that lies in the hub, as it would be typed as the proof of a deadline. what: in words.

    whole: nothing that the rule needs is missing. record_id: the talk that it was taken from, None for a referral.
    """

    deadline_id: DeadlineId
    title: str
    what: str
    typed: Mapping[str, str]
    whole: bool
    record_id: RecordId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlinePage:
    """One deadline, as one viewer gets it. own: the viewer's program owes it, and they may act on it here.

    title, limit, citation, quote: as the rule that started it says. told_title: whom the proof names.
    pause: the citation of its pause, "" where the law has none. offers: what lies in the hub and could prove it.
    """

    deadline: Deadline
    standing: Standing
    left: str
    title: str
    limit: str
    at_once: bool
    citation: str
    quote: str
    event: Event
    owner: str
    information_type: InformationType
    happened: str
    proofs: tuple[tuple[Proof, str], ...]
    own: bool
    may_withdraw: bool
    needs_told: str
    needs_number: bool
    pause: str
    ended: str = ""
    offers: tuple[Offer, ...] = ()
