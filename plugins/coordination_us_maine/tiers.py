"""Room: plugins. Maine: what the tiers of Appendix A oblige the caseworker's program to do, as deadlines.

Source: OCFS policy IV.D-2B, effective 7 April 2016, VII.B and Appendix A. It sets no number of hours for any of them:
of the report it says "immediately", of the rest nothing. So each is due at once, and `amount` is no law: it is when the
agency itself begins to count it as overdue. Where body and appendix differ (high risk), both are done; whether high
risk is reported too is a switch of the tool, which tells TIER_HIGH_REPORT or does not.
"""

from __future__ import annotations

from coordination.declare import DeadlineRule, Event, InformationType, Unit

_POLICY = "OCFS policy IV.D-2B"
_SEED = "seed IV.D-2B; law-and-standards.md §2 C14"
_CASEWORKER = frozenset({"child_welfare"})
_AGENCY_DAY, _AGENCY_WEEK = 24, 7 * 24  # hours: a default of ours, no law

STATE_SYSTEM = DeadlineRule(
    slug="me_confirmed_state_system",
    version=1,
    title="Identify the child in MACWIS as a victim of human trafficking",
    event=Event.TIER_CONFIRMED,
    amount=_AGENCY_DAY,
    unit=Unit.AT_ONCE,
    owed_by=_CASEWORKER,
    information_type=InformationType.SCREENING,
    told="MACWIS",
    duty="me_state_system",
    citation=f"{_POLICY}, Appendix A",
    quote="Client identified in MACWIS as HT victim",
    source=_SEED,
)
CONFIRMED_REPORT = DeadlineRule(
    slug="me_confirmed_da_report",
    version=1,
    title="Report to the district attorney",
    event=Event.TIER_CONFIRMED,
    amount=_AGENCY_DAY,
    unit=Unit.AT_ONCE,
    at_once=True,
    owed_by=_CASEWORKER,
    information_type=InformationType.SCREENING,
    told="District attorney",
    sent_to=frozenset({"prosecution"}),
    duty="me_da_report",
    citation=f"{_POLICY}, VII.B.1",
    quote="a report to the appropriate county District Attorney will be made immediately (if not done so already)",
    source=_SEED,
)
CONFIRMED_TEAM = DeadlineRule(
    slug="me_confirmed_team",
    version=1,
    title="Refer to the nearest child advocacy center, to convene a team",
    event=Event.TIER_CONFIRMED,
    amount=_AGENCY_DAY,
    unit=Unit.AT_ONCE,
    owed_by=_CASEWORKER,
    information_type=InformationType.SCREENING,
    told="Child advocacy center",
    sent_to=frozenset({"child_advocacy_center"}),
    duty="me_team",
    citation=f"{_POLICY}, VII.B.1",
    quote=(
        "a referral to the nearest Child Advocacy Center (CAC) will be made to convene a multidisciplinary team to"
        " address the complexity of the situation and form next steps to attain safety and services for the victim."
    ),
    source=_SEED,
)
HIGH_TEAM = DeadlineRule(
    slug="me_high_team",
    version=1,
    title="Refer to the nearest child advocacy center, to convene a team that plans for all risk factors",
    event=Event.TIER_HIGH,
    amount=_AGENCY_DAY,
    unit=Unit.AT_ONCE,
    owed_by=_CASEWORKER,
    information_type=InformationType.SCREENING,
    told="Child advocacy center",
    sent_to=frozenset({"child_advocacy_center"}),
    duty="me_team",
    citation=f"{_POLICY}, VII.B.2",
    quote=(
        "a referral to the nearest CAC will be made to convene a multidisciplinary team to address the complexity of"
        " the situation and form next steps to attain safety and services for the victim. Information around all"
        " assessed risk factors should be shared and planned for within the MDT."
    ),
    source=_SEED,
)
HIGH_REPORT = DeadlineRule(
    slug="me_high_da_report",
    version=1,
    title="Report to the district attorney",
    event=Event.TIER_HIGH_REPORT,
    amount=_AGENCY_DAY,
    unit=Unit.AT_ONCE,
    owed_by=_CASEWORKER,
    information_type=InformationType.SCREENING,
    told="District attorney",
    sent_to=frozenset({"prosecution"}),
    duty="me_da_report",
    citation=f"{_POLICY}, Appendix A",
    quote="Report to District Attorney made",
    source=_SEED,
)
CONSULTATION = DeadlineRule(
    slug="me_consultation",
    version=1,
    title="Hold the consultation with the program administrator or the assistant, and a supervisor",
    event=Event.TIER_MODERATE,
    amount=_AGENCY_WEEK,
    unit=Unit.AT_ONCE,
    owed_by=_CASEWORKER,
    information_type=InformationType.SCREENING,
    citation=f"{_POLICY}, VII.B.3",
    quote=(
        "a consultation meeting should be set up by the caseworker that includes a Program Administrator or Assistant"
        " Program Administrator and a Supervisor to plan for safety and next steps and to strategize around the running"
        " away behavior and other identified risk factors."
    ),
    source=_SEED,
)
REFERRALS = DeadlineRule(
    slug="me_at_risk_referrals",
    version=1,
    title="Make referrals as necessary, especially to sexual assault support services",
    event=Event.TIER_AT_RISK,
    amount=_AGENCY_WEEK,
    unit=Unit.AT_ONCE,
    owed_by=_CASEWORKER,
    information_type=InformationType.SCREENING,
    citation=f"{_POLICY}, VII.B.4 and Appendix A",
    quote="Make referrals as necessary, especially to sexual assault support services",
    source=_SEED,
)

DEADLINES = (STATE_SYSTEM, CONFIRMED_REPORT, CONFIRMED_TEAM, HIGH_TEAM, HIGH_REPORT, CONSULTATION, REFERRALS)
