"""Room: model. Operator instruments: as the policy needs them, as typed, and as listed. Times are UTC."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from coordination.declare.instruments import GRANDFATHERED, Instrument
from coordination.model.ids import Handle, InstrumentId, ProgramId

WARN_BEFORE = (60, 30, 7)  # days before the end on which it is told of, as of an agreement (issue 5, item 4)


@dataclass(frozen=True, slots=True)
class Filed:
    """An instrument on file, as every decision reads it. kind: a slug of declare/instruments, or GRANDFATHERED.

    ends_at: the instant at which it lapses by itself; None: it has no last day. ended_at: somebody ended it.
    """

    kind: str
    ends_at: datetime | None = None
    ended_at: datetime | None = None

    def in_force(self, now: datetime) -> bool:
        """Whether it counts at `now`; it lapses at the very instant written on it."""
        return (self.ends_at is None or now < self.ends_at) and (self.ended_at is None or now < self.ended_at)


def lacking(needs: frozenset[str], filed: Sequence[Filed], now: datetime) -> frozenset[str]:
    """What of `needs` no instrument in force covers. One that is GRANDFATHERED covers everything."""
    if not needs:
        return needs
    held = {one.kind for one in filed if one.in_force(now)}
    return frozenset() if GRANDFATHERED in held else needs - held


@dataclass(frozen=True, slots=True, kw_only=True)
class NewInstrument:
    """An instrument as it was typed for a program. signed_on: YYYY-MM-DD."""

    id: InstrumentId
    handle: Handle
    program_id: ProgramId
    kind: str
    document: str = field(repr=False)
    signed_on: str
    for_program: str = field(repr=False)
    for_operator: str = field(repr=False)
    ends_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedInstrument:
    """An instrument on file with who signed it, and who wrote it down here; recorded_by "" for one GRANDFATHERED."""

    id: InstrumentId
    handle: Handle
    program_id: ProgramId
    filed: Filed
    document: str = field(repr=False)
    signed_on: str
    for_program: str = field(repr=False)
    for_operator: str = field(repr=False)
    recorded_at: datetime
    recorded_by: str = field(repr=False)

    def ends_soon(self, now: datetime) -> bool:
        """Whether it is in force and within the first warning of its end."""
        ends = self.filed.ends_at
        return ends is not None and self.filed.in_force(now) and ends - now <= timedelta(days=WARN_BEFORE[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """A kind that a program needs. by: those of its papers that count now, the latest end first; none: it lacks it."""

    kind: Instrument
    by: tuple[ListedInstrument, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramInstruments:
    """A program on the page of instruments: what it needs, and all that was ever filed, the newest first."""

    program_id: ProgramId
    name: str
    live: bool
    zone: str
    needed: tuple[Needed, ...]
    filed: tuple[ListedInstrument, ...]
    grandfathered_until: datetime | None
