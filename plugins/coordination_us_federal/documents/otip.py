"""Room: plugins. The request for assistance for a child from another country who may be a victim of trafficking.

It is filled from the one form of the type *immigration*, which no other partner is ever shown to exist.
"""

from __future__ import annotations

from coordination.declare import Address, Asked, Document, DocumentField, InformationType
from coordination_us_federal.documents.child import AGE, BORN, CALLED, LANGUAGE, MADE_BY, REFERENCE


def _of_form(slug: str, title: str, *, needed: bool = True) -> DocumentField:
    return DocumentField(slug=slug, title=title, sources=(Asked(form="foreign_child", question=slug),), needed=needed)


OTIP = Document(
    slug="otip_request",
    version=1,
    title="Request for assistance for a child from another country",
    receiver="Office on Trafficking in Persons, US Department of Health and Human Services",
    where=(
        "Make the request in their system, Shepherd, which their website names, or on their Request for Assistance "
        "form. It is about help for the child and asks nothing of the child in return."
    ),
    made_by=frozenset({"child_welfare", "law_enforcement", "child_advocacy_center"}),
    information_type=InformationType.IMMIGRATION,
    fields=(
        CALLED,
        BORN,
        AGE,
        LANGUAGE,
        _of_form("country", "Country the child is from"),
        _of_form("kinds", "What is suspected"),
        _of_form("why", "Why the child may be a victim"),
        _of_form("learned_at", "When your agency came to suspect it"),
        _of_form("needs", "What the child needs now", needed=False),
        DocumentField(slug="guardian", title="Who cares for the child now", hint="Nobody is asked for it here."),
        REFERENCE,
        MADE_BY,
    ),
    citation="22 USC 7105(b)(1)(H)",
    quote=(
        "Any local, state, or federal official who identifies a foreign national child who has experienced sex or "
        "labor trafficking is required to make a referral to the U.S. Office on Trafficking in Persons. To make a "
        "report and access services for a child, visit the OTIP website and access the Request for Assistance Form."
    ),
    source="seeds/001; law-and-standards.md §2 C6; seed checklist B11",
    addresses=(
        Address(title="Office on Trafficking in Persons", number="acf.hhs.gov/otip", source="acf.hhs.gov/otip"),
    ),
    never=frozenset({InformationType.LOCATION}),
    proves=frozenset({"foreign_child_to_hhs"}),
    number=True,
    under_age=18,
)
