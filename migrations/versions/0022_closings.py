"""Room: migrations. 0022: room in the queue of endings for what a restore needs to close a case again.

A restriction, a name on the conflict list or a legal hold that was set after a backup was made must not be missing once
it is restored. Its line carries, beside its id, the ids and coded words of its row.
"""

from __future__ import annotations

from alembic import op

revision = "0022"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; what waits in the queue keeps its place."""
    op.get_bind().exec_driver_sql("ALTER TABLE endings ADD COLUMN more TEXT")


def downgrade() -> None:
    """Drop it, and the lines that mean nothing without it."""
    bind = op.get_bind()
    bind.exec_driver_sql("DELETE FROM endings WHERE more IS NOT NULL OR kind = 'lifted'")
    bind.exec_driver_sql("ALTER TABLE endings DROP COLUMN more")
