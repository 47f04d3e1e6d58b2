"""Room: tests. Which rows the net of row-level security should show of a table, worked out from every row of it.

Written from database/net.py's words, not from the policies of migration 0016: the two must agree, row by row.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql
from psycopg.rows import dict_row
from sqlalchemy import MetaData, Table

import coordination.storage
from coordination.database.metadata import metadata
from coordination.database.net import Net, net_of
from coordination.database.told import ANY, Told

for _module in pkgutil.iter_modules(coordination.storage.__path__, "coordination.storage."):
    importlib.import_module(_module.name)  # noqa: TID251 - so that every table is known, whoever wrote it

PARTIES = ("program_id", "recipient_id", "asking_program_id")
Row = Mapping[str, Any]


def about_a_case(known: MetaData = metadata) -> list[Table]:
    """Every table whose rows say something of a case, by their columns."""
    return [table for table in known.sorted_tables if table.name == "cases" or "case_id" in table.columns]


def unguarded(superuser: psycopg.Connection, known: MetaData = metadata) -> list[str]:
    """Tables about a case that name no kind of net, or under which PostgreSQL has no forced policy of it."""
    held = (
        "SELECT c.relname FROM pg_class c WHERE c.relrowsecurity AND c.relforcerowsecurity "
        "AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid)"
    )
    forced = {str(name) for (name,) in superuser.execute(held)}
    return [table.name for table in about_a_case(known) if net_of(table) is None or table.name not in forced]


@dataclass(frozen=True, slots=True)
class Ground:
    """Every row of every table about a case, as the superuser sees them: nothing is hidden from one."""

    rows: Mapping[str, Sequence[Row]]

    @classmethod
    def of(cls, superuser: str) -> Ground:
        with psycopg.connect(superuser, row_factory=dict_row) as connection:
            names = [table.name for table in about_a_case()]
            every = {name: sql.SQL("SELECT * FROM {}").format(sql.Identifier(name)) for name in names}
            return cls({name: connection.execute(query).fetchall() for name, query in every.items()})

    def keys(self, table: Table, told: Told) -> set[tuple[Any, ...]]:
        """The primary keys of the rows of a table that a transaction so told should be shown."""
        return {key(table, row) for row in self.rows[table.name] if self._shown(table, row, told)}

    def _shown(self, table: Table, row: Row, told: Told) -> bool:
        kind, whose = net_of(table), told.context
        case_id, everything = row.get("case_id", ""), whose.who.startswith("hub:")
        if kind is Net.SEALED:
            return case_id in told.cases.split(",")
        if not whose.who:
            return False
        about = case_id in told.about.split(",")
        parties = {row.get(name) for name in PARTIES} | self._of_referral(row)
        mine = row["program_id"] == whose.program if "program_id" in row else False
        return (
            {
                Net.KNOWN: True,
                Net.ABOUT: everything or about or told.about == ANY,
                Net.PARTY: everything or about or whose.program in parties,
                Net.AUTHOR: everything or (mine and row.get("author_id") == whose.person),
                Net.ADDRESSEE: everything or about or (mine and row.get("person_id") == whose.person),
            }[kind]
            if kind is not None
            else False
        )

    def _of_referral(self, row: Row) -> set[Any]:
        """Both sides of the referral that a step or a link belongs to; of nobody else is that row."""
        if "referral_id" not in row:
            return set()
        (referral,) = [one for one in self.rows["referrals"] if one["id"] == row["referral_id"]]
        return {referral["program_id"], referral["recipient_id"]}


def key(table: Table, row: Row) -> tuple[Any, ...]:
    """The primary key of a row."""
    return tuple(row[column.name] for column in table.primary_key.columns)
