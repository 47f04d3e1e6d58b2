"""Room: model. Certificates of people: what somebody had, until when it holds, and how it stands on a day.

Days are YYYY-MM-DD, and compare as text. The day is that of the agency that keeps the certificate.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from coordination.declare.training import Training
from coordination.model.ids import AgencyId, PersonId

WARN_BEFORE = (60, 30, 7)  # days before the end on which it is told of (issue 4, item 8)


class State(StrEnum):
    """How a training of a person stands today."""

    CURRENT = "current"
    ENDING = "ending"  # within WARN_BEFORE[0] days
    LAPSED = "lapsed"
    MISSING = "missing"  # nobody ever entered it

    @property
    def holds(self) -> bool:
        """Whether the person has it."""
        return self in {State.CURRENT, State.ENDING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """One certificate. ends: the last day on which it holds, "" where no end is known. zone: of its keeper."""

    id: str
    person_id: PersonId
    training: str
    completed: str
    ends: str
    evidence: str
    agency_id: AgencyId
    zone: str

    def state(self, at: datetime) -> State:
        """How it stands at an instant (UTC): it holds through the whole of its last day in its keeper's zone."""
        today = day_at(at, self.zone)
        if self.ends and self.ends < today.isoformat():
            return State.LAPSED
        soon = (today + timedelta(days=WARN_BEFORE[0])).isoformat()
        return State.ENDING if self.ends and self.ends <= soon else State.CURRENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one training of one person stands. certificate: the one that holds longest, None when there is none."""

    training: Training
    state: State
    certificate: Certificate | None
    needed: bool

    @property
    def sentence(self) -> str:
        """What is wrong and what would help; "" when nothing is."""
        if self.state.holds:
            return ""
        ended = f"ended on {self.certificate.ends}" if self.certificate else "is not entered"
        return f"“{self.training.title}” {ended}. {self.training.help}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """A person with how their trainings stand: first those that their programs need. kept: the viewer may enter one."""

    person_id: PersonId
    name: str
    programs: tuple[str, ...]
    standings: tuple[Standing, ...]
    kept: bool

    @property
    def gaps(self) -> tuple[Standing, ...]:
        """What they need and have not."""
        return tuple(one for one in self.standings if one.needed and not one.state.holds)

    @property
    def ending(self) -> tuple[Standing, ...]:
        """What they have and will soon not have any more."""
        return tuple(one for one in self.standings if one.state is State.ENDING)


def standing(training: Training, held: Iterable[Certificate], at: datetime, *, needed: bool) -> Standing:
    """How a training stands by all the certificates somebody has of it: the one without an end, or the latest end."""
    own = [one for one in held if one.training == training.slug and one.completed <= day_at(at, one.zone).isoformat()]
    best = max(own, key=lambda one: (not one.ends, one.ends, one.completed), default=None)
    state = best.state(at) if best else State.MISSING
    return Standing(training=training, state=state, certificate=best, needed=needed)


def day_at(at: datetime, zone: str) -> date:
    """The day of an instant (UTC) in a zone."""
    return at.astimezone(ZoneInfo(zone)).date()


def months_later(day: date, months: int) -> date:
    """The same day of the month, months later; the last of the month where it has no such day (29 February)."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))
