"""Room: storage. The facts of the cases of a list that shows one information type, or two: so many statements always.

The header, the actor's own place, membership and order of appointment, the coordinating program's place and what is
held of that type come in one statement, for a page of My cases in the very statement that finds its cases. Only the
releases that bear on that type are read, through their own index. A second type (`beside`) is asked in the same
statements. Made once, since building a statement costs more than running it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    bindparam,
    null,
    select,
    union_all,
)

from coordination.database.prepared import Prepared
from coordination.declare.information import InformationType
from coordination.model.actor import Actor
from coordination.model.case import CaseKey
from coordination.model.facts import AuthorityOnFile, CaseFacts, Holding, Membership, Place, Release
from coordination.model.ids import CaseId, Handle, ProgramId
from coordination.model.program import Program
from coordination.policy.scope import Scope
from coordination.storage import case_list
from coordination.storage.authority_tables import authority_types
from coordination.storage.cabinet import Cabinet
from coordination.storage.case_facts import concerning, dated, padded, who
from coordination.storage.case_tables import cases, holdings, memberships, places
from coordination.storage.paper_facts import PAPERS, RELEASE_COLUMNS, grouped_papers, grouped_releases, of_a_paper
from coordination.storage.program_facts import facts_of_programs
from coordination.storage.record_tables import release_recipients, release_types, releases
from coordination.storage.scope import slotted
from coordination.storage.staging_tables import staged

_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_LEAD, _ORDER = places.alias("lead"), holdings.alias("appointment")
_ID = itemgetter(0)
Term = tuple[datetime, datetime | None]


class _Kinds(NamedTuple):
    """What a list shows: one type, and perhaps a mark of another."""

    of: InformationType
    beside: InformationType | None

    @property
    def bound(self) -> dict[str, str]:
        return {"of": self.of.value} | ({"beside": self.beside.value} if self.beside else {})


def _of(column: ColumnElement[str], *, two: bool) -> ColumnElement[bool]:
    """Of the type that the list shows, or of either of two."""
    return column.in_((bindparam("of"), bindparam("beside"))) if two else column == bindparam("of")


def _listed(asked: FromClause, changed_at: Any, *, two: bool = False) -> Select[Any]:  # noqa: ANN401 - a column, or nothing
    """A row for each combination of own term, own place, coordinating place and program that holds the type.

    Whether the actor's program has its order of appointment on file is asked for those who work by one: it decides
    about the rest.
    """
    at = asked.c.id
    mine = and_(
        memberships.c.case_id == at,
        memberships.c.person_id == bindparam("person"),
        memberships.c.program_id == bindparam("program"),
    )
    order = and_(
        _ORDER.c.case_id == at,
        _ORDER.c.program_id == bindparam("appointed"),
        _ORDER.c.information_type == InformationType.APPOINTMENT.value,
    )
    return select(
        at,
        changed_at,
        cases.c.handle,
        cases.c.closed_at,
        cases.c.coordinating_program_id,
        cases.c.offered_to,
        *concerning(at),
        memberships.c.since,
        memberships.c.until,
        places.c.since,
        places.c.until,
        _LEAD.c.since,
        _LEAD.c.until,
        holdings.c.program_id,
        _ORDER.c.program_id,
        cases.c.staging,
        holdings.c.information_type,
    ).select_from(
        asked.join(cases, cases.c.id == at)
        .outerjoin(memberships, mine)
        .outerjoin(places, and_(places.c.case_id == at, places.c.program_id == bindparam("program")))
        .outerjoin(_LEAD, and_(_LEAD.c.case_id == at, _LEAD.c.program_id == cases.c.coordinating_program_id))
        .outerjoin(holdings, and_(holdings.c.case_id == at, _of(holdings.c.information_type, two=two)))
        .outerjoin(_ORDER, order)
    )


_NAMED = cases.alias("named")
_OF_IDS = select(_NAMED.c.id).where(_NAMED.c.id.in_(_IDS)).subquery("asked")
_SOME = Prepared(_listed(_OF_IDS, _OF_IDS.c.id), "ids")


@lru_cache(maxsize=256)
def _page(shape: Scope, *, after: bool, size: int, two: bool) -> Prepared | None:
    """The statement for everybody whose scope has this shape; None when it reaches nothing."""
    keys = case_list.keys_query(shape, after=after, size=size)
    if keys is None:
        return None
    asked = keys.subquery("page")
    asked_by_id = select(asked.c.case_id.label("id"), asked.c.changed_at).subquery("asked")
    listed = _listed(asked_by_id, asked_by_id.c.changed_at, two=two)
    return Prepared(listed.order_by(asked_by_id.c.changed_at.desc(), asked_by_id.c.id.desc()))


_RECIPIENTS = release_recipients.c.release_id == releases.c.id
_TYPES = release_types.c.release_id == releases.c.id
# What lets a confidential program's own people in at all.
_OWN_HUB = (
    select(*RELEASE_COLUMNS)
    .select_from(releases.outerjoin(release_recipients, _RECIPIENTS).outerjoin(release_types, _TYPES))
    .where(releases.c.case_id.in_(_IDS), releases.c.program_id == bindparam("program"), releases.c.names_hub.is_(True))
)
_NO_PAPER = (null().label("kind"), null().label("recipient_kind"))


def _papers(*, confidential: bool, two: bool) -> Prepared:
    """Releases and other papers that bear on what the list shows. confidential: and the viewers' own to the hub."""
    given = (
        select(*RELEASE_COLUMNS)
        .select_from(release_types.join(releases, _TYPES).outerjoin(release_recipients, _RECIPIENTS))
        .where(release_types.c.case_id.in_(_IDS), _of(release_types.c.information_type, two=two))
    )
    filed = PAPERS.where(authority_types.c.case_id.in_(_IDS), _of(authority_types.c.information_type, two=two))
    own = (_OWN_HUB.add_columns(*_NO_PAPER),) if confidential else ()
    return Prepared(union_all(given.add_columns(*_NO_PAPER), *own, filed), "ids")


_PAPERS = {(one, two): _papers(confidential=one, two=two) for one in (False, True) for two in (False, True)}


def facts_of_page(
    cabinet: Cabinet,
    scope: Scope,
    actor: Actor,
    *,
    of: InformationType,
    beside: InformationType | None = None,
    after: CaseKey | None = None,
    size: int,
) -> list[tuple[CaseKey, CaseFacts]]:
    """Up to `size` cases within the scope, last changed first, each with its facts; three statements.

    after: the last key of the page before. of: the type that the list shows; beside: one of which it shows a mark.
    """
    shape, values = slotted(scope)
    query = _page(shape, after=after is not None, size=size, two=beside is not None)
    if query is None:
        return []
    kinds = _Kinds(of, beside)
    bound = values | case_list.bound(actor, after, None) | _asked(actor, kinds)
    rows = query.rows(cabinet.connection, bound)
    facts = _facts(cabinet.connection, actor, kinds, rows)
    changed = {row[0]: row[1] for row in rows}
    return [(CaseKey(changed_at=changed[each.case_id], case_id=each.case_id), each) for each in facts]


def facts_of_listed(
    connection: Connection, actor: Actor, case_ids: Sequence[CaseId], *, of: InformationType
) -> list[CaseFacts]:
    """The facts of these cases for a list that shows one type, in the order asked for; three statements."""
    kinds = _Kinds(of, None)
    rows = _SOME.rows(connection, _asked(actor, kinds) | {"ids": list(dict.fromkeys(case_ids))})
    found = {facts.case_id: facts for facts in _facts(connection, actor, kinds, rows)}
    return [found[case_id] for case_id in case_ids if case_id in found]


def _asked(actor: Actor, kinds: _Kinds) -> dict[str, str]:
    appointed = actor.program_id if actor.program.by_order else ""
    return who(actor) | kinds.bound | {"appointed": appointed}


def _facts(connection: Connection, actor: Actor, kinds: _Kinds, rows: Sequence[Any]) -> list[CaseFacts]:
    """The facts of each case, from all of its rows; cases in the order of their first."""
    bound: dict[str, Any] = {"ids": list(dict.fromkeys(map(_ID, rows)))} | kinds.bound
    if actor.program.confidential:
        bound["program"] = actor.program_id
    papers = _PAPERS[actor.program.confidential, kinds.beside is not None].rows(connection, bound)
    given = grouped_releases(row for row in papers if not of_a_paper(row))
    filed = grouped_papers(row for row in papers if of_a_paper(row))
    programs = {row[4] for row in rows} | {row[15] for row in rows if row[15] is not None}
    known = facts_of_programs(connection, padded(programs))
    runs: dict[str, list[Any]] = {}
    for row in rows:
        runs.setdefault(row[0], []).append(row)
    return [_case(actor, run, known, given.get(case_id, ()), filed.get(case_id, ())) for case_id, run in runs.items()]


def _case(
    actor: Actor,
    rows: Sequence[Any],
    known: dict[ProgramId, Program],
    given: Iterable[Release],
    filed: Iterable[AuthorityOnFile],
) -> CaseFacts:
    case_id, _, handle, closed_at, lead, offered_to, restricted, unnamed, conflict = rows[0][:9]
    terms = dated(rows, 9)
    told, interviewers = staged(rows[0][17])
    seats = [Place(program=actor.program, since=since, until=until) for since, until in dated(rows, 11)]
    if lead != actor.program_id:
        seats += [Place(program=known[ProgramId(lead)], since=since, until=until) for since, until in dated(rows, 13)]
    held = sorted({(row[15], row[18]) for row in rows if row[15] is not None})
    return CaseFacts(
        case_id=CaseId(case_id),
        handle=Handle(handle),
        present=True,
        open=closed_at is None,
        coordinating_program_id=ProgramId(lead),
        offered_to=ProgramId(offered_to) if offered_to else None,
        places=tuple(seats),
        membership=_membership(actor, terms[-1]) if terms else None,
        restricted=bool(restricted),
        named=not unnamed,
        conflict=bool(conflict),
        holdings=tuple(
            [Holding(program=known[ProgramId(one)], information_type=InformationType(kind)) for one, kind in held]
        ),
        ordered=frozenset({actor.program_id} if rows[0][16] is not None else ()),
        releases=tuple(given),
        authorities=tuple(filed),
        told=told,
        interviewers=interviewers,
    )


def _membership(actor: Actor, term: Term) -> Membership:
    return Membership(person_id=actor.person_id, program_id=actor.program_id, since=term[0], until=term[1])
