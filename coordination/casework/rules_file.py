"""Room: casework. A set of rules by which something may be compared: of plugins, of a settings file, or of an export.

An export is what `describe rules` writes: JSON with every line that is open, and the disclosures by law as declared,
so that what a hub does today can be held against what it will do after an upgrade. It holds nothing about anybody.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from coordination.casework.matrix import describe
from coordination.declare.information import InformationType
from coordination.declare.jurisdiction import Jurisdiction
from coordination.declare.rule import Disclosure
from coordination.model.errors import Invalid
from coordination.model.matrix import Open
from coordination.partners.load import load
from coordination.policy.rulebook import Rulebook, compile_rulebook

FORMAT = "coordination rules 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """What is open under it, and the law of it as the policy takes it. rules_hash: as on entries of the access log."""

    rules_hash: str
    opens: frozenset[Open]
    rulebook: Rulebook


def of_plugins(names: Iterable[str], choices: Iterable[str] = ()) -> RuleSet:
    """The rules of the named plugins with the core in front of us; Misconfigured when they do not hold together."""
    catalog = load(tuple(names), tuple(choices))
    rulebook = compile_rulebook(catalog.partner_types.values(), catalog.jurisdictions.values(), catalog.rules_hash)
    opens = frozenset(describe(catalog, rulebook).opens)
    return RuleSet(rules_hash=rulebook.rules_hash, opens=opens, rulebook=rulebook)


def export(rules: RuleSet) -> str:
    """The set as JSON text, the same to the byte for the same rules."""
    told = {
        "format": FORMAT,
        "rules_hash": rules.rules_hash,
        "opens": [one._asdict() for one in sorted(rules.opens)],
        "disclosures": [
            {"place": place, **{name: _plain(value) for name, value in _fields(rule).items()}}
            for place, rule in rules.rulebook.disclosures
        ],
    }
    return json.dumps(told, indent=1, ensure_ascii=False, sort_keys=True)


def read(name: str, text: str) -> RuleSet:
    """An export read back. Invalid, under the file's name, when it is none."""
    try:
        told = json.loads(text)
        if told["format"] != FORMAT:
            raise ValueError(told["format"])
        opens = frozenset(Open(**one) for one in told["opens"])
        rules = [(str(one.pop("place")), _rule(one)) for one in told["disclosures"]]
        rules_hash = str(told["rules_hash"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Invalid({name: "This is no export of rules. Make one with: describe rules > FILE"}) from error
    places = [
        Jurisdiction(
            slug=place, title=place, authorities=(), disclosures=tuple(one for at, one in rules if at == place)
        )
        for place in dict.fromkeys(place for place, _ in rules)
    ]
    book = dataclasses.replace(compile_rulebook((), places, rules_hash), rules_hash=rules_hash)
    return RuleSet(rules_hash=rules_hash, opens=opens, rulebook=book)


def _fields(rule: Disclosure) -> dict[str, Any]:
    return {field.name: getattr(rule, field.name) for field in dataclasses.fields(rule)}


def _plain(value: object) -> object:
    return sorted(str(one) for one in value) if isinstance(value, frozenset) else value


def _rule(told: Mapping[str, Any]) -> Disclosure:
    """A disclosure from what was written of it; a field that a newer core has and the export lacks is its default."""
    given: dict[str, Any] = {name: frozenset(one) if isinstance(one, list) else one for name, one in told.items()}
    given["types"] = frozenset(InformationType(kind) for kind in given["types"])
    return Disclosure(**given)
