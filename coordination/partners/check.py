"""Room: partners. Every slug, citation and reference of the plugins, cross-checked; one defect refuses to start."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from coordination.declare.authority import LegalAuthority
from coordination.declare.authority_on_file import KINDS
from coordination.declare.core_forms import CORE_FORMS
from coordination.declare.form import Form, QuestionKind
from coordination.declare.information import InformationType
from coordination.declare.jurisdiction import Jurisdiction
from coordination.declare.partner import PartnerType
from coordination.declare.redisclosure import Redisclosure
from coordination.declare.regime import Regime
from coordination.declare.rule import Disclosure
from coordination.model.actor import Role
from coordination.partners import check_training
from coordination.partners.check_deadlines import deadline_defects
from coordination.partners.check_documents import document_defects, start_defects
from coordination.partners.check_retention import retention_defects
from coordination.partners.check_routes import route_defects
from coordination.partners.check_teams import team_defects

_SLUG = re.compile(r"[a-z][a-z0-9_]{1,62}")
_CHARGE = re.compile(r"charge|offen[cs]e|arrest|delinquen|prostitut|solicit|guilty|convict|crime", re.IGNORECASE)
_CHOOSING = {QuestionKind.ONE, QuestionKind.MANY}
_ROLES = {role.value for role in Role}
# INVARIANT: the core's own authorities and rules. A plugin that could declare "release" would pass the federal floor.
_RESERVED = frozenset({"emergency_access", "filed_in_court", "known_to_team", "own_record", "release"}).union(
    kind.slug
    for kind in KINDS  # a rule on a paper's authority would open without the paper
)
_RESERVED_NOTICES = frozenset({"part_2_notice", "ferpa_notice"})  # the same, and tests/partners compares them


def defects(partner_types: Sequence[PartnerType], jurisdictions: Sequence[Jurisdiction]) -> list[str]:
    """Every defect as a sentence; an empty list means the declarations hold together."""
    found: list[str] = []
    slugs = [partner.slug for partner in partner_types] + [place.slug for place in jurisdictions]
    found += _unique("plugin", slugs)
    known = {partner.slug for partner in partner_types}
    authorities = [a for partner in partner_types for a in partner.authorities]
    authorities += [a for place in jurisdictions for a in place.authorities]
    found += _unique("legal authority", [authority.slug for authority in authorities])
    for authority in authorities:
        found += _authority(authority)
    for partner in partner_types:
        found += _partner(partner)
        if partner.disclosures:
            found.append(f"{partner.slug}: disclosures by law belong to a jurisdiction, not to a partner type.")
    for place in jurisdictions:
        found += _jurisdiction(place, known)
    found += deadline_defects(jurisdictions)
    found += route_defects(jurisdictions)
    found += team_defects(jurisdictions)
    found += document_defects(partner_types, jurisdictions)
    found += start_defects(partner_types)
    found += retention_defects(jurisdictions)
    notices = [notice for place in jurisdictions for notice in place.redisclosures]
    found += _unique("notice", [notice.slug for notice in notices])
    for notice in notices:
        found += _redisclosure(notice)
    return found + check_training.defects(jurisdictions, known)


def _unique(what: str, slugs: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    found = []
    for slug in slugs:
        if not _SLUG.fullmatch(slug):
            found.append(f"{what} {slug!r}: a slug is lower-case letters, digits and underscores.")
        if slug in seen:
            found.append(f"{what} {slug!r} is declared twice.")
        seen.add(slug)
    return found


def _authority(authority: LegalAuthority) -> list[str]:
    missing = [name for name in ("title", "citation", "sentence") if not getattr(authority, name).strip()]
    found = [f"legal authority {authority.slug}: {name} is empty." for name in missing]
    if authority.slug in _RESERVED:
        found.append(f"legal authority {authority.slug}: this slug belongs to the core.")
    return found


def _partner(partner: PartnerType) -> list[str]:
    found = [f"{partner.slug}: title is empty."] if not partner.title.strip() else []
    if not partner.regimes or not all(isinstance(regime, Regime) for regime in partner.regimes):
        found.append(f"{partner.slug}: name at least one regime of the closed list.")
    if not partner.holds or not all(isinstance(held, InformationType) for held in partner.holds):
        found.append(f"{partner.slug}: holds names information types of the closed list.")
    for role, title in partner.roles:
        if role not in _ROLES or not title.strip():
            found.append(f"{partner.slug}: role {role!r} is unknown or has no title.")
    keys = [f"{form.slug}_{form.version}" for form in (*CORE_FORMS, *partner.forms)]
    found += _unique(f"{partner.slug} form", keys)
    for form in partner.forms:
        found += _form(partner, form)
    found += _by_regime(partner)
    for gap in partner.not_encoded:
        if not gap.citation.strip() or not gap.ask.strip():
            found.append(f"{partner.slug}: {gap.slug} needs a citation and what to ask counsel.")
    return found


def _by_regime(partner: PartnerType) -> Iterable[str]:
    """What some regimes ask of whoever declares them; policy relies on it."""
    if (Regime.APPOINTED in partner.regimes) != (InformationType.APPOINTMENT in partner.holds):
        yield f"{partner.slug}: whoever works by appointment, and nobody else, holds orders of appointment."
    if Regime.JUDICIAL in partner.regimes and partner.holds != {InformationType.COURT}:
        yield f"{partner.slug}: a court holds court information and nothing else."
    if Regime.JUVENILE in partner.regimes:
        yield from (
            f"{partner.slug}, {where} speaks of a charge; a victim is not charged." for where in _charges(partner)
        )


def _charges(partner: PartnerType) -> Iterable[str]:
    """INVARIANT: no field of juvenile justice is a charge (seed checklist B18: victims, not criminals)."""
    for form in partner.forms:
        for question in form.questions:
            asked = [(question.slug, question.title), *((one.slug, one.title) for one in question.choices)]
            if any(_CHARGE.search(words) for pair in asked for words in pair):
                yield f"form {form.slug}: {question.slug}"


def _form(partner: PartnerType, form: Form) -> list[str]:
    where = f"{partner.slug}, form {form.slug}"
    found = [] if form.information_type in partner.holds else [f"{where}: {form.information_type} is not in holds."]
    if form.version < 1:
        found.append(f"{where}: version starts at 1.")
    if not form.questions:
        found.append(f"{where}: a form asks at least one question.")
    found += _unique(f"{where}, question", [question.slug for question in form.questions])
    for question in form.questions:
        if (question.kind in _CHOOSING) != bool(question.choices):
            found.append(f"{where}, {question.slug}: choices belong to ONE and MANY, and both need them.")
        found += _unique(f"{where}, {question.slug}, choice", [choice.slug for choice in question.choices])
        if not question.title.strip() or question.limit < 1:
            found.append(f"{where}, {question.slug}: needs a title and a limit of at least 1.")
    return found


def _jurisdiction(place: Jurisdiction, known: set[str]) -> list[str]:
    own = {authority.slug for authority in place.authorities}
    found = _unique(f"{place.slug} rule", [rule.slug for rule in place.disclosures])
    for rule in place.disclosures:
        found += _disclosure(place, rule, own, known)
    for discipline in place.disciplines:
        if not _SLUG.fullmatch(discipline):
            found.append(f"{place.slug}: discipline {discipline!r} is not a slug.")
    for hotline in place.hotlines:
        if not hotline.number.strip() or not hotline.source.strip():
            found.append(f"{place.slug}: hotline {hotline.title!r} needs a number and its source.")
    for gap in place.not_encoded:
        if not gap.citation.strip() or not gap.ask.strip():
            found.append(f"{place.slug}: {gap.slug} needs a citation and what to ask counsel.")
    return found


def _redisclosure(notice: Redisclosure) -> list[str]:
    missing = [name for name in ("citation", "sentence") if not getattr(notice, name).strip()]
    found = [f"notice {notice.slug}: {name} is empty." for name in missing]
    if not notice.regimes or not all(isinstance(regime, Regime) for regime in notice.regimes):
        found.append(f"notice {notice.slug}: name at least one regime of the closed list.")
    if notice.slug in _RESERVED_NOTICES:
        found.append(f"notice {notice.slug}: this slug belongs to the core.")
    return found


def _disclosure(place: Jurisdiction, rule: Disclosure, own: set[str], known: set[str]) -> list[str]:
    where = f"{place.slug}, rule {rule.slug}"
    found = [] if rule.authority in own else [f"{where}: its legal authority {rule.authority!r} is not declared."]
    if rule.slug in _RESERVED:
        found.append(f"{where}: this slug belongs to the core.")
    found.extend(
        f"{where}: {name} is empty; an empty clause is a refusal, so the rule would do nothing."
        for name in ("sharing", "recipients", "types")
        if not getattr(rule, name)
    )
    unknown = sorted((rule.sharing | rule.recipients) - known)
    found.extend(f"{where}: partner type {slug!r} is not among the plugins loaded." for slug in unknown)
    if not all(isinstance(information, InformationType) for information in rule.types):
        found.append(f"{where}: types are of the closed list.")
    return found
