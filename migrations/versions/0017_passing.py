"""Room: migrations. 0017: the end of a guardian's signature at 18, retention periods, legal holds and purges.

Releases that were recorded before carry no such day: they get theirs when their program next files or corrects the
child's record, and end on their last day otherwise. Going down takes periods, holds and the notes of purges with it;
what was purged stays destroyed.
"""

from __future__ import annotations

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

APP = "coordination_app"
TABLES = (
    """
    CREATE TABLE retention_periods (
      id VARCHAR(32) NOT NULL,
      handle VARCHAR(32) NOT NULL,
      program_id VARCHAR(32) NOT NULL,
      months INTEGER NOT NULL,
      basis VARCHAR(200) NOT NULL,
      set_by VARCHAR(32) NOT NULL,
      set_at {instant} NOT NULL,
      ended_at {instant},
      CONSTRAINT pk_retention_periods PRIMARY KEY (id),
      CONSTRAINT uq_retention_periods_handle UNIQUE (handle),
      CONSTRAINT fk_retention_periods_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id),
      CONSTRAINT fk_retention_periods_set_by_people FOREIGN KEY(set_by) REFERENCES people (id)
    )
    """,
    "CREATE INDEX ix_retention_periods_program_id ON retention_periods (program_id)",
    """
    CREATE TABLE legal_holds (
      id VARCHAR(32) NOT NULL,
      handle VARCHAR(32) NOT NULL,
      case_id VARCHAR(32) NOT NULL,
      program_id VARCHAR(32) NOT NULL,
      reason VARCHAR(32) NOT NULL,
      source VARCHAR(32) NOT NULL,
      set_by VARCHAR(32) NOT NULL,
      set_at {instant} NOT NULL,
      lifted_by VARCHAR(32),
      lifted_at {instant},
      CONSTRAINT pk_legal_holds PRIMARY KEY (id),
      CONSTRAINT uq_legal_holds_handle UNIQUE (handle),
      CONSTRAINT fk_legal_holds_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id),
      CONSTRAINT fk_legal_holds_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id),
      CONSTRAINT fk_legal_holds_set_by_people FOREIGN KEY(set_by) REFERENCES people (id),
      CONSTRAINT fk_legal_holds_lifted_by_people FOREIGN KEY(lifted_by) REFERENCES people (id)
    )
    """,
    "CREATE INDEX ix_legal_holds_program_id_case_id ON legal_holds (program_id, case_id)",
    """
    CREATE TABLE purges (
      id VARCHAR(32) NOT NULL,
      handle VARCHAR(32) NOT NULL,
      case_id VARCHAR(32) NOT NULL,
      program_id VARCHAR(32) NOT NULL,
      period_id VARCHAR(32) NOT NULL,
      proposed_by VARCHAR(32) NOT NULL,
      proposed_at {instant} NOT NULL,
      expires_at {instant} NOT NULL,
      decided_by VARCHAR(32),
      decided_at {instant},
      decision VARCHAR(16),
      records INTEGER,
      CONSTRAINT pk_purges PRIMARY KEY (id),
      CONSTRAINT uq_purges_handle UNIQUE (handle),
      CONSTRAINT fk_purges_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id),
      CONSTRAINT fk_purges_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id),
      CONSTRAINT fk_purges_period_id_retention_periods FOREIGN KEY(period_id) REFERENCES retention_periods (id),
      CONSTRAINT fk_purges_proposed_by_people FOREIGN KEY(proposed_by) REFERENCES people (id),
      CONSTRAINT fk_purges_decided_by_people FOREIGN KEY(decided_by) REFERENCES people (id)
    )
    """,
    "CREATE INDEX ix_purges_program_id_case_id ON purges (program_id, case_id)",
    "ALTER TABLE releases ADD COLUMN ends_at_majority {instant}",
    "CREATE INDEX ix_releases_ends_at_majority ON releases (ends_at_majority)",
)
# The net under them: rows of the cases that a transaction is about, and of the own program (database/net.py, PARTY).
_SETTING = "(SELECT nullif(coalesce(current_setting('hub.{name}', true), ''), ''))"
_HUB = "(SELECT left(coalesce(current_setting('hub.who', true), ''), 4) = 'hub:')"
_ABOUT = "case_id = ANY ((SELECT string_to_array(coalesce(current_setting('hub.about', true), ''), ','))::text[])"
_PARTY = f"{_HUB} OR program_id = {_SETTING.format(name='program')} OR {_ABOUT}"
NET = tuple(
    statement
    for table in ("legal_holds", "purges")
    for statement in (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY {table}_in_context ON {table} USING ({_PARTY}) WITH CHECK ({_PARTY})",
    )
)
# What the app may change of each is that it ended.
RIGHTS = (
    f"GRANT SELECT, INSERT ON retention_periods, legal_holds, purges TO {APP}",
    f"GRANT UPDATE (ended_at) ON retention_periods TO {APP}",
    f"GRANT UPDATE (lifted_by, lifted_at) ON legal_holds TO {APP}",
    f"GRANT UPDATE (decided_by, decided_at, decision, records) ON purges TO {APP}",
)


def upgrade() -> None:
    """Make the tables and the column; on PostgreSQL also the app's rights."""
    bind = op.get_bind()
    postgresql = bind.dialect.name == "postgresql"
    types = {"instant": "TIMESTAMP WITH TIME ZONE" if postgresql else "BIGINT"}
    for statement in (*(text.format(**types) for text in TABLES), *((*RIGHTS, *NET) if postgresql else ())):
        bind.exec_driver_sql(statement)


def downgrade() -> None:
    """Drop them."""
    bind = op.get_bind()
    bind.exec_driver_sql("DROP INDEX ix_releases_ends_at_majority")
    bind.exec_driver_sql("ALTER TABLE releases DROP COLUMN ends_at_majority")
    for table in ("purges", "legal_holds", "retention_periods"):
        op.drop_table(table)
