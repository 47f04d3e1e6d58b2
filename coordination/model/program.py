"""Room: model. Agencies and their programs, as the policy and the screens see them (roster data, not protected)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from coordination.declare.information import InformationType
from coordination.declare.instruments import needed
from coordination.declare.regime import VICTIM_SERVICE, Regime
from coordination.model.ids import AgencyId, AgreementId, Handle, ProgramId
from coordination.model.instrument import Filed, lacking
from coordination.model.protocol import TeamProtocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """An employer of people: it owns keys, issuers and auditors. zone is an IANA time zone for its screens."""

    id: AgencyId
    handle: Handle
    slug: str
    name: str
    government: bool
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A signed agreement between agencies as the policy needs it: an interval (UTC), evaluated whenever it is asked.

    parties: the agencies that signed. types: what may be shared under it.
    """

    id: AgreementId
    parties: frozenset[AgencyId]
    types: frozenset[InformationType]
    starts_at: datetime
    ends_at: datetime
    ended_at: datetime | None = None

    def in_force(self, now: datetime) -> bool:
        """Whether it holds at `now`; it lapses at the very instant written on it."""
        return self.starts_at <= now < self.ends_at and (self.ended_at is None or now < self.ended_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """Part of an agency that serves or investigates under one set of confidentiality regimes.

    confidential: the fact of serving a child is protected; jurisdictions: slugs of the law that binds it.
    Told by its regimes, once, since every decision asks: court: it gets what is filed with it and never sees a case.
    by_order: it works by an order of appointment, before which nothing of others is open to it. walled: it is a law
    office: a paper that names its agency does not reach it, one that names it does.
    agreements: those that its agency signed, ended ones too. protocols: its team's written ones, the oldest first.
    instruments: those on file with whoever runs the hub, lapsed ones too. needs: slugs of those it needs to be live.
    """

    id: ProgramId
    handle: Handle
    agency_id: AgencyId
    agency_name: str
    slug: str
    name: str
    partner_type: str
    regimes: frozenset[Regime]
    confidential: bool
    government: bool
    jurisdictions: frozenset[str]
    zone: str
    agreements: tuple[Agreement, ...] = ()
    protocols: tuple[TeamProtocol, ...] = ()
    instruments: tuple[Filed, ...] = ()
    court: bool = field(init=False, repr=False, compare=False)
    by_order: bool = field(init=False, repr=False, compare=False)
    walled: bool = field(init=False, repr=False, compare=False)
    needs: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Read off the regimes what every decision asks."""
        object.__setattr__(self, "court", Regime.JUDICIAL in self.regimes)
        object.__setattr__(self, "by_order", Regime.APPOINTED in self.regimes)
        object.__setattr__(self, "walled", Regime.ATTORNEY in self.regimes)
        object.__setattr__(self, "needs", needed(self.regimes))

    def lacks(self, now: datetime) -> frozenset[str]:
        """The slugs of the operator instruments that it needs and has not in force at `now`."""
        return lacking(self.needs, self.instruments, now)

    def live(self, now: datetime) -> bool:
        """Whether every operator instrument that it needs is in force: until then it begins nothing here."""
        return not self.lacks(now)

    @property
    def victim_service(self) -> bool:
        """Whether VAWA, FVPSA or VOCA binds it, so that their signer rules apply."""
        return bool(self.regimes & VICTIM_SERVICE)

    def agreed_with(self, other: Program, information_type: InformationType, now: datetime) -> bool:
        """Whether an agreement in force between the two agencies lets this type be shared."""
        return any(
            information_type in one.types and {self.agency_id, other.agency_id} <= one.parties and one.in_force(now)
            for one in self.agreements
        )

    def protocol(self, now: datetime) -> TeamProtocol | None:
        """Its team's written protocol that counts at `now`: the last that has begun."""
        for one in reversed(self.protocols):
            if one.starts_at <= now:
                return one
        return None

    def walled_from(self, other: Program) -> bool:
        """Whether a wall of their agency stands between the two: law offices of two kinds under one roof."""
        return (
            self.walled
            and other.walled
            and self.agency_id == other.agency_id
            and self.partner_type != other.partner_type
        )
