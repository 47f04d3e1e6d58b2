"""Room: plugins. What Maine makes somebody owe within a time: policy IV.D-2B of its child and family services.

Source: seed 003; law-and-standards.md §2 C13. What a tier asks for (C14) is said without a number and is not here.
"""

from __future__ import annotations

from coordination.declare import DeadlineRule, Event, InformationType, Unit

# From the call and not from the decision: what the program learned, and when, is the call to intake.
SCREENED_OUT_TO_DA = DeadlineRule(
    slug="me_screened_out_to_da",
    version=1,
    title="Refer the report that was screened out to the district attorney",
    event=Event.SCREENED_OUT,
    amount=24,
    unit=Unit.ELAPSED_HOURS,
    owed_by=frozenset({"child_welfare"}),
    information_type=InformationType.REPORT,
    told="The district attorney’s office",
    citation="OCFS policy IV.D-2B A.1 (seed 003, A.1)",
    quote="if not appropriate for Child Welfare intervention, a referral to the appropriate District Attorney’s (DA) "
    "Office will be made within 24 hours of the report being called into intake",
    source="seeds/003_1556d34b4e9d369a.txt, VII A.1; law-and-standards.md §2 C13",
)

DEADLINES = (SCREENED_OUT_TO_DA,)
