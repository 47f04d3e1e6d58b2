"""Room: migrations. 0009: what was told of a referral is found by its handle, so that a stalled one is told of once.

Every worker asks it each minute of every referral that waits; without the index each such look reads the whole outbox.
"""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

NAME = "ix_outbox_object_handle_kind_made_at"


def upgrade() -> None:
    """Make the index."""
    op.create_index(NAME, "outbox", ["object_handle", "kind", "made_at"])


def downgrade() -> None:
    """Drop it."""
    op.drop_index(NAME, table_name="outbox")
