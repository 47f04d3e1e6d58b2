"""Room: migrations. 0015: which recipients are left out of an accounting for the individual, and until when.

What the app may change of a suspension is that it was lifted. Going down takes them with it: the accounting for the
individual then tells of every recipient again.
"""

from __future__ import annotations

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

APP = "coordination_app"
TABLES = (
    """
    CREATE TABLE disclosure_suspensions (
      id VARCHAR(32) NOT NULL,
      handle VARCHAR(32) NOT NULL,
      case_id VARCHAR(32) NOT NULL,
      program_id VARCHAR(32) NOT NULL,
      recipient VARCHAR(96) NOT NULL,
      how VARCHAR(16) NOT NULL,
      stated_at {instant} NOT NULL,
      until {instant},
      recorded_by VARCHAR(32) NOT NULL,
      recorded_at {instant} NOT NULL,
      lifted_at {instant},
      lifted_by VARCHAR(32),
      key_id VARCHAR(32) NOT NULL,
      body {bytes} NOT NULL,
      CONSTRAINT pk_disclosure_suspensions PRIMARY KEY (id),
      CONSTRAINT uq_disclosure_suspensions_handle UNIQUE (handle),
      CONSTRAINT fk_disclosure_suspensions_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id),
      CONSTRAINT fk_disclosure_suspensions_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id),
      CONSTRAINT fk_disclosure_suspensions_recorded_by_people FOREIGN KEY(recorded_by) REFERENCES people (id),
      CONSTRAINT fk_disclosure_suspensions_lifted_by_people FOREIGN KEY(lifted_by) REFERENCES people (id)
    )
    """,
    "CREATE INDEX ix_disclosure_suspensions_case_id ON disclosure_suspensions (case_id)",
)
RIGHTS = (
    f"GRANT SELECT, INSERT ON disclosure_suspensions TO {APP}",
    f"GRANT UPDATE (lifted_at, lifted_by) ON disclosure_suspensions TO {APP}",
)


def upgrade() -> None:
    """Make the table; on PostgreSQL also the app's rights."""
    bind = op.get_bind()
    postgresql = bind.dialect.name == "postgresql"
    types = {
        "instant": "TIMESTAMP WITH TIME ZONE" if postgresql else "BIGINT",
        "bytes": "BYTEA" if postgresql else "BLOB",
    }
    for statement in (*(text.format(**types) for text in TABLES), *(RIGHTS if postgresql else ())):
        bind.exec_driver_sql(statement)


def downgrade() -> None:
    """Drop it."""
    op.drop_table("disclosure_suspensions")
