"""Room: casework. The rules in force, read out of the very tables that judge: catalog, rulebook and federal floor."""

from __future__ import annotations

from collections.abc import Iterable

from coordination.declare.information import NEVER_SHOWN_LOCKED, RELEASED_ALONE, STEP_UP, InformationType
from coordination.declare.partner import PartnerType
from coordination.declare.regime import Regime
from coordination.declare.rule import Disclosure
from coordination.model.facts import Holding
from coordination.model.ids import AgencyId, Handle, ProgramId
from coordination.model.matrix import FloorLine, GapLine, HeldLine, LawfulLine, Matrix, NoticeLine, Open
from coordination.model.program import Program
from coordination.partners.catalog import Catalog
from coordination.partners.load import load
from coordination.policy.floor import EXISTENCE_PROTECTED, FILED_IN_COURT, FORBIDS, OWN_RECORD, RELEASE, forbidden
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
        opens=tuple(sorted({*_by_paper(catalog, rulebook), *_by_law(catalog, rulebook)})),
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


def _by_paper(catalog: Catalog, rulebook: Rulebook) -> Iterable[Open]:
    """What the core itself opens: one's own records, what a release names, and what is filed with a court."""
    for partner in catalog.partner_types.values():
        court = Regime.JUDICIAL in partner.regimes
        for kind in partner.holds:
            yield _open(rulebook, partner, "The same program", kind, OWN_RECORD)
            if kind is InformationType.COURT and not _closed(partner, kind, FILED_IN_COURT):
                to = "Whoever filed with the court" if court else "The court it was filed with"
                yield _open(rulebook, partner, to, kind, FILED_IN_COURT)
            if not court and not _closed(partner, kind, RELEASE):
                yield _open(rulebook, partner, "Whom the release names", kind, RELEASE)


def _open(rulebook: Rulebook, owner: PartnerType, recipient: str, kind: InformationType, slug: str) -> Open:
    authority = rulebook.authorities[slug]
    return Open(owner.title, recipient, kind.words, authority.title, "", False, "no", authority.citation)


def _by_law(catalog: Catalog, rulebook: Rulebook) -> Iterable[Open]:
    for jurisdiction, rule in rulebook.disclosures:
        authority = rulebook.authorities[rule.authority]
        for sharing in rule.sharing:
            owner = catalog.partner_types[sharing]
            for kind in rule.types:
                if not _closed(owner, kind, rule.authority):
                    for recipient in rule.recipients:
                        yield Open(
                            sharing=owner.title,
                            recipient=catalog.partner_types[recipient].title,
                            information_type=kind.words,
                            authority=authority.title,
                            jurisdiction=_title(catalog, jurisdiction),
                            government=rule.government_only,
                            agreement="no",
                            citation=authority.citation,
                            rule=rule.slug,
                        )


def _held(partner: PartnerType) -> HeldLine:
    by_law_closed = {held for held in partner.holds if _closed(partner, held, "any_law")}
    never = {held for held in partner.holds if _closed(partner, held, RELEASE)}
    filed = {InformationType.COURT} if not _closed(partner, InformationType.COURT, FILED_IN_COURT) else set()
    return HeldLine(
        partner_type=partner.title,
        confidential=partner.confidential,
        shown_locked=not (partner.confidential or partner.regimes & EXISTENCE_PROTECTED),
        holds=_words(partner.holds),
        by_release=_words(by_law_closed - never - filed),
        never_shared=_words(never),
        bounds=tuple(_bounds(_program(partner))),
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
    withheld = {held for held in rule.types if _closed(owner, held, rule.authority)}
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
    )


def _closed(partner: PartnerType, information_type: InformationType, authority: str) -> bool:
    """Whether the floor closes this type of a program of this partner type to this authority."""
    return forbidden(Holding(program=_program(partner), information_type=information_type), authority) is not None


def _program(partner: PartnerType) -> Program:
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


def _words(types: Iterable[InformationType]) -> tuple[str, ...]:
    return tuple(sorted(information_type.words for information_type in types))


def _title(catalog: Catalog, slug: str) -> str:
    found = catalog.jurisdictions.get(slug) or catalog.partner_types.get(slug)
    return found.title if found is not None else slug
