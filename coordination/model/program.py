"""Room: model. Agencies and their programs, as the policy and the screens see them (roster data, not protected)."""

from __future__ import annotations

from dataclasses import dataclass, field

from coordination.declare.regime import VICTIM_SERVICE, Regime
from coordination.model.ids import AgencyId, Handle, ProgramId


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
class Program:
    """Part of an agency that serves or investigates under one set of confidentiality regimes.

    confidential: the fact of serving a child is protected; jurisdictions: slugs of the law that binds it.
    Told by its regimes, once, since every decision asks: court: it gets what is filed with it and never sees a case.
    by_order: it works by an order of appointment, before which nothing of others is open to it. walled: it is a law
    office: a paper that names its agency does not reach it, one that names it does.
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
    court: bool = field(init=False, repr=False, compare=False)
    by_order: bool = field(init=False, repr=False, compare=False)
    walled: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Read off the regimes what every decision asks."""
        object.__setattr__(self, "court", Regime.JUDICIAL in self.regimes)
        object.__setattr__(self, "by_order", Regime.APPOINTED in self.regimes)
        object.__setattr__(self, "walled", Regime.ATTORNEY in self.regimes)

    @property
    def victim_service(self) -> bool:
        """Whether VAWA, FVPSA or VOCA binds it, so that their signer rules apply."""
        return bool(self.regimes & VICTIM_SERVICE)

    def walled_from(self, other: Program) -> bool:
        """Whether a wall of their agency stands between the two: law offices of two kinds under one roof."""
        return (
            self.walled
            and other.walled
            and self.agency_id == other.agency_id
            and self.partner_type != other.partner_type
        )
