"""Room: casework. What the rules open, cell by cell: whose, to whom, which type, on which authority.

INVARIANT: what a cell says is asked of `policy` itself, never written down again: the floor, and what a kind of paper
reaches. Which rule a plugin declares is read from its declaration.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coordination.declare.authority_on_file import KINDS, AuthorityKind
from coordination.declare.information import NEVER_SHOWN_LOCKED, InformationType
from coordination.declare.partner import PartnerType
from coordination.declare.regime import Regime
from coordination.model.facts import Holding
from coordination.model.ids import AgencyId, Handle, ProgramId
from coordination.model.matrix import Open
from coordination.model.program import Program
from coordination.partners.catalog import Catalog
from coordination.policy.floor import (
    EMERGENCY_ACCESS,
    EXISTENCE_PROTECTED,
    FILED_IN_COURT,
    OWN_RECORD,
    RELEASE,
    forbidden,
)
from coordination.policy.on_file import reaches
from coordination.policy.rulebook import Rulebook

AGREED = "yes: between the two agencies, in force, for this type"
UNAGREED = "no"


def opens(catalog: Catalog, rulebook: Rulebook) -> Iterator[Open]:
    """Every cell, in no order."""
    for partner in catalog.partner_types.values():
        for kind in partner.holds:
            yield from _by_core(rulebook, partner, kind)
        for paper in KINDS:
            yield from _by_paper(catalog, partner, paper)
    yield from _by_law(catalog, rulebook)


def reached(paper: AuthorityKind, partner: PartnerType) -> frozenset[InformationType]:
    """What such a paper may open at most of a program of this partner type, to whom it may name."""
    owner, anybody = program_of(partner), _recipient(paper)
    return frozenset(
        kind
        for kind in partner.holds
        if Regime.JUDICIAL not in partner.regimes
        and reaches(paper, owner, kind, anybody)
        and not closed(partner, kind, paper.slug)
    )


def urgent(partner: PartnerType) -> frozenset[InformationType]:
    """What emergency access opens of a program of this partner type: of what a team is told that it exists."""
    if partner.confidential or not partner.regimes.isdisjoint(EXISTENCE_PROTECTED | {Regime.JUDICIAL}):
        return frozenset()
    told = partner.holds - NEVER_SHOWN_LOCKED
    return frozenset(kind for kind in told if not closed(partner, kind, EMERGENCY_ACCESS))


def closed(partner: PartnerType, information_type: InformationType, authority: str) -> bool:
    """Whether the floor closes this type of a program of this partner type to this authority."""
    return forbidden(Holding(program=program_of(partner), information_type=information_type), authority) is not None


def program_of(partner: PartnerType) -> Program:
    """A program of this partner type, as the roster would make it."""
    return Program(
        id=ProgramId(""),
        handle=Handle(""),
        agency_id=AgencyId(""),
        agency_name="",
        slug=partner.slug,
        name=partner.title,
        partner_type=partner.slug,
        regimes=partner.regimes,
        confidential=partner.confidential,
        government=False,
        jurisdictions=frozenset(),
        zone="UTC",
    )


def _by_core(rulebook: Rulebook, partner: PartnerType, kind: InformationType) -> Iterator[Open]:
    """One's own records, what a release names, what is filed with a court, and what emergency access opens."""
    court = Regime.JUDICIAL in partner.regimes
    found = [("The same program", OWN_RECORD)]
    if kind is InformationType.COURT and not closed(partner, kind, FILED_IN_COURT):
        found.append(("Whoever filed with the court" if court else "The court it was filed with", FILED_IN_COURT))
    if not court and not closed(partner, kind, RELEASE):
        found.append(("Whom the release names", RELEASE))
    if kind in urgent(partner):
        found.append(("A team member with emergency access", EMERGENCY_ACCESS))
    for recipient, slug in found:
        authority = rulebook.authorities[slug]
        yield Open(
            sharing=partner.title,
            recipient=recipient,
            information_type=kind.words,
            authority=authority.title,
            jurisdiction="",
            government=False,
            agreement=UNAGREED,
            citation=authority.citation,
        )


def _by_paper(catalog: Catalog, partner: PartnerType, paper: AuthorityKind) -> Iterator[Open]:
    named = [one for one in catalog.partner_types.values() if one.slug in paper.recipients]
    to = [f"{one.title}, where the paper names it" for one in named] or ["Whom the paper names"]
    for kind in reached(paper, partner):
        for recipient in to:
            yield Open(
                sharing=partner.title,
                recipient=recipient,
                information_type=kind.words,
                authority=paper.title,
                jurisdiction="",
                government=paper.government_only,
                agreement=UNAGREED,
                citation=paper.citation,
            )


def _by_law(catalog: Catalog, rulebook: Rulebook) -> Iterator[Open]:
    for jurisdiction, rule in rulebook.disclosures:
        authority, place = rulebook.authorities[rule.authority], catalog.jurisdictions[jurisdiction]
        for owner in (catalog.partner_types[sharing] for sharing in rule.sharing):
            for kind in _unclosed(owner, rule.types, rule.authority):
                for recipient in rule.recipients:
                    yield Open(
                        sharing=owner.title,
                        recipient=catalog.partner_types[recipient].title,
                        information_type=kind.words,
                        authority=authority.title,
                        jurisdiction=place.title,
                        government=rule.government_only,
                        agreement=AGREED if rule.agreement else UNAGREED,
                        citation=authority.citation,
                        rule=rule.slug,
                    )


def _unclosed(owner: PartnerType, types: Iterable[InformationType], authority: str) -> Iterator[InformationType]:
    return (kind for kind in types if not closed(owner, kind, authority))


def _recipient(paper: AuthorityKind) -> Program:
    """Some program that such a paper may name: nobody's, of a kind that it may name, and of a government if it must."""
    slug = min(paper.recipients, default="")
    return Program(
        id=ProgramId("recipient"),
        handle=Handle(""),
        agency_id=AgencyId("recipient"),
        agency_name="",
        slug=slug,
        name="",
        partner_type=slug,
        regimes=frozenset(),
        confidential=False,
        government=paper.government_only,
        jurisdictions=frozenset(),
        zone="UTC",
    )
