"""Room: policy. The law of the plugins, compiled once: which disclosure opens which type between which programs.

Compiled from frozen declarations at start, so that one decision is a few dictionary look-ups (performance.md T5).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from coordination.declare.authority import LegalAuthority, NotEncoded
from coordination.declare.authority_on_file import KINDS, AuthorityKind
from coordination.declare.information import RELEASED_ALONE, InformationType
from coordination.declare.jurisdiction import Jurisdiction
from coordination.declare.partner import PartnerType
from coordination.declare.redisclosure import Redisclosure
from coordination.declare.rule import Disclosure
from coordination.declare.staging import EVENTS
from coordination.model.program import Program
from coordination.policy.acts import CASE_ACTS, CONFLICT_ACTS, GENERAL_ACTS, MAY_ASK, REFERRAL_ACTS
from coordination.policy.consents import PROCEEDINGS
from coordination.policy.floor import (
    EMERGENCY_ACCESS,
    EXISTENCE_PROTECTED,
    FILED_IN_COURT,
    FORBIDS,
    OWN_RECORD,
    RELEASE,
)
from coordination.policy.redisclosure import FEDERAL

CORE_AUTHORITIES = (
    LegalAuthority(
        slug=FILED_IN_COURT,
        title="Filed in court",
        citation="the court's own file: what a party filed with it, and what it gave to the parties",
        sentence="it was filed in court.",
    ),
    LegalAuthority(
        slug=OWN_RECORD,
        title="Own record",
        citation="the program's own information",
        sentence="Your program filed this.",
    ),
    LegalAuthority(
        slug=RELEASE,
        title="Release",
        citation="a written release of information in force",
        sentence="A release names your agency.",
    ),
    LegalAuthority(
        slug=EMERGENCY_ACCESS,
        title="Emergency access",
        citation="the hub's own rule: for hours, told at once, reviewed within three working days",
        sentence="you asked for emergency access, which is told of and reviewed.",
    ),
    *KINDS,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lawful:
    """A disclosure by law that applies: the rule's and the authority's slugs.

    agreement: it holds only under an agreement in force between the two agencies that covers the type.
    """

    rule: str
    authority: str
    agreement: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """Everything the policy knows of the law in force here.

    rules_hash: hex SHA-256 of the catalog, stamped on each access-log entry. authorities by slug. `lawful_by_pair`:
    by jurisdiction, sharing partner type, receiving partner type and whether the recipient is government; then by type.
    redisclosures: notices that travel, each with its jurisdiction ("" for the core's). asks_for_agreements: whether any
    disclosure holds only under an agreement.
    """

    rules_hash: str
    authorities: dict[str, LegalAuthority]
    disclosures: tuple[tuple[str, Disclosure], ...]
    not_encoded: tuple[tuple[str, NotEncoded], ...]
    lawful_by_pair: dict[tuple[str, str, str, bool], dict[InformationType, Lawful]]
    redisclosures: tuple[tuple[str, Redisclosure], ...] = ()
    asks_for_agreements: bool = False

    def travels(self, sharing: Program) -> tuple[str, ...]:
        """Slugs of the notices that go with what `sharing` shows to anybody else, by its regimes and its law."""
        return tuple(
            notice.slug
            for place, notice in self.redisclosures
            if notice.regimes & sharing.regimes and (not place or place in sharing.jurisdictions)
        )

    def notice(self, slug: str) -> Redisclosure:
        """The notice of this slug. Raises LookupError, since a decision names only what the rulebook has."""
        return next(notice for _, notice in self.redisclosures if notice.slug == slug)

    def lawful(self, sharing: Program, recipient: Program, information_type: InformationType) -> Lawful | None:
        """The disclosure by law that opens this type of `sharing` to `recipient`, if any."""
        return self.between(sharing, recipient).get(information_type)

    def between(self, sharing: Program, recipient: Program) -> Mapping[InformationType, Lawful]:
        """Every type of `sharing` that law opens to `recipient`.

        The law of the *sharing* program's jurisdictions governs disclosure (architecture §3, legal authority); where
        several open a type, one that needs no agreement is named, then the first by slug.
        """
        found: Mapping[InformationType, Lawful] = {}
        for jurisdiction in sorted(sharing.jurisdictions):
            key = (jurisdiction, sharing.partner_type, recipient.partner_type, recipient.government)
            opened = self.lawful_by_pair.get(key)
            if opened:
                found = _joined(found, opened) if found else opened
        return found


def _joined(
    first: Mapping[InformationType, Lawful], then: Mapping[InformationType, Lawful]
) -> Mapping[InformationType, Lawful]:
    freer = {kind: law for kind, law in then.items() if not law.agreement and kind in first and first[kind].agreement}
    return {**then, **first, **freer}


def compile_rulebook(
    partner_types: Iterable[PartnerType], jurisdictions: Iterable[Jurisdiction], rules_hash: str
) -> Rulebook:
    """Compile declarations (already cross-checked by the catalog, whose hash is given) into a Rulebook."""
    authorities = {authority.slug: authority for authority in CORE_AUTHORITIES}
    disclosures: list[tuple[str, Disclosure]] = []
    not_encoded: list[tuple[str, NotEncoded]] = []
    lawful: dict[tuple[str, str, str, bool], dict[InformationType, Lawful]] = {}
    redisclosures = [("", notice) for notice in FEDERAL]
    for partner_type in partner_types:
        authorities.update({authority.slug: authority for authority in partner_type.authorities})
        not_encoded.extend((partner_type.slug, gap) for gap in partner_type.not_encoded)
    for jurisdiction in jurisdictions:
        authorities.update({authority.slug: authority for authority in jurisdiction.authorities})
        not_encoded.extend((jurisdiction.slug, gap) for gap in jurisdiction.not_encoded)
        redisclosures.extend((jurisdiction.slug, notice) for notice in jurisdiction.redisclosures)
        for rule in jurisdiction.disclosures:
            disclosures.append((jurisdiction.slug, rule))
            for pair in _pairs(jurisdiction.slug, rule):
                opened = lawful.setdefault(pair, {})
                for information_type in rule.types:
                    before = opened.get(information_type)
                    if before is None or (before.agreement and not rule.agreement):  # what needs less stands first
                        opened[information_type] = _lawful(rule)
    return Rulebook(
        rules_hash=_with_core(rules_hash),
        authorities=authorities,
        disclosures=tuple(disclosures),
        not_encoded=tuple(not_encoded),
        lawful_by_pair=lawful,
        redisclosures=tuple(redisclosures),
        asks_for_agreements=any(rule.agreement for _, rule in disclosures),
    )


def _lawful(rule: Disclosure) -> Lawful:
    return Lawful(rule=rule.slug, authority=rule.authority, agreement=rule.agreement)


def _with_core(catalog_hash: str) -> str:
    """Hex SHA-256 of the catalog's hash and of the core's own rules, so that the log tells when either changed."""
    of_cases = {**CASE_ACTS, **CONFLICT_ACTS, **REFERRAL_ACTS}
    acts = sorted(f"{action.value}={clause!r}" for action, clause in of_cases.items())
    general = sorted(f"{action.value}={clause!r}" for action, clause in {**GENERAL_ACTS, **MAY_ASK}.items())
    forbids = [
        f"{forbid.slug}:{forbid.citation}:{sorted(forbid.except_by)}:{sorted(forbid.closes)}" for forbid in FORBIDS
    ]
    notices = [f"{notice.slug}:{notice.citation}:{notice.sentence}:{sorted(notice.regimes)}" for notice in FEDERAL]
    kinds = [_spelled(kind) for kind in KINDS]
    closed = [f"{sorted(names)}" for names in (RELEASED_ALONE, PROCEEDINGS, EXISTENCE_PROTECTED)]
    events = [f"{one.slug}:{one.by_interviewer}:{one.by_coordinator}:{sorted(one.partner_types)}" for one in EVENTS]
    core = [*acts, *general, *forbids, *notices, *kinds, *closed, *events]
    return hashlib.sha256("\n".join([catalog_hash, *core]).encode()).hexdigest()


def _spelled(kind: AuthorityKind) -> str:
    """Everything a kind says, the same in each process: what has no order is put in one."""
    values = ((field.name, getattr(kind, field.name)) for field in fields(kind))
    return ";".join(f"{name}={sorted(value) if isinstance(value, frozenset) else value!r}" for name, value in values)


def _pairs(jurisdiction: str, rule: Disclosure) -> Iterable[tuple[str, str, str, bool]]:
    governments = (True,) if rule.government_only else (True, False)
    for sharing in rule.sharing:
        for recipient in rule.recipients:
            for government in governments:
                yield jurisdiction, sharing, recipient, government
