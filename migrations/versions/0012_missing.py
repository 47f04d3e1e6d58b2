"""Room: migrations. 0012: missing episodes, and who let a poster of one go out.

What the app may change of an episode is that it ended. Going down takes the episodes with it; their records stay.
"""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

APP = "coordination_app"
TABLES = (
    """
    CREATE TABLE missing_episodes (
      id VARCHAR(32) NOT NULL,
      handle VARCHAR(32) NOT NULL,
      case_id VARCHAR(32) NOT NULL,
      program_id VARCHAR(32) NOT NULL,
      record_id VARCHAR(32) NOT NULL,
      opened_by VARCHAR(32) NOT NULL,
      opened_at {instant} NOT NULL,
      found_record_id VARCHAR(32),
      ended_by VARCHAR(32),
      ended_at {instant},
      slot INTEGER,
      CONSTRAINT pk_missing_episodes PRIMARY KEY (id),
      CONSTRAINT uq_missing_episodes_case_id_program_id_slot UNIQUE (case_id, program_id, slot),
      CONSTRAINT uq_missing_episodes_handle UNIQUE (handle),
      CONSTRAINT fk_missing_episodes_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id),
      CONSTRAINT fk_missing_episodes_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id),
      CONSTRAINT fk_missing_episodes_record_id_records FOREIGN KEY(record_id) REFERENCES records (id),
      CONSTRAINT fk_missing_episodes_opened_by_people FOREIGN KEY(opened_by) REFERENCES people (id),
      CONSTRAINT fk_missing_episodes_found_record_id_records FOREIGN KEY(found_record_id) REFERENCES records (id),
      CONSTRAINT fk_missing_episodes_ended_by_people FOREIGN KEY(ended_by) REFERENCES people (id)
    )
    """,
    "CREATE INDEX ix_missing_episodes_case_id_opened_at ON missing_episodes (case_id, opened_at)",
    """
    CREATE TABLE missing_approvals (
      record_id VARCHAR(32) NOT NULL,
      side VARCHAR(24) NOT NULL,
      case_id VARCHAR(32) NOT NULL,
      episode_id VARCHAR(32) NOT NULL,
      program_id VARCHAR(32) NOT NULL,
      person_id VARCHAR(32) NOT NULL,
      approved_at {instant} NOT NULL,
      CONSTRAINT pk_missing_approvals PRIMARY KEY (record_id, side),
      CONSTRAINT fk_missing_approvals_record_id_records FOREIGN KEY(record_id) REFERENCES records (id),
      CONSTRAINT fk_missing_approvals_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id),
      CONSTRAINT fk_missing_approvals_episode_id_missing_episodes
        FOREIGN KEY(episode_id) REFERENCES missing_episodes (id),
      CONSTRAINT fk_missing_approvals_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id),
      CONSTRAINT fk_missing_approvals_person_id_people FOREIGN KEY(person_id) REFERENCES people (id)
    )
    """,
    "CREATE INDEX ix_missing_approvals_episode_id ON missing_approvals (episode_id)",
)
RIGHTS = (
    f"GRANT SELECT, INSERT ON missing_episodes, missing_approvals TO {APP}",
    f"GRANT UPDATE (slot, ended_at, ended_by, found_record_id) ON missing_episodes TO {APP}",
)


def upgrade() -> None:
    """Make the tables; on PostgreSQL also the app's rights."""
    bind = op.get_bind()
    postgresql = bind.dialect.name == "postgresql"
    types = {"instant": "TIMESTAMP WITH TIME ZONE" if postgresql else "BIGINT"}
    for statement in (*(text.format(**types) for text in TABLES), *(RIGHTS if postgresql else ())):
        bind.exec_driver_sql(statement)


def downgrade() -> None:
    """Drop them."""
    op.drop_table("missing_approvals")
    op.drop_table("missing_episodes")
