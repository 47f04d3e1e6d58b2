"""Room: casework. The rules in force, read out of the very tables that judge: catalog, rulebook and federal floor."""

from __future__ import annotations

from collections.abc import Iterable

from coordination.casework.matrix_opens import closed, opens, program_of, reached, urgent
from coordination.declare.authority_on_file import KINDS
from coordination.declare.information import NEVER_SHOWN_LOCKED, RELEASED_ALONE, STEP_UP, InformationType
from coordination.declare.partner import PartnerType
from coordination.declare.regime import CITATIONS
from coordination.declare.rule import Disclosure
from coordination.model.matrix import FloorLine, GapLine, HeldLine, LawfulLine, Matrix, NoticeLine, PaperLine
from coordination.model.program import Program
from coordination.partners.catalog import Catalog
from coordination.partners.load import load
from coordination.policy.floor import EXISTENCE_PROTECTED, FILED_IN_COURT, FORBIDS, RELEASE
from coordination.policy.rulebook import Rulebook, compile_rulebook


def of_plugins(names: Iterable[str], choices: Iterable[str] = ()) -> Matrix:
    """The matrix of the named plugins; needs no database. Misconfigured when they do not hold together.

    choices: how screening tools are switched here; they open nothing, and are in the rules hash.
    """
    catalog = load(tuple(names), tuple(choices))
    rulebook = compile_rulebook(catalog.partner_types.values(), catalog.jurisdictions.values(), catalog.rules_hash)
    return describe(catalog, rulebook)


def describe(catalog: Catalog, rulebook: Rulebook) -> Matrix:
    """Every rule as a line. INVARIANT: what a line says opens is asked of `policy` itself, never written down again."""
    return Matrix(
        rules_hash=rulebook.rules_hash,  # the one that entries carry
        held=tuple(_held(partner) for partner in catalog.partner_types.values()),
        lawful=tuple(
            line
            for jurisdiction, rule in rulebook.disclosures
            for sharing in sorted(rule.sharing)
            for recipient in sorted(rule.recipients)
            for line in _lawful(catalog, rulebook, jurisdiction, rule, sharing, recipient)
        ),
        floor=tuple(
            FloorLine(
                sentence=forbid.sentence,
                citation=forbid.citation,
                opened_by=tuple(sorted(rulebook.authorities[slug].title for slug in forbid.except_by)),
            )
            for forbid in FORBIDS
        ),
        gaps=tuple(
            GapLine(where=_title(catalog, where), citation=gap.citation, ask=gap.ask)
            for where, gap in rulebook.not_encoded
        ),
        never_shown_locked=_words(NEVER_SHOWN_LOCKED),
        step_up=_words(STEP_UP),
        released_alone=_words(RELEASED_ALONE),
        opens=tuple(sorted(set(opens(catalog, rulebook)))),
        papers=tuple(_papers(catalog)),
        in_emergency=tuple(_in_emergency(catalog)),
        notices=tuple(
            NoticeLine(
                sentence=notice.sentence,
                citation=notice.citation,
                with_=tuple(one.title for one in catalog.partner_types.values() if one.regimes & notice.regimes),
                where=_title(catalog, where) if where else "",
            )
            for where, notice in rulebook.redisclosures
        ),
    )


def _papers(catalog: Catalog) -> Iterable[PaperLine]:
    """Each kind of paper with what it may open at most, of which partner types."""
    for kind in KINDS:
        types = {partner: reached(kind, partner) for partner in catalog.partner_types.values()}
        yield PaperLine(
            title=kind.title,
            citation=kind.citation,
            sharing=tuple((partner.title, _words(found)) for partner, found in types.items() if found),
            recipients=tuple(
                catalog.partner_types[one].title for one in sorted(kind.recipients & set(catalog.partner_types))
            ),
            government_only=kind.government_only,
            days=kind.days,
            evidence=tuple(one.words for one in kind.evidence),
        )


def _in_emergency(catalog: Catalog) -> Iterable[tuple[str, tuple[str, ...]]]:
    for partner in catalog.partner_types.values():
        if found := urgent(partner):
            yield partner.title, _words(found)


def _held(partner: PartnerType) -> HeldLine:
    by_law_closed = {held for held in partner.holds if closed(partner, held, "any_law")}
    never = {held for held in partner.holds if closed(partner, held, RELEASE)}
    filed = {InformationType.COURT} if not closed(partner, InformationType.COURT, FILED_IN_COURT) else set()
    return HeldLine(
        partner_type=partner.title,
        bound_by=tuple(f"{regime.words} ({CITATIONS[regime]})" for regime in sorted(partner.regimes)),
        confidential=partner.confidential,
        shown_locked=not (partner.confidential or partner.regimes & EXISTENCE_PROTECTED),
        holds=_words(partner.holds),
        by_release=_words(by_law_closed - never - filed),
        by_paper=tuple(kind.title for kind in KINDS if reached(kind, partner) & by_law_closed),
        never_shared=_words(never),
        bounds=tuple(_bounds(program_of(partner))),
        standing=partner.standing_notice,
    )


def _bounds(program: Program) -> Iterable[str]:
    """INVARIANT: asked of the model itself, which the policy asks too."""
    if program.confidential:
        yield "has nothing on a case, own records included, but what a release of its own that names the hub names"
        yield "sees and shows nothing of a case any more when that release ends"
    if program.court:
        yield "sees no case and no team: only what was filed with it; what it gives goes to those who filed"
    if program.by_order:
        yield "sees nothing of others, and shares nothing, before its order of appointment is on file"
    if program.walled:
        yield "is reached by a release only under its own name, never by the name of its agency"
        yield "is told nothing of another kind of law office of its agency, unless a release of that office names it"


def _lawful(
    catalog: Catalog, rulebook: Rulebook, jurisdiction: str, rule: Disclosure, sharing: str, recipient: str
) -> Iterable[LawfulLine]:
    owner = catalog.partner_types[sharing]
    withheld = {held for held in rule.types if closed(owner, held, rule.authority)}
    authority = rulebook.authorities[rule.authority]
    yield LawfulLine(
        jurisdiction=_title(catalog, jurisdiction),
        sharing=owner.title,
        recipient=catalog.partner_types[recipient].title,
        government_only=rule.government_only,
        types=_words(rule.types - withheld),
        withheld=_words(withheld),
        authority=authority.title,
        citation=authority.citation,
        agreement=rule.agreement,
    )


def _words(types: Iterable[InformationType]) -> tuple[str, ...]:
    return tuple(sorted(information_type.words for information_type in types))


def _title(catalog: Catalog, slug: str) -> str:
    found = catalog.jurisdictions.get(slug) or catalog.partner_types.get(slug)
    return found.title if found is not None else slug
