"""Room: partners. What the named plugins declare, checked as one and frozen, with its fingerprint (the rules hash)."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from coordination.declare.core_forms import CORE_FORMS
from coordination.declare.document import Document, receipt_of
from coordination.declare.form import Form
from coordination.declare.jurisdiction import Jurisdiction
from coordination.declare.partner import PartnerType


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """Partner types and jurisdictions by slug; rules_hash is the hex SHA-256 of everything declared."""

    partner_types: Mapping[str, PartnerType]
    jurisdictions: Mapping[str, Jurisdiction]
    rules_hash: str

    def forms_of(self, partner_type: str) -> tuple[Form, ...]:
        """The forms a program of this type may file: the core's, where it holds their type, and its own."""
        partner = self.partner_types[partner_type]
        return tuple(form for form in CORE_FORMS if form.information_type in partner.holds) + partner.forms

    def form(self, partner_type: str, slug: str, version: int | None = None) -> Form | None:
        """One form by slug, at the given version or the newest; None when the program does not have it."""
        found = [
            form
            for form in (*self.forms_of(partner_type), *self.receipts_of(partner_type))
            if form.slug == slug and (version is None or form.version == version)
        ]
        return max(found, key=lambda form: form.version, default=None)

    def receipts_of(self, partner_type: str) -> tuple[Form, ...]:
        """The forms on which programs of this type keep the receipts of documents they filed elsewhere."""
        made = (one for place in self.jurisdictions.values() for one in place.documents if partner_type in one.made_by)
        return tuple(receipt_of(document) for document in made)

    def documents_of(self, partner_type: str, jurisdictions: Iterable[str]) -> tuple[Document, ...]:
        """The documents that a program of this type makes under the law of these places, in the order declared."""
        places = (self.jurisdictions[slug] for slug in sorted(jurisdictions) if slug in self.jurisdictions)
        return tuple(one for place in places for one in place.documents if partner_type in one.made_by)


def freeze(partner_types: Iterable[PartnerType], jurisdictions: Iterable[Jurisdiction]) -> Catalog:
    """Make a Catalog of checked declarations."""
    partners = {partner.slug: partner for partner in sorted(partner_types, key=lambda partner: partner.slug)}
    places = {place.slug: place for place in sorted(jurisdictions, key=lambda place: place.slug)}
    return Catalog(
        partner_types=MappingProxyType(partners),
        jurisdictions=MappingProxyType(places),
        rules_hash=fingerprint([list(CORE_FORMS), list(partners.values()), list(places.values())]),
    )


def fingerprint(declarations: object) -> str:
    """Hex SHA-256 of declarations in one canonical writing: the same rules give the same hash on every machine."""
    text = json.dumps(_plain(declarations), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, frozenset):
        return sorted(str(_plain(item)) for item in value)
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value
