"""Room: plugins. What Minnesota makes somebody owe within a time, as far as its text or the state's guide was read.

Source: law-and-standards.md §2 (C8, C11; C3 is in found.py) and §7 (notice to the tribe). The times of the screening
decision (C9) and of seeing the child (C10) rest on memory and stand in gaps.py.
"""

from __future__ import annotations

from coordination.declare import DeadlineRule, Event, InformationType, Unit

_LOCAL_AGENCY = frozenset({"child_welfare"})
# 260E.06: healing arts, hospitals, psychological and psychiatric treatment, child care, education, social services,
# correctional supervision and probation, law enforcement. That somebody reported is guarded as the reporter is: it
# shows to their own program alone. A confidential shelter cannot name that type and keeps this outside of the hub.
_REPORTERS = frozenset(
    {
        "child_advocacy_center",
        "child_welfare",
        "juvenile_justice",
        "law_enforcement",
        "medical",
        "mental_health",
        "schools",
        "substance_use",
    }
)
_REPORTS = "Minn. Stat. 260E.03 subd. 9; 260E.06; 260E.09"

ORAL_REPORT = DeadlineRule(
    slug="mn_oral_report",
    version=1,
    title="Report by telephone or in person to child protection or police",
    event=Event.MANDATED_SUSPICION,
    amount=24,
    unit=Unit.ELAPSED_HOURS,
    at_once=True,
    owed_by=_REPORTERS,
    information_type=InformationType.REPORTER_IDENTITY,
    told="Child protection, police or sheriff",
    citation=_REPORTS,
    quote="“immediately” means as soon as possible but in no event longer than 24 hours. An oral report shall be made "
    "immediately by telephone or otherwise.",
    source="law-and-standards.md §2 C8; the words: childwelfare.gov, Making and Screening Reports, Minnesota",
    proof_is=Event.ORAL_REPORT_MADE,
)
WRITTEN_REPORT = DeadlineRule(
    slug="mn_written_report",
    version=1,
    title="Send the written report",
    event=Event.ORAL_REPORT_MADE,
    amount=72,
    unit=Unit.HOURS_OF_WORKING_DAYS,
    owed_by=_REPORTERS,
    information_type=InformationType.REPORTER_IDENTITY,
    told="Child protection, police or sheriff",
    citation=_REPORTS,
    quote="An oral report made by a mandated reporter shall be followed within 72 hours, exclusive of weekends and "
    "holidays, by a report in writing",
    source="law-and-standards.md §2 C8; the words: childwelfare.gov, Making and Screening Reports, Minnesota",
)
# "May be extended to permit the completion of a criminal investigation": more time with its reason, and no pause.
CONCLUSION = DeadlineRule(
    slug="mn_conclusion",
    version=1,
    title="Conclude the assessment or investigation",
    event=Event.REPORT_RECEIVED,
    amount=45,
    unit=Unit.CALENDAR_DAYS,
    owed_by=_LOCAL_AGENCY,
    information_type=InformationType.CHILD_PROTECTION,
    citation="Minn. Stat. 260E.24 subd. 1",
    quote="The local welfare agency shall conclude the family assessment or the investigation within 45 days of the "
    "receipt of a report.",
    source="law-and-standards.md §2 C11",
)
TRIBAL_NOTICE = DeadlineRule(
    slug="mn_tribal_notice",
    version=1,
    title="Notify the child’s tribe",
    event=Event.ASSESSMENT_OPENED,
    amount=24,
    unit=Unit.ELAPSED_HOURS,
    at_once=True,
    owed_by=_LOCAL_AGENCY,
    information_type=InformationType.CHILD_PROTECTION,
    told="The child’s tribe",
    citation="Minn. Stat. 260E.18 (2023)",
    quote="The local welfare agency shall provide immediate notice … to an Indian child's Tribe when the agency has "
    "reason to believe that the family assessment, investigation, or noncaregiver sex trafficking assessment may "
    "involve an Indian child. For purposes of this section, “immediate notice” means notice provided within 24 hours.",
    source="law-and-standards.md §7; the words: lawserver.com, 2023 text",
)

DEADLINES = (ORAL_REPORT, WRITTEN_REPORT, CONCLUSION, TRIBAL_NOTICE)
