"""Room: declare. A partner type: what kind of program this is, what binds it, what it files."""

from __future__ import annotations

from dataclasses import dataclass

from coordination.declare.authority import LegalAuthority, NotEncoded
from coordination.declare.form import Form
from coordination.declare.information import InformationType
from coordination.declare.names import Audience
from coordination.declare.regime import Regime
from coordination.declare.rule import Disclosure


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerType:
    """One kind of program (child protection, police, CAC, advocates…).

    roles: job titles shown on screen, keyed by the hub's role slug (worker, supervisor, coordinator, …).
    regimes: what binds the holder by default; a program in the roster may add to them, never take away.
    confidential: the fact that a child is served is itself protected (architecture §3, confidential programs).
    government: programs of this type usually are government entities; the roster states it for each agency.
    holds: the information types such a program may file. notices: sentences shown on every page of its records.
    standing_notice: one sentence on every page that its people see, and wherever its records are shown.
    audience: as whom its people speak with the young person; they get the name asked for that audience (names.py).
    """

    slug: str
    title: str
    regimes: frozenset[Regime]
    confidential: bool
    holds: frozenset[InformationType]
    roles: tuple[tuple[str, str], ...]
    forms: tuple[Form, ...]
    authorities: tuple[LegalAuthority, ...] = ()
    disclosures: tuple[Disclosure, ...] = ()
    not_encoded: tuple[NotEncoded, ...] = ()
    notices: tuple[str, ...] = ()
    standing_notice: str = ""
    audience: Audience = Audience.TEAM
