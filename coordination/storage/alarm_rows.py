"""Room: storage. What nobody did in time: requests without an answer, places without people, releases about to end.

Rows are found by their dates alone and only ids and handles come back. INVARIANT: nothing of a confidential program is
found, on either side: a stall alarm about it would tell that it serves somebody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from coordination.model.authority import LEGAL_DEMAND
from coordination.model.ids import CaseId, Handle, ProgramId
from coordination.storage.authority_tables import authorities
from coordination.storage.cabinet import Cabinet
from coordination.storage.case_tables import cases, memberships, places
from coordination.storage.record_tables import not_ended, releases, requests
from coordination.storage.roster import programs

REQUEST_WAITS = timedelta(days=3)  # our choice: no seed states how long a supervisor may take
PLACE_WAITS = timedelta(days=2)  # our choice, likewise
RELEASE_ENDS = timedelta(days=7)
MAJORITY_AHEAD = timedelta(days=30)  # our choice: time to ask somebody afresh who may be hard to find
# Nobody is told of what lies longer behind: an alarm is no archive, and a hub that was away for a month does not flood.
LONG_AGO = timedelta(days=30)
MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One thing that is due: whose people are to be told, on which case, what it is told once for, and its handle."""

    program_id: ProgramId
    case_id: CaseId
    cause: str
    about: Handle


def facts_of_requests_stalled(cabinet: Cabinet) -> list[Due]:
    """Requests to open a type that waited REQUEST_WAITS for an answer of the owning program, on open cases."""
    asked = requests.c.asked_at
    query = (
        select(requests.c.program_id, requests.c.case_id, requests.c.id, requests.c.handle)
        .join(cases, cases.c.id == requests.c.case_id)
        .where(
            requests.c.answered_at.is_(None),
            asked <= cabinet.now - REQUEST_WAITS,
            asked > cabinet.now - LONG_AGO,
            cases.c.closed_at.is_(None),
            _open_program(requests.c.program_id),
            _open_program(requests.c.asking_program_id),
        )
        .order_by(asked)
    )
    return _due(cabinet, query)


def facts_of_places_without_people(cabinet: Cabinet) -> list[Due]:
    """Places that a program has had for PLACE_WAITS without a team member, on open cases."""
    somebody = exists().where(
        memberships.c.case_id == places.c.case_id,
        memberships.c.program_id == places.c.program_id,
    )
    query = (
        select(places.c.program_id, places.c.case_id, places.c.id, cases.c.handle)
        .join(cases, cases.c.id == places.c.case_id)
        .where(
            places.c.since <= cabinet.now - PLACE_WAITS,
            places.c.since > cabinet.now - LONG_AGO,
            or_(places.c.until.is_(None), places.c.until > cabinet.now),
            cases.c.closed_at.is_(None),
            ~somebody,
            _open_program(places.c.program_id),
        )
        .order_by(places.c.since)
    )
    return _due(cabinet, query)


def facts_of_releases_ending_at_18(cabinet: Cabinet) -> list[Due]:
    """Releases that end within MAJORITY_AHEAD because the person turns 18, before their last day."""
    ends = releases.c.ends_at_majority
    return _due(cabinet, _at_18(ends > cabinet.now, ends <= cabinet.now + MAJORITY_AHEAD))


def facts_of_releases_ended_at_18(cabinet: Cabinet) -> list[Due]:
    """Releases that have ended because the person is 18; told on the day, on a closed case too."""
    ends = releases.c.ends_at_majority
    return _due(cabinet, _at_18(ends <= cabinet.now, ends > cabinet.now - LONG_AGO))


def _at_18(*when: ColumnElement[bool]) -> Select[Any]:
    return (
        select(releases.c.program_id, releases.c.case_id, releases.c.id, releases.c.handle)
        .where(
            *when,
            releases.c.ends_at_majority < releases.c.expires_at,
            releases.c.revoked_at.is_(None),
            releases.c.names_hub.is_(False),
            _open_program(releases.c.program_id),
        )
        .order_by(releases.c.ends_at_majority)
    )


def facts_of_releases_ending(cabinet: Cabinet) -> list[Due]:
    """Releases in force that end within RELEASE_ENDS, to tell the program that recorded them."""
    query = (
        select(releases.c.program_id, releases.c.case_id, releases.c.id, releases.c.handle)
        .join(cases, cases.c.id == releases.c.case_id)
        .where(
            and_(releases.c.expires_at > cabinet.now, releases.c.expires_at <= cabinet.now + RELEASE_ENDS),
            # One that was never meant to last longer than a week would be told of at its birth.
            releases.c.starts_at <= cabinet.now - timedelta(days=1),
            not_ended(releases, cabinet.now),
            releases.c.names_hub.is_(False),
            cases.c.closed_at.is_(None),
            _open_program(releases.c.program_id),
        )
        .order_by(releases.c.expires_at)
    )
    return _due(cabinet, query)


def facts_of_authorities_ending(cabinet: Cabinet) -> list[Due]:
    """Orders and other papers in force that end within RELEASE_ENDS, to tell the program that filed them."""
    query = (
        select(authorities.c.program_id, authorities.c.case_id, authorities.c.id, authorities.c.handle)
        .join(cases, cases.c.id == authorities.c.case_id)
        .where(
            and_(authorities.c.expires_at > cabinet.now, authorities.c.expires_at <= cabinet.now + RELEASE_ENDS),
            authorities.c.starts_at <= cabinet.now - timedelta(days=1),  # as above
            authorities.c.ended_at.is_(None),
            authorities.c.kind != LEGAL_DEMAND,
            cases.c.closed_at.is_(None),
            _open_program(authorities.c.program_id),
        )
        .order_by(authorities.c.expires_at)
    )
    return _due(cabinet, query)


def _open_program(column: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether it is not a confidential program."""
    return column.in_(select(programs.c.id).where(programs.c.confidential.is_(False)))


def _due(cabinet: Cabinet, query: Select[Any]) -> list[Due]:
    return [
        Due(program_id=ProgramId(program), case_id=CaseId(case), cause=cause, about=Handle(handle))
        for program, case, cause, handle in cabinet.connection.execute(query.limit(MOST))
    ]
