"""Room: tests. What the bare application asks: a statement for each part of a page, over plain tables.

Parameters: person, program, case; most: how many rows of a list.
"""

from __future__ import annotations

from sqlalchemy import bindparam, func, select

from coordination.storage.case_tables import invitations, memberships, places, visits
from coordination.storage.outbox_tables import outbox
from coordination.storage.record_tables import records
from coordination.storage.referral_tables import referrals
from coordination.storage.roster import agencies, appointments, people, programs
from tests.bench.bare_tables import bare_cases, bare_people, bare_titles, bare_types

_NAMED = programs.join(agencies, agencies.c.id == programs.c.agency_id)
_COORDINATOR = (agencies.c.name + ", " + programs.c.name).label("coordinator")
LIST = (
    select(bare_cases, _COORDINATOR, places.c.since, memberships.c.changed_at)
    .select_from(
        memberships.join(bare_cases, bare_cases.c.id == memberships.c.case_id)
        .join(places, (places.c.case_id == bare_cases.c.id) & (places.c.program_id == memberships.c.program_id))
        .join(programs, programs.c.id == bare_cases.c.coordinating_program_id)
        .join(agencies, agencies.c.id == programs.c.agency_id)
    )
    .where(
        memberships.c.person_id == bindparam("person"),
        memberships.c.program_id == bindparam("program"),
        bare_cases.c.listed.is_(True),
    )
    .order_by(memberships.c.changed_at.desc(), memberships.c.case_id.desc())
    .limit(bindparam("most"))
)
VISIT = select(visits.c.seen_at, visits.c.before_at).where(
    visits.c.person_id == bindparam("person"), visits.c.program_id == bindparam("program")
)
CASE = (
    select(bare_cases, _COORDINATOR)
    .select_from(bare_cases.join(_NAMED, programs.c.id == bare_cases.c.coordinating_program_id))
    .where(bare_cases.c.id == bindparam("case"))
)
TYPES = (
    select(bare_types, (agencies.c.name + ", " + programs.c.name).label("program_name"))
    .select_from(bare_types.join(_NAMED, programs.c.id == bare_types.c.program_id))
    .where(bare_types.c.case_id == bindparam("case"))
    .order_by(bare_types.c.place)
)
HEADS = (
    select(
        records.c.id,
        records.c.program_id,
        records.c.information_type,
        records.c.filed_at,
        records.c.corrects,
        people.c.name.label("author_name"),
        func.coalesce(bare_titles.c.title, records.c.form).label("title"),
    )
    .select_from(
        records.join(people, people.c.id == records.c.author_id)
        .outerjoin(bare_titles, bare_titles.c.form == records.c.form)
        .join(
            bare_types,
            (bare_types.c.case_id == records.c.case_id)
            & (bare_types.c.program_id == records.c.program_id)
            & (bare_types.c.information_type == records.c.information_type)
            & (bare_types.c.access == "open"),
        )
    )
    .where(records.c.case_id == bindparam("case"), records.c.current.is_(True), records.c.withdrawn_at.is_(None))
    .order_by(records.c.filed_at.desc(), records.c.id)
)
PEOPLE = select(bare_people).where(bare_people.c.case_id == bindparam("case")).order_by(bare_people.c.place)
PLACES = (
    select(places.c.program_id, places.c.since, programs.c.name, agencies.c.name.label("agency_name"))
    .select_from(places.join(_NAMED, programs.c.id == places.c.program_id))
    .where(places.c.case_id == bindparam("case"), programs.c.confidential.is_(False))
)
MATES = (
    select(memberships.c.program_id, people.c.name, appointments.c.title)
    .select_from(
        memberships.join(people, people.c.id == memberships.c.person_id).outerjoin(
            appointments,
            (appointments.c.person_id == people.c.id) & (appointments.c.program_id == memberships.c.program_id),
        )
    )
    .where(memberships.c.case_id == bindparam("case"))
    .order_by(people.c.name, people.c.id)
)
INVITED = select(invitations).where(
    invitations.c.case_id == bindparam("case"), invitations.c.program_id == bindparam("program")
)

_OPEN = (
    select(referrals, bare_cases.c.reference, programs.c.name, agencies.c.name.label("agency_name"))
    .where(
        bare_cases.c.listed.is_(True),
        referrals.c.standing == "active",
        referrals.c.state.not_in(["completed", "rejected", "failed", "cancelled", "entered_in_error"]),
        (referrals.c.kind != "report") | (referrals.c.state != "accepted"),
    )
    .order_by(referrals.c.urgency.desc(), referrals.c.sent_at, referrals.c.id)
    .limit(200)
)
_OF_CASE = referrals.join(bare_cases, bare_cases.c.id == referrals.c.case_id)
RECEIVED = _OPEN.select_from(
    _OF_CASE.join(programs, programs.c.id == referrals.c.program_id).join(
        agencies, agencies.c.id == programs.c.agency_id
    )
).where(referrals.c.recipient_id == bindparam("program"))
SENT = _OPEN.select_from(
    _OF_CASE.join(programs, programs.c.id == referrals.c.recipient_id)
    .join(agencies, agencies.c.id == programs.c.agency_id)
    .join(
        memberships,
        (memberships.c.case_id == referrals.c.case_id)
        & (memberships.c.person_id == bindparam("person"))
        & (memberships.c.program_id == referrals.c.program_id),
    )
).where(referrals.c.program_id == bindparam("program"))
UNSEEN = (
    select(func.count())
    .select_from(outbox)
    .where(
        outbox.c.person_id == bindparam("person"),
        outbox.c.program_id == bindparam("program"),
        outbox.c.seen_at.is_(None),
    )
)
