"""Room: storage. Emergency access: rows by which the policy judges, who must review it, and the sealed explanation.

The explanation is an envelope under the data key of (case, identity, the program of whoever asked); its own people and
the programs that review open it, and nobody else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, exists, insert, or_, select, update

from coordination.audit import endings
from coordination.audit.endings import Ending
from coordination.audit.grant import Grant
from coordination.declare.information import InformationType
from coordination.model.emergency import EmergencyFacts, Review, Verdict
from coordination.model.errors import Conflict
from coordination.model.ids import CaseId, EmergencyId, Handle, PersonId, ProgramId
from coordination.storage import keys
from coordination.storage.alarm_rows import Due
from coordination.storage.authority_tables import emergencies, emergency_reviews
from coordination.storage.cabinet import Cabinet
from coordination.storage.case_tables import cases
from coordination.storage.program_facts import facts_of_programs
from coordination.storage.roster import people, programs

TABLE = "emergencies"
_MOST = 200


def start(cabinet: Cabinet, grant: Grant, facts: EmergencyFacts, words: str, reviewers: Iterable[ProgramId]) -> None:
    """Keep the emergency access of the grant's own actor, with a review owed by each of these programs."""
    case_id, actor = grant.case.case_id, grant.actor
    drawer = _drawer(facts.id, case_id, actor.program_id)
    key_id, body = keys.seal(cabinet, grant, drawer, actor.program.agency_id, words.encode())
    cabinet.connection.execute(
        insert(emergencies).values(
            id=facts.id,
            handle=facts.handle,
            case_id=case_id,
            program_id=actor.program_id,
            person_id=actor.person_id,
            reason=facts.reason,
            starts_at=facts.starts_at,
            expires_at=facts.expires_at,
            review_due_at=facts.review_due_at,
            key_id=key_id,
            body=body,
        )
    )
    owed = {"emergency_id": facts.id, "case_id": case_id, "asked_at": cabinet.now}
    cabinet.connection.execute(insert(emergency_reviews), [{**owed, "program_id": one} for one in sorted(reviewers)])


def end(cabinet: Cabinet, grant: Grant, emergency_id: EmergencyId) -> None:
    """End one at this instant, also for a restored backup; one that ended before stays as it ended."""
    done = cabinet.connection.execute(
        update(emergencies)
        .where(
            emergencies.c.id == emergency_id,
            emergencies.c.case_id == grant.case.case_id,
            emergencies.c.ended_at.is_(None),
            emergencies.c.expires_at > cabinet.now,
        )
        .values(ended_at=cabinet.now, ended_by=grant.actor.person_id)
    )
    if done.rowcount:
        endings.put(cabinet.connection, Ending(kind="emergency", object=emergency_id, at=cabinet.now))


def review(cabinet: Cabinet, grant: Grant, emergency_id: EmergencyId, verdict: Verdict) -> None:
    """Keep what the actor's program says of one. Conflict when somebody of it said so before."""
    done = cabinet.connection.execute(
        update(emergency_reviews)
        .where(
            emergency_reviews.c.emergency_id == emergency_id,
            emergency_reviews.c.case_id == grant.case.case_id,
            emergency_reviews.c.program_id == grant.actor.program_id,
            emergency_reviews.c.reviewed_at.is_(None),
        )
        .values(reviewed_at=cabinet.now, reviewed_by=grant.actor.person_id, verdict=verdict.value)
    )
    if done.rowcount != 1:
        raise Conflict("Somebody of your program reviewed this first.")


def open_words(cabinet: Cabinet, grant: Grant, found: Sequence[EmergencyFacts]) -> dict[EmergencyId, str]:
    """What was written with each, for the people of its own program and of those that review it."""
    asked = [one.id for one in found if _party(grant, one)]
    query = select(emergencies).where(emergencies.c.id.in_(asked), emergencies.c.case_id.in_(list(grant.case_ids())))
    words = {}
    for row in cabinet.connection.execute(query):
        drawer = _drawer(EmergencyId(row.id), CaseId(row.case_id), ProgramId(row.program_id))
        parties = (ProgramId(row.program_id), grant.actor.program_id)
        words[EmergencyId(row.id)] = keys.unseal_sent(cabinet, grant, drawer, parties, row.key_id, row.body).decode()
    return words


def facts_of_person(cabinet: Cabinet, case_id: CaseId, person_id: PersonId) -> list[EmergencyFacts]:
    """Every emergency access of one person to one case, the newest first."""
    return _facts(cabinet, and_(emergencies.c.case_id == case_id, emergencies.c.person_id == person_id))


def facts_of_one(cabinet: Cabinet, case_id: CaseId, emergency_id: EmergencyId) -> EmergencyFacts | None:
    """One of this case, or None."""
    found = _facts(cabinet, and_(emergencies.c.case_id == case_id, emergencies.c.id == emergency_id))
    return next(iter(found), None)


def facts_of_program(cabinet: Cabinet, program_id: ProgramId) -> list[EmergencyFacts]:
    """Those that a program's people used or that it reviews, the newest first; at most 200."""
    reviews = exists().where(
        emergency_reviews.c.emergency_id == emergencies.c.id, emergency_reviews.c.program_id == program_id
    )
    return _facts(cabinet, or_(emergencies.c.program_id == program_id, reviews))


def facts_of_unreviewed(cabinet: Cabinet) -> list[Due]:
    """What is owed a review that is overdue: each program that still owes it, and the program of whoever used it."""
    waiting = (
        select(emergency_reviews.c.program_id, emergencies.c.case_id, emergencies.c.id, emergencies.c.handle)
        .join(emergencies, emergencies.c.id == emergency_reviews.c.emergency_id)
        .where(emergency_reviews.c.reviewed_at.is_(None), emergencies.c.review_due_at <= cabinet.now)
    )
    users = (
        select(emergencies.c.program_id, emergencies.c.case_id, emergencies.c.id, emergencies.c.handle)
        .join(emergency_reviews, emergency_reviews.c.emergency_id == emergencies.c.id)
        .where(emergency_reviews.c.reviewed_at.is_(None), emergencies.c.review_due_at <= cabinet.now)
    )
    rows = cabinet.connection.execute(waiting.union(users).limit(_MOST))
    return [
        Due(program_id=ProgramId(program), case_id=CaseId(case), cause=cause, about=Handle(handle))
        for program, case, cause, handle in rows
    ]


def facts_of_waiting(cabinet: Cabinet, handles: Iterable[Handle]) -> frozenset[Handle]:
    """Of these, by handle, those that still wait for a review."""
    query = (
        select(emergencies.c.handle)
        .distinct()
        .join(emergency_reviews, emergency_reviews.c.emergency_id == emergencies.c.id)
        .where(emergencies.c.handle.in_(sorted(handles)), emergency_reviews.c.reviewed_at.is_(None))
    )
    return frozenset(Handle(found) for found in cabinet.connection.execute(query).scalars())


def _party(grant: Grant, one: EmergencyFacts) -> bool:
    return grant.actor.program_id == one.program.id or one.review_of(grant.actor.program_id) is not None


def _facts(cabinet: Cabinet, chosen: ColumnElement[bool]) -> list[EmergencyFacts]:
    query = (
        select(
            emergencies.c.id,
            emergencies.c.handle,
            emergencies.c.case_id,
            emergencies.c.program_id,
            emergencies.c.person_id,
            emergencies.c.reason,
            emergencies.c.starts_at,
            emergencies.c.expires_at,
            emergencies.c.ended_at,
            emergencies.c.review_due_at,
            cases.c.reference,
            people.c.name,
        )
        .join(cases, cases.c.id == emergencies.c.case_id)
        .join(people, people.c.id == emergencies.c.person_id)
        .where(chosen)
        .order_by(emergencies.c.starts_at.desc(), emergencies.c.id)
        .limit(_MOST)
    )
    rows = cabinet.connection.execute(query).all()
    reviews = _reviews(cabinet, [row.id for row in rows])
    known = facts_of_programs(cabinet.connection, {row.program_id for row in rows}) if rows else {}
    return [
        EmergencyFacts(
            id=EmergencyId(row.id),
            handle=Handle(row.handle),
            case_id=CaseId(row.case_id),
            case_reference=row.reference,
            program=known[ProgramId(row.program_id)],
            person_id=PersonId(row.person_id),
            person_name=row.name,
            reason=row.reason,
            starts_at=row.starts_at,
            expires_at=row.expires_at,
            ended_at=row.ended_at,
            review_due_at=row.review_due_at,
            reviews=tuple(reviews[row.id]),
        )
        for row in rows
    ]


def _reviews(cabinet: Cabinet, ids: list[str]) -> dict[str, list[Review]]:
    query = (
        select(emergency_reviews, programs.c.name, people.c.name.label("by_name"))
        .join(programs, programs.c.id == emergency_reviews.c.program_id)
        .outerjoin(people, people.c.id == emergency_reviews.c.reviewed_by)
        .where(emergency_reviews.c.emergency_id.in_(ids))
        .order_by(programs.c.name)
    )
    found: dict[str, list[Review]] = defaultdict(list)
    for row in cabinet.connection.execute(query) if ids else ():
        found[row.emergency_id].append(_review(row))
    return found


def _review(row: Row[Any]) -> Review:
    at: datetime | None = row.reviewed_at
    return Review(
        program_id=ProgramId(row.program_id),
        program_name=row.name,
        at=at,
        by=row.by_name or "",
        verdict=Verdict(row.verdict) if row.verdict else None,
    )


def _drawer(emergency_id: EmergencyId, case_id: CaseId, program_id: ProgramId) -> keys.Drawer:
    return keys.Drawer(
        table=TABLE,
        row=emergency_id,
        case_id=case_id,
        information_type=InformationType.IDENTITY,
        program_id=program_id,
    )
