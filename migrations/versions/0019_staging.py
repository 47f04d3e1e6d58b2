"""Room: migrations. 0019: staged reveal: teams' written protocols, and what opens or closes by them on a case.

What is there is never changed but for taking an entry back. Nobody is staged after going up. Going down opens what was
staged, since nothing would be left that could open it: it stops where a protocol still keeps somebody out.
"""

from __future__ import annotations

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

APP = "coordination_app"
TABLES = (
    "ALTER TABLE programs ADD COLUMN protocols TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE cases ADD COLUMN staging TEXT DEFAULT '' NOT NULL",
    """
    CREATE TABLE team_protocols (
      id VARCHAR(32) NOT NULL,
      handle VARCHAR(32) NOT NULL,
      program_id VARCHAR(32) NOT NULL,
      document VARCHAR(160) NOT NULL,
      dated VARCHAR(10) NOT NULL,
      adopted_by VARCHAR(160) NOT NULL,
      starts_at {instant} NOT NULL,
      staged TEXT NOT NULL,
      first VARCHAR(16) NOT NULL,
      types TEXT NOT NULL,
      opens_on TEXT NOT NULL,
      recorded_by VARCHAR(32) NOT NULL,
      recorded_at {instant} NOT NULL,
      CONSTRAINT pk_team_protocols PRIMARY KEY (id),
      CONSTRAINT uq_team_protocols_handle UNIQUE (handle),
      CONSTRAINT fk_team_protocols_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id),
      CONSTRAINT fk_team_protocols_recorded_by_people FOREIGN KEY(recorded_by) REFERENCES people (id)
    )
    """,
    "CREATE INDEX ix_team_protocols_program_id ON team_protocols (program_id)",
    """
    CREATE TABLE staging_entries (
      id VARCHAR(32) NOT NULL,
      handle VARCHAR(32) NOT NULL,
      case_id VARCHAR(32) NOT NULL,
      program_id VARCHAR(32) NOT NULL,
      kind VARCHAR(32) NOT NULL,
      person_id VARCHAR(32),
      told_by VARCHAR(32) NOT NULL,
      told_at {instant} NOT NULL,
      withdrawn_by VARCHAR(32),
      withdrawn_at {instant},
      CONSTRAINT pk_staging_entries PRIMARY KEY (id),
      CONSTRAINT uq_staging_entries_handle UNIQUE (handle),
      CONSTRAINT fk_staging_entries_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id),
      CONSTRAINT fk_staging_entries_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id),
      CONSTRAINT fk_staging_entries_person_id_people FOREIGN KEY(person_id) REFERENCES people (id),
      CONSTRAINT fk_staging_entries_told_by_people FOREIGN KEY(told_by) REFERENCES people (id),
      CONSTRAINT fk_staging_entries_withdrawn_by_people FOREIGN KEY(withdrawn_by) REFERENCES people (id)
    )
    """,
    "CREATE INDEX ix_staging_entries_case_id ON staging_entries (case_id)",
)
_ANY = (
    "(SELECT coalesce(current_setting('hub.about', true), '') = '*'"
    " AND coalesce(current_setting('hub.who', true), '') <> '')"
)
_HUB = "(SELECT left(coalesce(current_setting('hub.who', true), ''), 4) = 'hub:')"
_ABOUT = "case_id = ANY ((SELECT string_to_array(coalesce(current_setting('hub.about', true), ''), ','))::text[])"
_SHOWN = f"{_ANY} OR {_HUB} OR {_ABOUT}"
ON_POSTGRESQL = (
    f"GRANT SELECT, INSERT ON team_protocols, staging_entries TO {APP}",
    f"GRANT UPDATE (withdrawn_by, withdrawn_at) ON staging_entries TO {APP}",
    "ALTER TABLE staging_entries ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE staging_entries FORCE ROW LEVEL SECURITY",
    f"CREATE POLICY staging_entries_in_context ON staging_entries USING ({_SHOWN}) WITH CHECK ({_SHOWN})",
)


def upgrade() -> None:
    """Make tables and columns; on PostgreSQL also the app's rights and the net."""
    bind = op.get_bind()
    postgresql = bind.dialect.name == "postgresql"
    instant = "TIMESTAMP WITH TIME ZONE" if postgresql else "BIGINT"
    for statement in (*(text.format(instant=instant) for text in TABLES), *(ON_POSTGRESQL if postgresql else ())):
        bind.exec_driver_sql(statement)


def downgrade() -> None:
    """Drop them. INVARIANT: what a team's protocol keeps closed is not opened by an operator's command."""
    bind = op.get_bind()
    if bind.exec_driver_sql("SELECT 1 FROM programs WHERE protocols <> ''").first() is not None:
        raise RuntimeError("A team's written protocol is on file: going back would open what it keeps closed.")
    op.drop_table("staging_entries")
    op.drop_table("team_protocols")
    for table, column in (("cases", "staging"), ("programs", "protocols")):
        bind.exec_driver_sql(f"ALTER TABLE {table} DROP COLUMN {column}")
