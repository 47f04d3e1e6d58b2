"""Room: partners. What the named plugins declare, checked as one and frozen, with its fingerprint (the rules hash)."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from types import MappingProxyType

from coordination.declare.core_forms import CORE_FORMS
from coordination.declare.core_tools import CORE_TOOLS
from coordination.declare.core_trainings import CORE_TRAININGS
from coordination.declare.deadline import DeadlineRule
from coordination.declare.document import Document, receipt_of
from coordination.declare.form import Form
from coordination.declare.information import InformationType
from coordination.declare.jurisdiction import Jurisdiction
from coordination.declare.missing_forms import EPISODE_FORMS
from coordination.declare.partner import PartnerType
from coordination.declare.screening_tool import ScreeningTool
from coordination.declare.staff_unit import UNITS
from coordination.partners.tool_forms import form_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """Partner types and jurisdictions by slug; rules_hash is the hex SHA-256 of everything declared.

    screening: every version of every tool with the form its screens are filed on, by slug. found: forms that were
    asked for before, since a page asks for the same ones for each of its lines; only those that are there.
    """

    partner_types: Mapping[str, PartnerType]
    jurisdictions: Mapping[str, Jurisdiction]
    rules_hash: str
    screening: Mapping[str, tuple[tuple[ScreeningTool, Form], ...]]
    found: dict[tuple[str, str, int | None], Form] = field(default_factory=dict, init=False, repr=False, compare=False)

    def forms_of(self, partner_type: str) -> tuple[Form, ...]:
        """The forms a program of this type may file: the core's, where it holds their type, and its own. The newest
        version of each. Those with acts of their own are not among them."""
        newest: dict[str, Form] = {}
        for form in self._versions_of(partner_type):
            if form.slug not in newest or form.version > newest[form.slug].version:
                newest[form.slug] = form
        return tuple(form for form in newest.values() if not form.own_act)

    def form(self, partner_type: str, slug: str, version: int | None = None) -> Form | None:
        """One form by slug, at the given version or the newest; None when the program does not have it.

        A screening tool's form too, for whoever runs the tool: its screens are filed by casework/screens alone; and
        those of a missing episode, which are filed beside an episode alone.
        """
        asked = (partner_type, slug, version)
        known = self.found.get(asked) or self._look_up(partner_type, slug, version)
        if known is not None:
            self.found[asked] = known
        return known

    def _look_up(self, partner_type: str, slug: str, version: int | None) -> Form | None:
        beside = EPISODE_FORMS if InformationType.MISSING in self.partner_types[partner_type].holds else ()
        own = (*self._versions_of(partner_type), *beside, *self.receipts_of(partner_type))
        if slug in self.screening:
            own = tuple(form for tool, form in self.screening[slug] if self.runs(partner_type, tool))
        found = [form for form in own if form.slug == slug and (version is None or form.version == version)]
        return max(found, key=lambda form: form.version, default=None)

    def runs(self, partner_type: str, tool: ScreeningTool) -> bool:
        """Whether programs of this type run the tool: they file screens, and it is for them or for everybody."""
        holds = InformationType.SCREENING in self.partner_types[partner_type].holds
        return holds and (not tool.run_by or partner_type in tool.run_by)

    def tool(self, slug: str, version: int | None = None) -> ScreeningTool | None:
        """One screening tool by slug, at the given version or the newest, withdrawn or not."""
        found = [tool for tool, _ in self.screening.get(slug, ()) if version is None or tool.version == version]
        return max(found, key=lambda tool: tool.version, default=None)

    def tools_of(self, partner_type: str, jurisdictions: frozenset[str]) -> tuple[ScreeningTool, ...]:
        """The newest version of each tool that such a program runs, withdrawn or not; the core's last."""
        places = [self.jurisdictions[slug] for slug in sorted(jurisdictions) if slug in self.jurisdictions]
        slugs = dict.fromkeys(tool.slug for tools in (*(place.tools for place in places), CORE_TOOLS) for tool in tools)
        newest = (self.tool(slug) for slug in slugs)
        return tuple(one for one in newest if one and self.runs(partner_type, one))

    def deadline_rule(self, slug: str, version: int) -> DeadlineRule | None:
        """The rule under which a deadline was started; None when no plugin that is loaded declares it any more."""
        rules = (rule for place in self.jurisdictions.values() for rule in place.deadlines)
        return next((rule for rule in rules if (rule.slug, rule.version) == (slug, version)), None)

    def _versions_of(self, partner_type: str) -> tuple[Form, ...]:
        """Every version of every form that a program of this type may have filed on."""
        partner = self.partner_types[partner_type]
        return tuple(form for form in CORE_FORMS if form.information_type in partner.holds) + partner.forms

    def receipts_of(self, partner_type: str) -> tuple[Form, ...]:
        """The forms on which programs of this type keep the receipts of documents they filed elsewhere."""
        made = (one for place in self.jurisdictions.values() for one in place.documents if partner_type in one.made_by)
        return tuple(receipt_of(document) for document in made)

    def documents_of(self, partner_type: str, jurisdictions: Iterable[str]) -> tuple[Document, ...]:
        """The documents that a program of this type makes under the law of these places, in the order declared."""
        places = (self.jurisdictions[slug] for slug in sorted(jurisdictions) if slug in self.jurisdictions)
        return tuple(one for place in places for one in place.documents if partner_type in one.made_by)


_CORE = (list(CORE_FORMS), list(CORE_TOOLS), list(CORE_TRAININGS), list(EPISODE_FORMS), list(UNITS))


def freeze(partner_types: Iterable[PartnerType], jurisdictions: Iterable[Jurisdiction]) -> Catalog:
    """Make a Catalog of checked declarations."""
    partners = {partner.slug: partner for partner in sorted(partner_types, key=lambda partner: partner.slug)}
    places = {place.slug: place for place in sorted(jurisdictions, key=lambda place: place.slug)}
    screening: dict[str, tuple[tuple[ScreeningTool, Form], ...]] = {}
    for tool in (*CORE_TOOLS, *(tool for place in places.values() for tool in place.tools)):
        screening[tool.slug] = (*screening.get(tool.slug, ()), (tool, form_of(tool)))
    return Catalog(
        partner_types=MappingProxyType(partners),
        jurisdictions=MappingProxyType(places),
        rules_hash=fingerprint([*_CORE, list(partners.values()), list(places.values())]),
        screening=MappingProxyType(screening),
    )


def fingerprint(declarations: object) -> str:
    """Hex SHA-256 of declarations in one canonical writing: the same rules give the same hash on every machine."""
    text = json.dumps(_plain(declarations), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        # The class too: AllOf and AnyOf of the same parts are two rules.
        fields = {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return {"": type(value).__name__, **fields}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(str(_plain(item)) for item in value)
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value
