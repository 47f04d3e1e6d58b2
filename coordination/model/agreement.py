"""Room: model. Agreements between agencies as their officers see them: who signed, what for, from when to when.

What the policy needs of one is `model/program.Agreement`. INVARIANT: no agency binds another, so an agreement counts
only once an officer of every party has written down who signed for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from coordination.declare.information import InformationType
from coordination.model.ids import AgencyId, AgreementId, Handle, PersonId

WARN_BEFORE = (60, 30, 7)  # days before the end on which it is told of (issue 5, item 4)
LONGEST_YEARS = 3  # reviewed every three years at the latest: CJIS Security Policy v6.0, AC-21 and CA-3


class Stands(StrEnum):
    """How an agreement stands at an instant."""

    WAITS = "waits"  # a party has not confirmed
    COMING = "coming"
    IN_FORCE = "in_force"
    ENDING = "ending"  # in force, and within WARN_BEFORE[0] days of its end
    OVER = "over"  # it lapsed, confirmed or not
    ENDED = "ended"  # a party ended it before its time


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An agency of an agreement. signatory, signed_on (YYYY-MM-DD): as its own officer wrote them, "" until then."""

    agency_id: AgencyId
    name: str
    signatory: str = ""
    signed_on: str = ""
    confirmed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAgreement:
    """An agreement as it was typed by one party's officer. parties: every agency, the own one too."""

    id: AgreementId
    handle: Handle
    title: str = field(repr=False)
    parties: tuple[AgencyId, ...]
    types: frozenset[InformationType]
    starts_at: datetime
    ends_at: datetime
    signatory: str = field(repr=False)
    signed_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedAgreement:
    """An agreement with its parties, by name. Times are UTC; it lapses at ends_at by itself."""

    id: AgreementId
    handle: Handle
    title: str = field(repr=False)
    types: frozenset[InformationType]
    starts_at: datetime
    ends_at: datetime
    ended_at: datetime | None
    recorded_by: PersonId
    parties: Sequence[Party]

    @property
    def confirmed_at(self) -> datetime | None:
        """When the last party confirmed; None while one has not."""
        told = [one.confirmed_at for one in self.parties if one.confirmed_at is not None]
        return max(told) if told and len(told) == len(self.parties) else None

    @property
    def waits_for(self) -> tuple[Party, ...]:
        """The parties that have not confirmed."""
        return tuple(one for one in self.parties if one.confirmed_at is None)

    def stands(self, now: datetime) -> Stands:
        """How it stands at `now`. INVARIANT: in force or ending is exactly when the policy counts it."""
        if self.ended_at is not None and self.ended_at <= now:
            return Stands.ENDED
        if now >= self.ends_at:
            return Stands.OVER
        if self.waits_for:
            return Stands.WAITS
        if now < self.starts_at:
            return Stands.COMING
        return Stands.ENDING if self.ends_at - now <= timedelta(days=WARN_BEFORE[0]) else Stands.IN_FORCE

    def party(self, agency_id: AgencyId) -> Party | None:
        """The agency among the parties, if it is one."""
        return next((one for one in self.parties if one.agency_id == agency_id), None)
