"""Room: model. A team's written protocol on what is seen first: as the policy needs it, as typed, and as listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from coordination.declare.information import InformationType
from coordination.declare.staging import First
from coordination.model.ids import Handle, ProtocolId


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamProtocol:
    """What a program's team wrote down, for the cases that it coordinates. It counts from starts_at (UTC) until the
    next one does.

    staged: for whom, partner types by slug or "interviewer". types: what is open before; read only when first is
    limited. opens_on: slugs of the events of which any one opens the rest. document, dated (a day): the paper.
    """

    id: ProtocolId
    starts_at: datetime
    staged: frozenset[str]
    first: First
    types: frozenset[InformationType]
    opens_on: frozenset[str]
    document: str
    dated: str

    def says_the_same_as(self, other: TeamProtocol) -> bool:
        """Whether both keep back the same from the same people until the same."""
        return (self.staged, self.first, self.types, self.opens_on) == (
            *(other.staged, other.first, other.types, other.opens_on),
        )

    def no_wider_than(self, before: TeamProtocol | None) -> TeamProtocol:
        """This protocol where it keeps back at least as much as the one before; else what both let be seen.

        Staged are then those of both. Where no event is in both, this one's own open the rest: it is the team's newer
        word, and one that nothing opens could not be put in words.
        """
        if before is None or before.first is First.FULL:
            return self
        if self.first is First.FULL:
            return replace(self, first=before.first, staged=before.staged, types=before.types, opens_on=before.opens_on)
        types = self.types & before.types
        return replace(
            self,
            staged=self.staged | before.staged,
            first=First.LIMITED if types else First.NONE,
            types=types,
            opens_on=(self.opens_on & before.opens_on) or self.opens_on,
        )


def counting(protocols: Sequence[TeamProtocol], now: datetime) -> TeamProtocol | None:
    """The one that counts at `now` of a program's, which are in the order of their first days: the last begun."""
    return next((one for one in reversed(protocols) if one.starts_at <= now), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedProtocol:
    """A protocol with who adopted it, in their own words, when it was written down here and by whom. Times are UTC."""

    protocol: TeamProtocol
    handle: Handle
    adopted_by: str = field(repr=False)
    recorded_at: datetime
    recorded_by: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProtocol:
    """A protocol as it was typed."""

    protocol: TeamProtocol
    handle: Handle
    adopted_by: str = field(repr=False)
