"""Room: plugins. Maine: what intake owes when a report of trafficking is screened out.

Source: OCFS policy IV.D-2B, effective 7 April 2016, VII.A.1. The clock runs from the call and not from the decision.
Which state law lets intake tell the district attorney, and what of the report, was not read (gaps.py, me_screened_out).
"""

from __future__ import annotations

from coordination.declare import Basis, DeadlineRule, Event, InformationType, Unit

SCREENED_OUT_TO_DA = DeadlineRule(
    slug="me_screened_out_to_da",
    version=1,
    title="Refer the screened-out report to the district attorney",
    event=Event.SCREENED_OUT,
    basis=Basis.HAPPENED,
    amount=24,
    unit=Unit.ELAPSED_HOURS,
    owed_by=frozenset({"child_welfare"}),
    information_type=InformationType.REPORT,
    told="District attorney",
    sent_to=frozenset({"prosecution"}),
    citation="OCFS policy IV.D-2B, VII.A.1",
    quote=(
        "caseworkers and supervisor will work together to ensure that the report is either screened in for Child"
        " Welfare intervention, or if not appropriate for Child Welfare intervention, a referral to the appropriate"
        " District Attorney’s (DA) Office will be made within 24 hours of the report being called into intake."
    ),
    source="seeds/003_1556d34b4e9d369a.txt, VII A.1; law-and-standards.md §2 C13",
)

# "will complete", and no time: due at once, and overdue after a week of ours.
SCREENED_IN_TO_SCREEN = DeadlineRule(
    slug="me_screened_in_to_screen",
    version=1,
    title="Complete the screening tool for trafficking and exploitation",
    event=Event.SCREENED_IN_TRAFFICKING,
    amount=7 * 24,
    unit=Unit.AT_ONCE,
    owed_by=frozenset({"child_welfare"}),
    information_type=InformationType.SCREENING,
    citation="OCFS policy IV.D-2B, VII.A.1",
    quote=(
        "If the report is screened in for intervention, assessment staff will complete the HTCSEC screening tool and"
        " follow corresponding protocol."
    ),
    source="seed IV.D-2B, VII.A.1",
)

DEADLINES = (SCREENED_OUT_TO_DA, SCREENED_IN_TO_SCREEN)
