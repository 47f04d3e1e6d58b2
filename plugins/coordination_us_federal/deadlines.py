"""Room: plugins. What federal law makes somebody owe within a time, as far as its text was read.

Source: law-and-standards.md §2 and §7, rows marked [R]; where the statute's own words were read elsewhere, `source`
says where. A state's title IV-E agency owes C1 and C2; here that is a program of child protection. What a rule of §2
says without a number (regular communication, C14), what no program of a hub owes (the Secretary's 15 days of C17) and
what is about no case (C23) starts no deadline; gaps.py says what rests on memory alone.
"""

from __future__ import annotations

from coordination.declare import Basis, DeadlineRule, Event, InformationType, Unit

_IV_E = frozenset({"child_welfare"})
_POLICE = frozenset({"law_enforcement"})
# "Any Federal, State or local official": the partner types that can be a government's, and only where a program is one.
# A court is left out: its people work on what is filed with them, and on no case.
_OFFICIALS = frozenset(
    {
        "child_advocacy_center",
        "child_protection_attorney",
        "child_representation",
        "child_welfare",
        "juvenile_justice",
        "law_enforcement",
        "medical",
        "mental_health",
        "prosecution",
        "safe_housing",
        "schools",
        "substance_use",
        "victim_advocacy",
        "victim_witness",
    }
)
# 34 USC 20341(b): healers, drug treatment, mental health, social workers, schools, police, probation, prosecutors,
# detention. Whether the program works on federal land, whoever tells of the event knows.
_COVERED = frozenset(
    {
        "child_advocacy_center",
        "child_welfare",
        "juvenile_justice",
        "law_enforcement",
        "medical",
        "mental_health",
        "prosecution",
        "schools",
        "substance_use",
    }
)
_MISSING_QUOTE = (
    "shall report immediately, and in no case later than 24 hours after receiving, information on missing or abducted "
    "children or youth to the law enforcement authorities for entry into the National Crime Information Center (NCIC) "
    "database and to the National Center for Missing and Exploited Children"
)

MISSING_TO_POLICE = DeadlineRule(
    slug="missing_to_police",
    version=1,
    title="Report the missing child to police, for entry into NCIC",
    event=Event.MISSING,
    amount=24,
    unit=Unit.ELAPSED_HOURS,
    at_once=True,
    owed_by=_IV_E,
    information_type=InformationType.MISSING,
    told="Police",
    number=True,
    citation="42 USC 671(a)(35)(B)",
    quote=_MISSING_QUOTE,
    source="law-and-standards.md §2 C2",
)
MISSING_TO_NCMEC = DeadlineRule(
    slug="missing_to_ncmec",
    version=1,
    title="Report the missing child to the National Center for Missing and Exploited Children",
    event=Event.MISSING,
    amount=24,
    unit=Unit.ELAPSED_HOURS,
    at_once=True,
    owed_by=_IV_E,
    information_type=InformationType.MISSING,
    told="NCMEC",
    number=True,
    citation="42 USC 671(a)(35)(B)",
    quote=_MISSING_QUOTE,
    source="law-and-standards.md §2 C2",
)
TRAFFICKED_TO_POLICE = DeadlineRule(
    slug="trafficked_to_police",
    version=1,
    title="Report to police that the child was identified as a victim of sex trafficking",
    event=Event.TRAFFICKING_IDENTIFIED,
    amount=24,
    unit=Unit.ELAPSED_HOURS,
    at_once=True,
    owed_by=_IV_E,
    information_type=InformationType.SCREENING,
    told="Police",
    number=True,
    citation="42 USC 671(a)(34)(A)",
    quote="report immediately, and in no case later than 24 hours after receiving, information on children who have "
    "been identified as being a victim … to law enforcement authorities under paragraph (34)(A)",
    source="law-and-standards.md §2 C1; the words: 34 USC 20705a(b)(2)(C)(i), which says paragraph (34)(A) again",
)
MISSING_INTO_NCIC = DeadlineRule(
    slug="missing_into_ncic",
    version=1,
    title="Enter the missing child into NCIC, the state system and NamUs",
    event=Event.MISSING_REPORT_RECEIVED,
    amount=2,
    unit=Unit.ELAPSED_HOURS,
    owed_by=_POLICE,
    information_type=InformationType.MISSING,
    number=True,
    citation="34 USC 41308(3)",
    quote="is entered within 2 hours of receipt into the State law enforcement system and the National Crime "
    "Information Center computer networks",
    source="law-and-standards.md §2 C4; the words: 42 USC 5780, now 34 USC 41308",
    proof_is=Event.MISSING_ENTERED,
)
MISSING_UPDATED = DeadlineRule(
    slug="missing_updated",
    version=1,
    title="Update the entry of the missing child: medical and dental records, a photo under 180 days old",
    event=Event.MISSING_ENTERED,
    amount=30,
    unit=Unit.CALENDAR_DAYS,
    owed_by=_POLICE,
    information_type=InformationType.MISSING,
    citation="34 USC 41308(1),(2),(4)",
    quote="update record with medical/dental, photo <180 days old; notify NCMEC if missing from foster care; liaise "
    "with child welfare",
    source="law-and-standards.md §2 C5, in its words",
)
FOREIGN_CHILD_TO_HHS = DeadlineRule(
    slug="foreign_child_to_hhs",
    version=1,
    title="Notify HHS (Office on Trafficking in Persons) of the child",
    event=Event.FOREIGN_CHILD_DISCOVERED,
    amount=24,
    unit=Unit.ELAPSED_HOURS,
    owed_by=_OFFICIALS,
    government_only=True,
    information_type=InformationType.IMMIGRATION,
    told="HHS, Office on Trafficking in Persons",
    number=True,
    citation="22 USC 7105(b)(1)(H)",
    quote="Not later than 24 hours after a Federal, State, or local official discovers that a person who is under 18 "
    "years of age may be a victim of a severe form of trafficking in persons, the official shall notify the Secretary "
    "of Health and Human Services",
    source="law-and-standards.md §2 C6; the words: 122 Stat. 5064",
)
FEDERAL_LAND_REPORT = DeadlineRule(
    slug="federal_land_report",
    version=1,
    title="Report the suspected abuse (federal land or facility)",
    event=Event.FEDERAL_LAND_SUSPICION,
    amount=24,
    unit=Unit.ELAPSED_HOURS,
    at_once=True,
    owed_by=_COVERED,
    information_type=InformationType.REPORTER_IDENTITY,
    told="The agency that is designated there",
    citation="34 USC 20341(a),(c)(12)",
    quote="learns of facts that give reason to suspect that a child has suffered an incident of child abuse, shall as "
    "soon as possible make a report of the suspected abuse",
    source="law-and-standards.md §2 C16 (“as soon as possible” = 24 h); the words: 42 USC 13031(a), now 34 USC 20341",
)
PART_2_LIST = DeadlineRule(
    slug="part_2_list",
    version=1,
    title="Give the patient the list of those to whom their treatment records went",
    event=Event.ACCOUNTING_REQUESTED,
    amount=30,
    unit=Unit.CALENDAR_DAYS,
    # The intermediary owes it. The hub has no program of its own: it runs for the treatment program that was asked.
    owed_by=frozenset({"substance_use"}),
    information_type=InformationType.SUBSTANCE_USE,
    told="The patient",
    citation="42 CFR 2.24",
    quote="Respond in 30 or fewer days of receipt of the written request",
    source="law-and-standards.md §2 C19; the words: 42 CFR 2.24(b)(1)",
)
AFCARS_FILE = DeadlineRule(
    slug="afcars_file",
    version=1,
    title="Put the child into the AFCARS file of the period that ended",
    event=Event.PERIOD_ENDED,
    basis=Basis.HAPPENED,
    amount=45,
    unit=Unit.CALENDAR_DAYS_TO_MONDAY,
    owed_by=_IV_E,
    information_type=InformationType.CHILD_PROTECTION,
    citation="45 CFR 1355.43(a)",
    quote="periods Oct-Mar, Apr-Sep; due 15 May / 14 Nov (45 d; weekend -> Monday)",
    source="law-and-standards.md §2 C22, in its words",
)
SHELTER_CALLS_PARENT = DeadlineRule(
    slug="shelter_calls_parent",
    version=1,
    title="Contact a parent or guardian, or another adult where that is not in the youth’s interest",
    event=Event.ADMITTED_TO_SHELTER,
    amount=72,
    unit=Unit.ELAPSED_HOURS,
    owed_by=frozenset({"safe_housing"}),
    information_type=InformationType.SAFETY_PLAN,
    told="A parent, guardian or other adult",
    citation="45 CFR 1351.24(e)",
    quote="contact parent or guardian, or another adult where that is not in the youth's interest, within 72 h",
    source="law-and-standards.md §7, in its words",
)
INTERSTATE_RETURN = DeadlineRule(
    slug="interstate_return",
    version=1,
    title="Bring the youth back under the Interstate Compact for Juveniles",
    event=Event.RETURN_FORM_RECEIVED,
    amount=5,
    unit=Unit.WORKING_DAYS,
    # The home state's compact office owes it, which is no partner type: whoever of these two received the form tells.
    owed_by=frozenset({"child_welfare", "juvenile_justice"}),
    information_type=InformationType.PLACEMENT,
    citation="ICJ rules (2020), Rule 6-102(10)",
    quote="Home/Demanding States, shall return juveniles within five (5) business days of receiving a completed Form "
    "III or adult waiver.",
    source="law-and-standards.md §7; the words: Interstate Commission for Juveniles, compliance standard B-01",
)

DEADLINES = (
    MISSING_TO_POLICE,
    MISSING_TO_NCMEC,
    TRAFFICKED_TO_POLICE,
    MISSING_INTO_NCIC,
    MISSING_UPDATED,
    FOREIGN_CHILD_TO_HHS,
    FEDERAL_LAND_REPORT,
    PART_2_LIST,
    AFCARS_FILE,
    SHELTER_CALLS_PARENT,
    INTERSTATE_RETURN,
)
