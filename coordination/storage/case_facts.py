"""Room: storage. The facts of cases for one actor: a constant number of statements, none of them narrative.

First the header with what concerns the actor themselves; the rest only where it could matter (policy/threshold.py).
INVARIANT: the header of an absent case is fetched by the same statement as that of a hidden one, gives one row as that
does, and ends there as that does: neither the answer nor its cost tells which it was (architecture §1; measured by
tests/bench/absent.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    bindparam,
    exists,
    func,
    null,
    or_,
    select,
    union_all,
)

from coordination.database.prepared import Prepared
from coordination.database.types import Identifier
from coordination.declare.information import InformationType
from coordination.model.actor import Actor
from coordination.model.facts import AuthorityOnFile, CaseFacts, Holding, Membership, Place, Release
from coordination.model.ids import CaseId, Handle, ProgramId
from coordination.model.referrals import ReferralFacts
from coordination.policy.threshold import may_matter
from coordination.storage.authority_tables import emergencies
from coordination.storage.case_tables import (
    cases,
    conflicts,
    holdings,
    memberships,
    places,
    restriction_names,
    restrictions,
)
from coordination.storage.paper_facts import (
    PAPER_COLUMNS,
    PAPERS,
    RELEASE_COLUMNS,
    grouped_papers,
    grouped_releases,
    of_a_paper,
)
from coordination.storage.program_facts import facts_of_programs
from coordination.storage.record_tables import release_recipients, release_types, releases
from coordination.storage.staging_tables import staged

# Statements are made once: building them cost more than running them (tests/bench).
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_ASKED = select(bindparam("case", type_=Identifier()).label("id")).subquery("asked")


def concerning(at: ColumnElement[str]) -> tuple[ColumnElement[bool], ...]:
    """Whether the case is restricted, restricted to others, and closed to the actor by the conflict list."""
    in_force = and_(restrictions.c.case_id == at, restrictions.c.lifted_at.is_(None))
    naming = exists().where(
        restriction_names.c.restriction_id == restrictions.c.id, restriction_names.c.person_id == bindparam("person")
    )
    targets: list[BindParameter[Any]] = [bindparam("person"), bindparam("program"), bindparam("agency")]
    against = and_(conflicts.c.case_id == at, conflicts.c.lifted_at.is_(None), conflicts.c.target_id.in_(targets))
    return (
        exists().where(in_force).label("restricted"),
        exists().where(in_force, ~naming).label("unnamed"),
        exists().where(against).label("conflict"),
    )


def _header(asked: FromClause, source: FromClause) -> Select[Any]:
    """The header, and the actor's own place and membership, by the id of `asked`; a row for each of those."""
    at = asked.c.id
    mine = and_(
        memberships.c.case_id == at,
        memberships.c.person_id == bindparam("person"),
        memberships.c.program_id == bindparam("program"),
    )
    ours = and_(places.c.case_id == at, places.c.program_id == bindparam("program"))
    emergency = (
        select(func.max(emergencies.c.expires_at))
        .where(
            emergencies.c.case_id == at,
            emergencies.c.person_id == bindparam("person"),
            emergencies.c.program_id == bindparam("program"),
            emergencies.c.ended_at.is_(None),
        )
        .scalar_subquery()
    )
    return select(
        at,
        cases.c.handle,
        cases.c.closed_at,
        cases.c.coordinating_program_id,
        cases.c.offered_to,
        *concerning(at),
        memberships.c.since,
        memberships.c.until,
        places.c.since,
        places.c.until,
        emergency.label("emergency_until"),
        cases.c.staging,
    ).select_from(source.outerjoin(memberships, mine).outerjoin(places, ours))


_ONE = Prepared(_header(_ASKED, _ASKED.outerjoin(cases, cases.c.id == _ASKED.c.id)))
_MANY = Prepared(_header(cases, cases).where(cases.c.id.in_(_IDS)), "ids")
# A statement of its own: what is read after it is read as it stands once the lock is held, not as it stood before.
_LOCK = select(cases.c.id).where(cases.c.id.in_(_IDS)).with_for_update()

_SEATS = select(places.c.case_id, places.c.program_id, places.c.since, places.c.until, null().label("kind"))
_HELD = select(holdings.c.case_id, holdings.c.program_id, null(), null(), holdings.c.information_type)
_WHOLE = Prepared(union_all(_SEATS.where(places.c.case_id.in_(_IDS)), _HELD.where(holdings.c.case_id.in_(_IDS))), "ids")
_GIVEN = (
    select(*RELEASE_COLUMNS)
    .outerjoin(release_recipients, release_recipients.c.release_id == releases.c.id)
    .outerjoin(release_types, release_types.c.release_id == releases.c.id)
    .where(releases.c.case_id.in_(_IDS), or_(releases.c.names_hub, release_types.c.information_type.is_not(None)))
)
# Both kinds of paper in one statement; of a release the two last columns are empty.
_PAPERS = Prepared(
    union_all(
        _GIVEN.add_columns(null().label("kind"), null().label("recipient_kind")),
        PAPERS.where(PAPER_COLUMNS[2].in_(_IDS)),
    ),
    "ids",
)
_PARTIES = Prepared(_GIVEN.where(releases.c.program_id.in_(bindparam("parties", expanding=True))), "ids", "parties")


def facts(
    connection: Connection, actor: Actor, case_id: CaseId, *, lock: bool = False, at: datetime | None = None
) -> CaseFacts:
    """The facts of one case, present or not. lock: hold the case's row until the act commits (PostgreSQL).

    at: the instant (UTC) at which they will be judged; what then cannot matter is left out. None leaves nothing out.
    """
    if lock:
        connection.execute(_LOCK, {"ids": [case_id]}).all()
    begun = _begun(actor, case_id, _ONE.rows(connection, who(actor) | {"case": case_id}))
    if at is not None and not may_matter(actor, begun, at):
        return begun
    return _completed(connection, [begun])[0]


def facts_of_many(connection: Connection, actor: Actor, case_ids: Sequence[CaseId]) -> list[CaseFacts]:
    """The facts of several cases, in the order asked for; a constant number of statements."""
    rows = _rows_of_many(connection, actor, case_ids)
    return _completed(connection, [_begun(actor, case_id, rows.get(case_id, ())) for case_id in case_ids])


def facts_of_referred(connection: Connection, actor: Actor, found: Sequence[ReferralFacts]) -> list[CaseFacts]:
    """For each of these referrals the facts by which a list of them is judged, with itself in it; two statements.

    INVARIANT: what is left out (others' places, what is held, releases of whoever is not confidential) opens nothing
    and hides nothing in a list of referrals; tests/casework/test_my_work.py compares with the whole facts.
    """
    cases_ = sorted({one.case_id for one in found})
    rows = _rows_of_many(connection, actor, cases_)
    quiet = {party.id for one in found for party in (one.sender, one.recipient) if party.confidential}
    given = grouped_releases(_PARTIES.rows(connection, {"ids": cases_, "parties": padded(set(quiet))}))
    return [
        _begun(actor, one.case_id, rows.get(one.case_id, ()), tuple(given.get(one.case_id, ())), one) for one in found
    ]


def _rows_of_many(connection: Connection, actor: Actor, case_ids: Sequence[CaseId]) -> dict[str, list[Any]]:
    rows: dict[str, list[Any]] = {}
    for row in _MANY.rows(connection, who(actor) | {"ids": list(dict.fromkeys(case_ids))}):
        rows.setdefault(row[0], []).append(row)
    return rows


def who(actor: Actor) -> dict[str, str]:
    """The ids by which a statement asks about the actor."""
    return {"person": actor.person_id, "program": actor.program_id, "agency": actor.agency_id}


def _begun(
    actor: Actor,
    case_id: CaseId,
    rows: Sequence[Any],
    given: tuple[Release, ...] = (),
    referral: ReferralFacts | None = None,
) -> CaseFacts:
    """What the header tells: the case itself, and the actor's own place and newest membership."""
    if not rows or rows[0][1] is None:
        return CaseFacts(case_id=case_id, handle=Handle(""), present=False, referral=referral)
    _, handle, closed_at, coordinating, offered_to, restricted, unnamed, conflict = rows[0][:8]
    terms, seats = (dated(rows, at) for at in (8, 10))
    told, interviewers = staged(rows[0][13])
    return CaseFacts(
        case_id=case_id,
        handle=Handle(handle),
        present=True,
        open=closed_at is None,
        coordinating_program_id=ProgramId(coordinating),
        offered_to=ProgramId(offered_to) if offered_to else None,
        places=tuple(Place(program=actor.program, since=start, until=end) for start, end in seats),
        membership=_membership(actor, *terms[-1]) if terms else None,
        restricted=bool(restricted),
        named=not unnamed,
        conflict=bool(conflict),
        releases=given,
        referral=referral,
        emergency_until=rows[0][12],
        told=told,
        interviewers=interviewers,
    )


def dated(rows: Sequence[Any], at: int) -> list[tuple[datetime, datetime | None]]:
    """The different (since, until) that stand at this place of the rows, oldest first."""
    if len(rows) == 1:
        return [] if rows[0][at] is None else [(rows[0][at], rows[0][at + 1])]
    return sorted({(row[at], row[at + 1]) for row in rows if row[at] is not None}, key=itemgetter(0))


def _membership(actor: Actor, since: datetime, until: datetime | None) -> Membership:
    return Membership(person_id=actor.person_id, program_id=actor.program_id, since=since, until=until)


def _completed(connection: Connection, begun: Sequence[CaseFacts]) -> list[CaseFacts]:
    """The same cases with everybody's places, what is held, and the releases."""
    # Absent ones are asked for as well: whether a case is there must not change what is run.
    bound: dict[str, Any] = {"ids": sorted({facts.case_id for facts in begun})}
    rows = _WHOLE.rows(connection, bound)
    papers = _PAPERS.rows(connection, bound)
    given = grouped_releases(row for row in papers if not of_a_paper(row))
    filed = grouped_papers(row for row in papers if of_a_paper(row))
    known = facts_of_programs(connection, padded({row[1] for row in rows}))
    seats: dict[str, list[Place]] = defaultdict(list)
    held: dict[str, list[Holding]] = defaultdict(list)
    for case_id, program_id, since, until, kind in rows:
        if kind is None:
            seats[case_id].append(Place(program=known[program_id], since=since, until=until))
        else:
            held[case_id].append(Holding(program=known[program_id], information_type=InformationType(kind)))
    return [_with(facts, seats, held, given, filed) for facts in begun]


def padded(ids: set[str]) -> list[str]:
    """The ids and as many empty ones as make a full sixteen, so that the statement is the same for none or a few."""
    return [*ids, *[""] * (-len(ids) % 16 or (16 if not ids else 0))]


def _with(
    facts: CaseFacts,
    seats: dict[str, list[Place]],
    held: dict[str, list[Holding]],
    given: dict[str, list[Release]],
    filed: dict[str, list[AuthorityOnFile]],
) -> CaseFacts:
    if not facts.present:
        return facts
    found = held.get(facts.case_id, ())
    order = InformationType.APPOINTMENT
    return replace(
        facts,
        places=tuple(seats.get(facts.case_id, ())),
        holdings=tuple(sorted(found, key=_order)),
        ordered=frozenset(one.program.id for one in found if one.information_type is order and one.program.by_order),
        releases=tuple(given.get(facts.case_id, ())),
        authorities=tuple(filed.get(facts.case_id, ())),
    )


def _order(holding: Holding) -> tuple[str, str]:
    return holding.program.id, holding.information_type.value
