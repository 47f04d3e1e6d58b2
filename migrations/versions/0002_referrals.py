"""Room: migrations. 0002: reports, case referrals and service referrals, with their steps, links and sealed words.

The statements are frozen in ../sql beside this folder, one file an engine. On PostgreSQL what was written lies under
the same net as records do, rows of steps, links and words are written once, and no row of any is ever removed.
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SQL = Path(__file__).resolve().parent.parent / "sql"
APP = "coordination_app"
TABLES = ("referrals", "referral_steps", "referral_links", "referral_words")
# What the loop changes. Parties, case, kind and need of a referral never change.
LOOP = "state, standing, asked, sent_by, sent_at, changed_at, opened_at, slot"


def upgrade() -> None:
    """Make the tables; on PostgreSQL also the net under what was written, and the app's rights."""
    bind = op.get_bind()
    text = (SQL / f"0002_{bind.dialect.name}.sql").read_text(encoding="utf-8")
    for statement in text.split("\n-- next\n"):
        bind.exec_driver_sql(statement)
    if bind.dialect.name == "postgresql":
        for statement in (*_row_level_security(), *_grants()):
            bind.exec_driver_sql(statement)


def downgrade() -> None:
    """Drop the tables; what was sent goes with them."""
    bind = op.get_bind()
    for table in reversed(TABLES):
        bind.exec_driver_sql(f"DROP TABLE {table}")


def _row_level_security() -> list[str]:
    """As in 0001: rows of the cases named for this transaction and no others; no context means no rows."""
    named = "case_id = ANY (string_to_array((SELECT current_setting('hub.cases', true)), ','))"
    return [
        "ALTER TABLE referral_words ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE referral_words FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY referral_words_of_named_cases ON referral_words USING ({named}) WITH CHECK ({named})",
    ]


def _grants() -> list[str]:
    return [
        f"GRANT SELECT, INSERT ON {', '.join(TABLES)} TO {APP}",
        f"GRANT UPDATE ({LOOP}) ON referrals TO {APP}",
    ]
