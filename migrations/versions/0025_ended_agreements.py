"""Room: migrations. 0025: the end of an agreement and of an operator instrument goes into the queue of endings too.

A backup that was made before either was ended would otherwise open again what ended with it. What ended before this
migration is told here once, since a backup may be older still.
"""

from __future__ import annotations

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

ENDED = (("agreement", "agreements"), ("instrument", "program_instruments"))


def upgrade() -> None:
    """Make the triggers, in the manner of 0007, and tell what has ended so far."""
    bind = op.get_bind()
    for kind, table in ENDED:
        first = f"CREATE TRIGGER {kind}_ends AFTER UPDATE OF ended_at ON {table} "
        ends = "NEW.ended_at IS NOT NULL AND OLD.ended_at IS NULL"
        if bind.dialect.name == "postgresql":
            told = f"EXECUTE FUNCTION it_ends('{kind}', 'id', 'ended_at')"
            bind.exec_driver_sql(f"{first} FOR EACH ROW WHEN ({ends}) {told}")
        else:
            told = f"INSERT INTO endings (kind, object, at) VALUES ('{kind}', NEW.id, NEW.ended_at)"  # noqa: S608 - ours
            bind.exec_driver_sql(f"{first} WHEN {ends} BEGIN {told}; END")
        bind.exec_driver_sql(
            f"INSERT INTO endings (kind, object, at) SELECT '{kind}', id, ended_at FROM {table} "  # noqa: S608 - our names
            "WHERE ended_at IS NOT NULL ORDER BY id"
        )


def downgrade() -> None:
    """Drop them; what waited in the queue goes with them, since the hub of before knows no such kinds."""
    bind = op.get_bind()
    for kind, table in ENDED:
        bind.exec_driver_sql(
            f"DROP TRIGGER {kind}_ends" + (f" ON {table}" if bind.dialect.name == "postgresql" else "")
        )
        bind.exec_driver_sql(f"DELETE FROM endings WHERE kind = '{kind}'")  # noqa: S608 - our names
