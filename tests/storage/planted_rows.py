"""Room: tests. Rows of every table about a case, for three cases and three programs, so that none is empty.

What they say means nothing: the net asks for ids alone. Written by the superuser with foreign keys at rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Boolean, Column, Integer, LargeBinary, Table, insert

from coordination.database.engine import Database
from coordination.database.types import Instant
from coordination.model.ids import new_id

WHEN = datetime(2026, 11, 26, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Tenant:
    """A program with one case of its own, and the person who acts for it."""

    program: str
    person: str
    case: str


def plant(superuser: str, tenants: Sequence[Tenant], tables: Sequence[Table], each: int = 1) -> None:
    """Put `each` rows of every table on every tenant's case, by that program and its person."""
    with closing(Database.open(superuser, allow_owner=True)) as database, database.alter() as connection:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        referrals = {tenant: [new_id() for _ in range(each)] for tenant in tenants}
        for table in tables:
            rows = [
                _row(table, tenant, tenants[(place + 1) % len(tenants)], referrals[tenant][number])
                for place, tenant in enumerate(tenants)
                for number in range(each if table.name not in {"cases", "data_keys", "holdings"} else 1)
            ]
            connection.execute(insert(table), rows)


def _row(table: Table, tenant: Tenant, other: Tenant, referral: str) -> dict[str, Any]:
    """A row of the tenant; what goes to another program goes to `other`."""
    known = {
        "case_id": tenant.case,
        "program_id": tenant.program,
        "person_id": tenant.person,
        "author_id": tenant.person,
        "recipient_id": other.program,
        "asking_program_id": other.program,
        "referral_id": referral,
        "information_type": "identity",
    }
    if table.name == "cases":
        known["id"] = tenant.case
    if table.name == "referrals":
        known["id"] = referral
    return {column.name: known.get(column.name, _value(column)) for column in table.columns}


def _value(column: Column[Any]) -> object:
    kind = column.type
    if isinstance(kind, Instant):
        return WHEN
    if isinstance(kind, Boolean):
        return True
    if isinstance(kind, Integer):
        return None if column.nullable else 0
    if isinstance(kind, LargeBinary):
        return b""
    return new_id()[: getattr(kind, "length", None) or 32]
