"""Room: plugins. Minnesota's routes of reports of child sex trafficking, by the day of the report.

Source: the two seeds on Minnesota's child welfare response and Safe Harbor, which say it in the same words; 260E.17
calls the new response an assessment. What holds while nobody knows whether the offender is a caregiver, neither says.
"""

from __future__ import annotations

from datetime import date

from coordination.declare import CaregiverStatus, Route

_ZONE = "America/Chicago"
_SEX_TRAFFICKING = frozenset({"sex_trafficking"})
_SOURCE = "Minnesota DHS, child welfare response to human trafficking; the same in the page on Safe Harbor"

ROUTES = (
    Route(
        slug="mn_investigation",
        response="Investigation",
        allegations=_SEX_TRAFFICKING,
        statuses=frozenset(CaregiverStatus),
        zone=_ZONE,
        last_day=date(2024, 6, 30),
        citation="Minn. Stat. 260E.17, before 1 July 2024",
        quote=(
            "All screened-in reports of sex trafficking must be investigated by child protection, regardless of alleged"
            " offender relationship."
        ),
        source=_SOURCE,
    ),
    Route(
        slug="mn_noncaregiver_response",
        response="Non-caregiver sex trafficking response",
        allegations=_SEX_TRAFFICKING,
        statuses=frozenset({CaregiverStatus.NON_CAREGIVER}),
        zone=_ZONE,
        first_day=date(2024, 7, 1),
        citation="Minn. Stat. 260E.17, from 1 July 2024; Bulletin 24-68-10",
        quote=(
            "Effective July 1, 2024, reports of non-caregiver sex trafficking will be assessed using a non-caregiver"
            " sex trafficking response."
        ),
        source=_SOURCE,
    ),
    Route(
        slug="mn_investigation_of_others",
        response="Investigation",
        allegations=_SEX_TRAFFICKING,
        statuses=frozenset({CaregiverStatus.CAREGIVER}),
        zone=_ZONE,
        first_day=date(2024, 7, 1),
        citation="Minn. Stat. 260E.17, from 1 July 2024; Bulletin 24-68-10",
        quote="Other reports will continue to be investigated.",
        source=_SOURCE,
    ),
)
