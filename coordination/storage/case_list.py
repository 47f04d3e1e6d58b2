"""Room: storage. The list driver: which cases a viewer may draw from, newest first, from the viewer's own index.

A page is a UNION of at most two branches, each the top rows of one index: the viewer's memberships, and for those to
whom the rule opens cases by their program's place alone (supervisors), the program's places on cases where they are
not members. Both are held to the whole scope; `cases` itself is never scanned (performance.md §2, a4).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from sqlalchemy import BindParameter, ColumnElement, FromClause, Select, and_, bindparam, or_, select, union_all

from coordination.database.prepared import Prepared
from coordination.database.types import Identifier, Instant
from coordination.model.actor import Actor
from coordination.model.case import CaseKey
from coordination.model.ids import CaseId
from coordination.policy import scope as tree
from coordination.policy.scope import Relation, Scope
from coordination.storage.cabinet import Cabinet
from coordination.storage.case_tables import cases, memberships, places
from coordination.storage.scope import compile_scope, fold, slotted

PAGE = 25


def page(
    cabinet: Cabinet,
    scope: Scope,
    actor: Actor,
    *,
    after: CaseKey | None = None,
    size: int = PAGE,
    since: datetime | None = None,
) -> list[CaseKey]:
    """Up to `size` cases within the scope, last changed first; pass the last one as `after` for the next page.

    since: only cases whose last change the viewer may see is not older than this UTC instant.
    """
    shape, values = slotted(scope)
    query = _prepared(shape, after=after is not None, size=size, since=since is not None)
    if query is None:
        return []
    rows = query.rows(cabinet.connection, values | bound(actor, after, since))
    keys = [CaseKey(changed_at=changed_at, case_id=CaseId(case_id)) for changed_at, case_id in rows]
    return list({key.case_id: key for key in keys}.values())


def page_query(
    scope: Scope, actor: Actor, *, after: CaseKey | None = None, size: int = PAGE, since: datetime | None = None
) -> Select[tuple[datetime, str]] | None:
    """The statement of `page` with its values in it, whose plan the tests read; None when the scope reaches nothing."""
    shape, values = slotted(scope)
    query = keys_query(shape, after=after is not None, size=size, since=since is not None)
    return None if query is None else query.params(values | bound(actor, after, since))


@lru_cache(maxsize=256)
def keys_query(shape: Scope, *, after: bool, size: int, since: bool = False) -> Select[tuple[datetime, str]] | None:
    """The statement for everybody whose scope has this shape, made once; its values are bound when it runs."""
    branches = _branches(shape, after=after, size=size, since=since)
    if not branches:
        return None
    union = union_all(*branches).subquery()
    query = select(union.c.changed_at, union.c.case_id)
    return query.order_by(union.c.changed_at.desc(), union.c.case_id.desc()).limit(size)


@lru_cache(maxsize=256)
def _prepared(shape: Scope, *, after: bool, size: int, since: bool) -> Prepared | None:
    query = keys_query(shape, after=after, size=size, since=since)
    return None if query is None else Prepared(query)


def bound(actor: Actor, after: CaseKey | None, since: datetime | None) -> dict[str, object]:
    """The values of a keys query's own parameters; those of its scope come from `slotted`."""
    values: dict[str, object] = {"person": actor.person_id, "program": actor.program_id}
    if after is not None:
        values |= {"after_at": after.changed_at, "after_id": after.case_id}
    if since is not None:
        values["since"] = since
    return values


def by_reference(cabinet: Cabinet, scope: Scope, reference: str) -> CaseId | None:
    """The case of this exact reference, if it lies within the scope."""
    query = select(cases.c.id).where(cases.c.reference == reference, compile_scope(scope))
    found = cabinet.connection.execute(query).scalar_one_or_none()
    return CaseId(found) if found else None


def _branches(scope: Scope, *, after: bool, size: int, since: bool) -> Sequence[Select[tuple[datetime, str]]]:
    if not _nothing(_without(scope, Relation.MEMBERSHIP, Relation.PLACE)):
        raise ValueError("This scope reaches cases by neither membership nor place: no index can drive its list.")
    found = []
    if not _nothing(fold(scope)):
        mine = memberships.alias("mine")
        # The row at hand must be the membership in force: an ended one must not list a case open to the place alone.
        here = compile_scope(tree.AllOf((scope, _member(scope))), mine.c.case_id, {Relation.MEMBERSHIP: mine})
        own = and_(mine.c.person_id == _slot("person"), mine.c.program_id == _slot("program"))
        found.append(_top(mine, and_(own, here), after=after, size=size, since=since))
    beyond = _without(scope, Relation.MEMBERSHIP)
    if not _nothing(beyond):
        ours = places.alias("ours")
        # Where they are also a member, the first branch lists the case: each case stands in one branch alone.
        not_a_member = tree.Not(_member(scope))
        here = compile_scope(tree.AllOf((beyond, not_a_member)), ours.c.case_id, {Relation.PLACE: ours})
        found.append(_top(ours, and_(ours.c.program_id == _slot("program"), here), after=after, size=size, since=since))
    return found


def _top(
    driver: FromClause, within: ColumnElement[bool], *, after: bool, size: int, since: bool
) -> Select[tuple[datetime, str]]:
    """The newest rows of one index that lie within; a subquery, since SQLite takes no LIMIT inside a UNION."""
    query = select(driver.c.changed_at, driver.c.case_id).where(within)
    if since:
        query = query.where(driver.c.changed_at >= bindparam("since", type_=Instant()))
    if after:
        at, case_id = bindparam("after_at", type_=Instant()), _slot("after_id")
        earlier = and_(driver.c.changed_at == at, driver.c.case_id < case_id)
        # The first comparison alone lets the index begin at the right row; the second settles ties.
        query = query.where(driver.c.changed_at <= at)
        query = query.where(or_(driver.c.changed_at < at, earlier))
    query = query.order_by(driver.c.changed_at.desc(), driver.c.case_id.desc()).limit(size)
    top = query.subquery()
    return select(top.c.changed_at, top.c.case_id)


def _slot(name: str) -> BindParameter[str]:
    return bindparam(name, type_=Identifier())


def _without(scope: Scope, *relations: Relation) -> Scope:
    """What the scope still reaches for somebody with no row of these relations."""
    return fold(scope, lambda part: False if isinstance(part, tree.Has) and part.relation in relations else None)


def _nothing(scope: Scope) -> bool:
    return isinstance(scope, tree.Constant) and not scope.value


def _member(scope: Scope) -> Scope:
    """The scope's own question about the viewer's membership; nothing when it does not ask."""
    found = [part for part in _parts(scope) if isinstance(part, tree.Has) and part.relation is Relation.MEMBERSHIP]
    return found[0] if found else tree.Constant(False)


def _parts(scope: Scope) -> list[Scope]:
    inner: Sequence[Scope] = ()
    if isinstance(scope, tree.AllOf | tree.AnyOf):
        inner = scope.parts
    elif isinstance(scope, tree.Not | tree.Has):
        inner = (scope.part,)
    return [scope, *(found for part in inner for found in _parts(part))]
