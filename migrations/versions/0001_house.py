"""Room: migrations. 0001: the house as issue 2 settled it: roster, cases, protected content, keys, access log.

The statements are frozen in ../sql beside this folder, one file an engine, so that later changes to the code cannot
change what this revision did. On PostgreSQL it also partitions the access log by month, puts row-level security under
records and data keys (a net under the scope, architecture §8), and grants the three roles what they need and no more.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SQL = Path(__file__).resolve().parent.parent / "sql"
APP, SEQUENCER = "coordination_app", "coordination_sequencer"

# Roster, case and session rows: the app adds and changes them; only what REMOVED names may it delete.
CHANGED = (
    "agencies",
    "agency_keys",
    "appointments",
    "cases",
    "conflicts",
    "hub_codes",
    "invitations",
    "issuer_agencies",
    "issuers",
    "memberships",
    "people",
    "places",
    "programs",
    "releases",
    "requests",
    "restrictions",
    "sessions",
    "visits",
)
# Written once.
ADDED = ("act_keys", "logout_tokens", "release_recipients", "release_types", "restriction_names")
# Facts and drafts come and go; a data key goes when its information is purged; spent keys, tokens
# and sessions that ended long ago are swept.
REMOVED = ("data_keys", "drafts", "holdings", "act_keys", "logout_tokens", "issuer_agencies", "sessions")
LOG = ("entry", "leaf", "node", "disclosure", "concern", "checkpoint", "sequencer")
NUMBERED = ("leaf", "node", "disclosure", "concern", "checkpoint")
PROTECTED = ("records", "data_keys")


def upgrade() -> None:
    """Make every table, on PostgreSQL also partitions, row-level security and grants."""
    bind = op.get_bind()
    for statement in _statements(bind.dialect.name):
        bind.exec_driver_sql(statement)
    if bind.dialect.name == "postgresql":
        for statement in (*_partitions(), *_row_level_security(), *_grants()):
            bind.exec_driver_sql(statement)


def downgrade() -> None:
    """Drop every table of the hub; the data goes with them."""
    bind = op.get_bind()
    postgresql = bind.dialect.name == "postgresql"
    found = [line.split()[2] for line in "\n".join(_statements(bind.dialect.name)).splitlines() if _makes_table(line)]
    for table in reversed(found):
        bind.exec_driver_sql(f"DROP TABLE {table.strip('(')}" + (" CASCADE" if postgresql else ""))
    if postgresql:
        bind.exec_driver_sql("DROP FUNCTION IF EXISTS access_log_is_append_only()")


def _makes_table(line: str) -> bool:
    return line.startswith("CREATE TABLE ") and not line.startswith("CREATE TABLE IF")


def _statements(dialect: str) -> list[str]:
    text = (SQL / f"0001_{dialect}.sql").read_text(encoding="utf-8")
    return [part.split("\n", 1)[1] if part.startswith("-- Migration") else part for part in text.split("\n-- next\n")]


def _partitions() -> list[str]:
    """November 2026 to December 2027. `migrate` adds the months after; until then the default partition takes them."""
    months = [date(2026, 11, 1), date(2026, 12, 1), *(date(2027, month, 1) for month in range(1, 13))]
    return [
        f"CREATE TABLE entry_{first:%Y_%m} PARTITION OF entry FOR VALUES FROM ('{first} 00:00:00+00') "
        f"TO ('{date(first.year + first.month // 12, first.month % 12 + 1, 1)} 00:00:00+00')"
        for first in months
    ]


def _row_level_security() -> list[str]:
    """Rows of the cases named for this transaction and no others; no context means no rows."""
    named = "case_id = ANY (string_to_array((SELECT current_setting('hub.cases', true)), ','))"
    found = []
    for table in PROTECTED:
        found += [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY {table}_of_named_cases ON {table} USING ({named}) WITH CHECK ({named})",
        ]
    return found


def _grants() -> list[str]:
    every = ", ".join({*CHANGED, *ADDED, *REMOVED, *PROTECTED})
    return [
        f"GRANT SELECT, INSERT ON {every} TO {APP}",
        f"GRANT UPDATE ON {', '.join(CHANGED)}, drafts TO {APP}",
        f"GRANT DELETE ON {', '.join(REMOVED)} TO {APP}",
        # A record is never overwritten: only its state may change.
        f"GRANT UPDATE (current, withdrawn_at, withdrawn_by, withdrawn_reason) ON records TO {APP}",
        f"GRANT SELECT ON {', '.join(LOG)} TO {APP}, {SEQUENCER}",
        f"GRANT INSERT ON entry TO {APP}",
        f"GRANT INSERT ON {', '.join(NUMBERED)}, sequencer TO {SEQUENCER}",
        f"GRANT UPDATE ON sequencer TO {SEQUENCER}",
        f"GRANT SELECT ON alembic_version TO {APP}, {SEQUENCER}",
    ]
