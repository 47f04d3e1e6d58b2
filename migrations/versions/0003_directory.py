"""Room: migrations. 0003: the directory: entries, addresses, services with their search terms, on call, designations.

The statements are frozen in ../sql beside this folder, one file an engine. Nothing in these tables is about a child, so
there is no row-level security under them; the app may add and change, and removes only terms and addresses.
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SQL = Path(__file__).resolve().parent.parent / "sql"
APP = "coordination_app"

# In the order in which they are made.
TABLES = ("directory_entries", "directory_addresses", "services", "service_terms", "on_call_lines", "designations")
CHANGED = ("directory_entries", "directory_addresses", "services", "on_call_lines", "designations")
# Terms are written anew with their service; an address goes when it is taken out of the form.
REMOVED = ("service_terms", "directory_addresses")


def upgrade() -> None:
    """Make the tables, and on PostgreSQL give the app its rights."""
    bind = op.get_bind()
    text = (SQL / f"0003_{bind.dialect.name}.sql").read_text(encoding="utf-8")
    for part in text.split("\n-- next\n"):
        bind.exec_driver_sql(part.split("\n", 1)[1] if part.startswith("-- Migration") else part)
    if bind.dialect.name == "postgresql":
        bind.exec_driver_sql(f"GRANT SELECT, INSERT ON {', '.join(TABLES)} TO {APP}")
        bind.exec_driver_sql(f"GRANT UPDATE ON {', '.join(CHANGED)} TO {APP}")
        bind.exec_driver_sql(f"GRANT DELETE ON {', '.join(REMOVED)} TO {APP}")


def downgrade() -> None:
    """Drop the tables; the directory goes with them, and nothing else does."""
    for table in reversed(TABLES):
        op.get_bind().exec_driver_sql(f"DROP TABLE {table}")
