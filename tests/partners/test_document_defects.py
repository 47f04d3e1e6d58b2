"""Room: tests. Documents as declared: what every one of ours keeps out and says, and what refuses to start."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coordination.declare.document import CHANNELS, Asked, Document
from coordination.declare.information import NEVER_SHARED, InformationType
from coordination.model.deadline import Channel
from coordination.partners.catalog import Catalog
from coordination.partners.check_documents import document_defects
from tests.plugins.ours import catalog

EVERY = [(place.slug, document) for place in catalog().jurisdictions.values() for document in place.documents]
DECLARED = pytest.mark.parametrize(("place", "document"), EVERY, ids=[document.slug for _, document in EVERY])


@DECLARED
def test_every_document_keeps_out_who_reported_and_where_the_child_is(place: str, document: Document) -> None:
    assert place
    for field in document.fields:
        assert document.kept_out(field) >= {*NEVER_SHARED, InformationType.LOCATION}
    if document.slug != "otip_request":
        assert InformationType.IMMIGRATION in document.never


@DECLARED
def test_every_document_says_that_a_person_files_it_and_by_which_law(place: str, document: Document) -> None:
    assert place
    assert document.where.endswith(".")
    assert document.quote
    assert all(address.source for address in document.addresses)


def test_the_endangerments_of_federal_law_are_in_the_packet() -> None:
    """42 USC 671(a)(35)(B), C2a: "pregnancy, prescriptions, suicidal tendencies, trafficking vulnerability, other"."""
    (packet,) = [document for _, document in EVERY if document.slug == "ncmec_packet"]
    slugs = {field.slug for field in packet.fields}
    assert slugs >= {"photo", "description", "pregnant", "medicine", "suicidal", "trafficking_risk", "other_danger"}


def test_a_receipt_has_the_channels_of_a_proof() -> None:
    assert {choice.slug: choice.title for choice in CHANNELS} == {
        one.value: one.words for one in Channel if one is not Channel.HUB
    }


def test_a_document_whose_field_names_no_question_refuses_to_start() -> None:
    ours: Catalog = catalog()
    federal = ours.jurisdictions["us_federal"]
    partners = list(ours.partner_types.values())
    assert document_defects(partners, [federal]) == []
    (first,) = [document for document in federal.documents if document.code_sets]
    wrong = {
        "asks nosuch": replace(
            first, fields=(replace(first.fields[4], sources=(Asked(form="child", question="nosuch"),)),)
        ),
        "never may be": replace(first, never=frozenset({InformationType.CHILD_PROTECTION})),
        "has no quote": replace(first, quote=""),
        "must say of which period": replace(first, speaks_of=None),
        "no April and no October": replace(first, code_sets=(replace(first.code_sets[0], first="2022-05"),)),
        "stands within no field": replace(first, fields=(replace(first.fields[0], within="nosuch"),)),
        "does not hold": replace(first, information_type=InformationType.EDUCATION),
        "declared twice": first,
    }
    for words, document in wrong.items():
        both = replace(federal, documents=(first, document) if words == "declared twice" else (document,))
        assert any(words in defect for defect in document_defects(partners, [both])), words
