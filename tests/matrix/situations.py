"""Room: tests. The situations of the matrix, and what each changes in the rows of one ordinary case.

Written into the rows, since no honest act would bring all of them about at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Connection, insert, select, update

from coordination.model.ids import new_id
from coordination.storage import case_tables, record_tables
from tests.community import PEOPLE, START

if TYPE_CHECKING:
    from tests.matrix.sites import Ground, Site

Vary = Callable[["Ground", Connection, "Site"], None]

HUB_STATES = {"hub_expired": "expired", "hub_revoked": "revoked", "hub_none": "none"}
RELEASE_STATES = {"release_none": "none", "release_expired": "expired", "release_revoked": "revoked"}
SITUATIONS = (
    "member",
    *RELEASE_STATES,
    "placed",
    "not_placed",
    "conflict",
    "restricted_unnamed",
    "restricted_named",
    "closed",
    *HUB_STATES,
    "handed_to_cac",
    "handed_to_detectives",
    "absent",
)


def _nothing(_ground: Ground, _connection: Connection, _site: Site) -> None:
    pass


def _until(table: str) -> Vary:
    def vary(_ground: Ground, connection: Connection, site: Site) -> None:
        found = getattr(case_tables, table)
        connection.execute(update(found).where(found.c.case_id == site.case_id).values(until=START))

    return vary


def _conflict(ground: Ground, connection: Connection, site: Site) -> None:
    for slug in PEOPLE:
        ground.shut_out(connection, site, "person", ground.community.people[slug])


def _restricted(*, named: bool) -> Vary:
    def vary(ground: Ground, connection: Connection, site: Site) -> None:
        programs, people = ground.community.programs, ground.community.people
        one, here = new_id(), {"case_id": site.case_id, "program_id": programs["cps"].id}
        row = {"id": one, "set_by": people["ana_cps_worker"], "set_at": START}
        connection.execute(insert(case_tables.restrictions).values(**row, **here))
        for person in people.values() if named else ():
            values = {"restriction_id": one, "person_id": person, **here}
            connection.execute(insert(case_tables.restriction_names).values(**values))

    return vary


def _closed(_ground: Ground, connection: Connection, site: Site) -> None:
    table = case_tables.cases
    connection.execute(update(table).where(table.c.id == site.case_id).values(closed_at=START))


def _releases(state: str, *, hub: bool) -> Vary:
    values: dict[str, dict[str, object]] = {
        "revoked": {"revoked_at": START, "revoked_how": "oral"},
        "expired": {"starts_at": START - timedelta(days=9), "expires_at": START},
        "none": {"expires_at": START - timedelta(days=8), "starts_at": START - timedelta(days=9)},
    }

    def vary(_ground: Ground, connection: Connection, site: Site) -> None:
        table = record_tables.releases
        these = (table.c.case_id == site.case_id) & (table.c.names_hub.is_(hub))
        if state == "none":
            ids = select(table.c.id).where(these)
            for rows in (record_tables.release_types, record_tables.release_recipients):
                connection.execute(rows.delete().where(rows.c.release_id.in_(ids)))
            connection.execute(table.delete().where(these))
        else:
            connection.execute(update(table).where(these).values(**values[state]))

    return vary


def _handed(to: str, offered: str) -> Vary:
    def vary(ground: Ground, connection: Connection, site: Site) -> None:
        programs, table = ground.community.programs, case_tables.cases
        row = {"coordinating_program_id": programs[to].id, "offered_to": programs[offered].id}
        connection.execute(update(table).where(table.c.id == site.case_id).values(**row))

    return vary


VARY: Mapping[str, Vary] = {
    "member": _nothing,
    "placed": _until("memberships"),
    "not_placed": _until("places"),
    "conflict": _conflict,
    "restricted_unnamed": _restricted(named=False),
    "restricted_named": _restricted(named=True),
    "closed": _closed,
    "hub_none": _nothing,
    "handed_to_cac": _handed("cac", "detectives"),
    "handed_to_detectives": _handed("detectives", "cac"),
    **{name: _releases(state, hub=False) for name, state in RELEASE_STATES.items()},
    **{name: _releases(HUB_STATES[name], hub=True) for name in ("hub_expired", "hub_revoked")},
}
