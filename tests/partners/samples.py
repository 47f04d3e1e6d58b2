"""Room: tests. One small, sound plugin, to be broken field by field."""

from __future__ import annotations

from coordination.declare import (
    Disclosure,
    Form,
    FormKind,
    InformationType,
    Jurisdiction,
    LegalAuthority,
    PartnerType,
    Question,
    Regime,
)

QUESTION = Question(slug="what", title="What happened")
FORM = Form(
    slug="note",
    version=1,
    title="Note",
    kind=FormKind.NOTE,
    information_type=InformationType.REPORT,
    questions=(QUESTION,),
)
PARTNER = PartnerType(
    slug="sample",
    title="Sample",
    regimes=frozenset({Regime.CAPTA}),
    confidential=False,
    holds=frozenset({InformationType.REPORT}),
    roles=(("worker", "Worker"),),
    forms=(FORM,),
)
AUTHORITY = LegalAuthority(slug="law", title="A law", citation="Stat. 1", sentence="a law says so.")
RULE = Disclosure(
    slug="sample_to_sample",
    authority="law",
    sharing=frozenset({"sample"}),
    recipients=frozenset({"sample"}),
    types=frozenset({InformationType.REPORT}),
    government_only=True,
)
PLACE = Jurisdiction(slug="nowhere", title="Nowhere", authorities=(AUTHORITY,), disclosures=(RULE,))
