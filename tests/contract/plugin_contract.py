"""Room: tests. The contract of a plugin, ours or anybody's: `breaches(module)` says in sentences what it breaks.

The catalog refuses what cannot work; this also refuses what would work and do harm: a form that needs an offender or a
birth date, a question about the reporter outside its own form, a yes-or-no without "unknown", a rule that reaches for
what is never shown. Give your own package to `breaches` in a test of yours, or run
`python -m tests.contract.plugin_contract NAME` for one that is installed.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType

from coordination.declare import (
    Form,
    FormKind,
    InformationType,
    Jurisdiction,
    LegalAuthority,
    PartnerType,
    Question,
    QuestionKind,
    Regime,
)
from coordination.declare.core_forms import CORE_FORMS
from coordination.declare.hooks import GROUP
from coordination.declare.information import NEVER_SHOWN_LOCKED

HOOKS = ("partner_type", "partner_types", "jurisdiction")
_MAY_IMPORT = {"__future__", "coordination.declare", "dataclasses", "datetime", "decimal", "enum", "typing"}
_NEVER_REQUIRED = re.compile(
    r"offend|suspect|perpetrat|abuser|guardian|parent|birth|born|dob|legal_name|age\b", re.IGNORECASE
)
_REPORTER = re.compile(r"reporter|reported_by|who_called|who reported", re.IGNORECASE)
_CONFIDENTIAL = {Regime.VAWA, Regime.FVPSA, Regime.RHYA, Regime.PART_2}
# Where a youth shelter's resident is, is where the shelter is.
_NOT_OF_A_SHELTER = {InformationType.LOCATION, InformationType.PLACEMENT}


def breaches(module: ModuleType) -> list[str]:
    """Every promise of the contract that this plugin breaks; empty when it keeps them all."""
    found = list(_imports(module))
    place, partners = _ask(module, "jurisdiction"), partners_of(module)
    if not partners and place is None:
        found.append("it answers no hook.")
    for partner in partners:
        found += _partner(partner)
    if isinstance(place, Jurisdiction):
        found += _jurisdiction(place)
    for hook in HOOKS:
        if _ask(module, hook) != _ask(module, hook):
            found.append(f"{hook}() answers differently when asked twice.")
    return found


def partners_of(module: ModuleType) -> tuple[PartnerType, ...]:
    """The partner types of a plugin, one or several."""
    several = _ask(module, "partner_types")
    asked = (_ask(module, "partner_type"), *(several if isinstance(several, tuple) else ()))
    return tuple(partner for partner in asked if isinstance(partner, PartnerType))


def _ask(module: ModuleType, hook: str) -> object:
    answer = getattr(module, hook, None)
    return answer() if answer is not None else None


def _imports(module: ModuleType) -> Iterator[str]:
    root = module.__name__
    for path in sorted(Path(str(module.__file__)).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            for name in names:
                known = any(name == one or name.startswith(f"{one}.") for one in (*_MAY_IMPORT, root))
                if not known:
                    yield f"{path.name} imports {name}; a plugin sees only the vocabulary."


def _partner(partner: PartnerType) -> Iterator[str]:
    filed = {form.information_type for form in (*CORE_FORMS, *partner.forms)}
    for kind in sorted(partner.holds - filed):
        yield f"{partner.slug} holds {kind} and has no form for it."
    for role in sorted({"worker", "supervisor"} - {role for role, _ in partner.roles}):
        yield f"{partner.slug} has no job title for a {role}."
    if partner.regimes & _CONFIDENTIAL and not partner.confidential:
        yield f"{partner.slug} stands under VAWA, FVPSA, RHYA or Part 2 and is not confidential."
    if Regime.RHYA in partner.regimes and partner.holds & _NOT_OF_A_SHELTER:
        yield f"{partner.slug} shelters youth and holds where they are."
    gaps = [gap.slug for gap in partner.not_encoded]
    if len(set(gaps)) != len(gaps):
        yield f"{partner.slug} names a gap twice."
    for form in partner.forms:
        yield from (f"{partner.slug}, {form.slug}: {problem}" for problem in _form(form))
    for authority in partner.authorities:
        yield from _authority(authority)


def _form(form: Form) -> Iterator[str]:
    if not form.source.strip():
        yield "names no source for its questions."
    if form.kind is FormKind.REPORT and form.information_type is InformationType.REPORT and not form.suspicion:
        yield "takes a report of abuse and does not say that saving is not a mandated report."
    if form.kind in (FormKind.CHILD, FormKind.CONTACT, FormKind.PERSON):
        yield "takes the place of one of the core’s forms."
    if sum(question.required for question in form.questions) > 1:
        yield "requires more than one answer."
    for question in form.questions:
        yield from (f"{question.slug} {problem}" for problem in _question(form, question))


def _question(form: Form, question: Question) -> Iterator[str]:
    words = f"{question.slug} {question.title}"
    if question.required and _NEVER_REQUIRED.search(words):
        yield "is required, and nobody may need to know it."
    if question.required and question.kind in (QuestionKind.DATE, QuestionKind.YES_NO_UNKNOWN):
        yield "is required, so that a guess would stand for what is unknown."
    if form.information_type is not InformationType.REPORTER_IDENTITY and _REPORTER.search(words):
        yield "asks who reported; that is a form of its own."
    if {choice.slug for choice in question.choices} == {"yes", "no"}:
        yield "knows yes and no only; unknown is not no."


def _jurisdiction(place: Jurisdiction) -> Iterator[str]:
    for authority in place.authorities:
        yield from _authority(authority)
    used = {rule.authority for rule in place.disclosures}
    for authority in place.authorities:
        if authority.slug not in used:
            yield f"{place.slug}: no rule uses the legal authority {authority.slug}."
    for rule in place.disclosures:
        for kind in sorted(rule.types & NEVER_SHOWN_LOCKED):
            yield f"{place.slug}, {rule.slug}: reaches for {kind}, which is never even shown locked."
    for notice in place.redisclosures:
        if not notice.sentence.endswith("."):
            yield f"{place.slug}, {notice.slug}: a notice is whole sentences."
    gaps = [gap.slug for gap in place.not_encoded]
    if len(set(gaps)) != len(gaps):
        yield f"{place.slug} names a gap twice."


def _authority(authority: LegalAuthority) -> Iterator[str]:
    sentence = authority.sentence
    if not sentence.endswith(".") or sentence[:1].isupper():
        yield f"{authority.slug}: “You see this because {sentence}” is no sentence."


def main(names: list[str]) -> int:
    """Say of each installed plugin what it breaks; the number of those that break anything."""
    broken = 0
    for name in names:
        (found,) = entry_points(group=GROUP, name=name)
        problems = breaches(found.load())
        broken += bool(problems)
        print(f"{name}: {' '.join(problems) or 'keeps the contract.'}")
    return broken


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
