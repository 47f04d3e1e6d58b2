"""Room: migrations. 0006: what lists ask for lies in their indexes, and a form's one-use key knows what it was for.

A list asks for the dates of places and memberships beside their ids, and for releases by case and type. On SQLite every
look into a table is a page to read anew after anybody wrote (its page cache holds for one snapshot only).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# Index, table, columns before, columns after. The name keeps to the columns that are searched.
WIDENED: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...] = (
    (
        "ix_memberships_case_id_person_id",
        "memberships",
        ("case_id", "person_id"),
        ("case_id", "person_id", "program_id", "since", "until"),
    ),
    (
        "ix_memberships_person_id_program_id_changed_at_case_id",
        "memberships",
        ("person_id", "program_id", "changed_at", "case_id"),
        ("person_id", "program_id", "changed_at", "case_id", "since", "until"),
    ),
    (
        "ix_places_case_id_program_id",
        "places",
        ("case_id", "program_id"),
        ("case_id", "program_id", "since", "until"),
    ),
)
# On SQLite these lie in the index of their random key itself: one look instead of two. Nothing of theirs is large.
CLUSTERED = ("cases", "data_keys")
MADE = ("ix_release_types_case_id_information_type", "release_types", ["case_id", "information_type"])


def upgrade() -> None:
    """Widen three indexes, make one, and on SQLite lay two tables out by their key."""
    _lay_out(with_rowid=False)
    # Keys from before fit nothing any more; they live for a day.
    op.add_column("act_keys", sa.Column("about", sa.String(64), nullable=False, server_default=""))
    for name, table, _, columns in WIDENED:
        op.drop_index(name, table_name=table)
        op.create_index(name, table, list(columns))
    name, table, searched = MADE
    op.create_index(name, table, searched)


def downgrade() -> None:
    """As they were."""
    op.drop_column("act_keys", "about")
    _lay_out(with_rowid=True)
    name, table, _ = MADE
    op.drop_index(name, table_name=table)
    for name, table, columns, _ in WIDENED:
        op.drop_index(name, table_name=table)
        op.create_index(name, table, list(columns))


def _lay_out(*, with_rowid: bool) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in CLUSTERED:
            with op.batch_alter_table(table, recreate="always", table_kwargs={"sqlite_with_rowid": with_rowid}):
                pass  # copied as it is; only where its rows lie is new
