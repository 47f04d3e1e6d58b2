"""Room: model. A team's written protocol on what is seen first: as the policy needs it, as typed, and as listed."""

from __future__ import annotations

from dataclasses import dataclass, field
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
