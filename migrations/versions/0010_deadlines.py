"""Room: migrations. 0010: deadlines and the sealed proofs that stop them.

What the app may change of a deadline is how it stands; what started it, when, and when it is due it may shift only by a
pause. Proofs are written once, under the net that records lie under. Going down takes both with it.
"""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

APP = "coordination_app"
TABLES = (
    """
    CREATE TABLE deadlines (
      id VARCHAR(32) NOT NULL,
      handle VARCHAR(32) NOT NULL,
      case_id VARCHAR(32) NOT NULL,
      program_id VARCHAR(32) NOT NULL,
      information_type VARCHAR(64) NOT NULL,
      rule VARCHAR(64) NOT NULL,
      rule_version INTEGER NOT NULL,
      event VARCHAR(64) NOT NULL,
      cause VARCHAR(32) NOT NULL,
      started_by VARCHAR(32) NOT NULL,
      happened_at {instant},
      happened_precision VARCHAR(16) NOT NULL,
      happened_zone VARCHAR(64) NOT NULL,
      learned_at {instant} NOT NULL,
      recorded_at {instant} NOT NULL,
      began_at {instant} NOT NULL,
      due_at {instant} NOT NULL,
      at_risk_at {instant} NOT NULL,
      state VARCHAR(16) NOT NULL,
      level INTEGER NOT NULL,
      next_at {instant},
      done_at {instant},
      proved_at {instant},
      proved_by VARCHAR(32),
      paused_at {instant},
      ended_reason VARCHAR(32),
      CONSTRAINT pk_deadlines PRIMARY KEY (id),
      CONSTRAINT uq_deadlines_case_id_program_id_rule_cause UNIQUE (case_id, program_id, rule, cause),
      CONSTRAINT uq_deadlines_handle UNIQUE (handle),
      CONSTRAINT fk_deadlines_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id),
      CONSTRAINT fk_deadlines_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id),
      CONSTRAINT fk_deadlines_started_by_people FOREIGN KEY(started_by) REFERENCES people (id)
    )
    """,
    "CREATE INDEX ix_deadlines_program_id_state_level_due_at_id ON deadlines (program_id, state, level, due_at, id)",
    "CREATE INDEX ix_deadlines_next_at_id ON deadlines (next_at, id)",
    """
    CREATE TABLE deadline_proofs (
      deadline_id VARCHAR(32) NOT NULL,
      number INTEGER NOT NULL,
      case_id VARCHAR(32) NOT NULL,
      program_id VARCHAR(32) NOT NULL,
      key_id VARCHAR(32) NOT NULL,
      body {bytes} NOT NULL,
      CONSTRAINT pk_deadline_proofs PRIMARY KEY (deadline_id, number),
      CONSTRAINT fk_deadline_proofs_deadline_id_deadlines FOREIGN KEY(deadline_id) REFERENCES deadlines (id),
      CONSTRAINT fk_deadline_proofs_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id),
      CONSTRAINT fk_deadline_proofs_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id)
    )
    """,
)
STANDS = "due_at, at_risk_at, state, level, next_at, done_at, proved_at, proved_by, paused_at, ended_reason"
NAMED = "case_id = ANY (string_to_array((SELECT current_setting('hub.cases', true)), ','))"
NET = (
    "ALTER TABLE deadline_proofs ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE deadline_proofs FORCE ROW LEVEL SECURITY",
    f"CREATE POLICY deadline_proofs_of_named_cases ON deadline_proofs USING ({NAMED}) WITH CHECK ({NAMED})",
    f"GRANT SELECT, INSERT ON deadlines, deadline_proofs TO {APP}",
    f"GRANT UPDATE ({STANDS}) ON deadlines TO {APP}",
)


def upgrade() -> None:
    """Make the tables; on PostgreSQL also the net and the app's rights."""
    bind = op.get_bind()
    postgresql = bind.dialect.name == "postgresql"
    types = {"bytes": "BYTEA", "instant": "TIMESTAMP WITH TIME ZONE"} if postgresql else _SQLITE
    for statement in (*(text.format(**types) for text in TABLES), *(NET if postgresql else ())):
        bind.exec_driver_sql(statement)


def downgrade() -> None:
    """Drop them."""
    op.drop_table("deadline_proofs")
    op.drop_table("deadlines")


_SQLITE = {"bytes": "BLOB", "instant": "BIGINT"}
