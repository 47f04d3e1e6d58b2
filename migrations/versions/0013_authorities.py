"""Room: migrations. 0013: authorities on file, emergency access, and what an agency signed with others.

What the app may change of a paper is that it ended; of emergency access that it ended, went up the chain, and was
reviewed. Going down takes them with it: what they opened closes.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

APP = "coordination_app"
TABLES = (
    """
    CREATE TABLE authorities (
      id VARCHAR(32) NOT NULL,
      handle VARCHAR(32) NOT NULL,
      case_id VARCHAR(32) NOT NULL,
      program_id VARCHAR(32) NOT NULL,
      kind VARCHAR(64) NOT NULL,
      starts_at {instant} NOT NULL,
      expires_at {instant} NOT NULL,
      recorded_by VARCHAR(32) NOT NULL,
      recorded_at {instant} NOT NULL,
      ended_at {instant},
      ended_by VARCHAR(32),
      key_id VARCHAR(32) NOT NULL,
      body {bytes} NOT NULL,
      CONSTRAINT pk_authorities PRIMARY KEY (id),
      CONSTRAINT uq_authorities_handle UNIQUE (handle),
      CONSTRAINT fk_authorities_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id),
      CONSTRAINT fk_authorities_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id),
      CONSTRAINT fk_authorities_recorded_by_people FOREIGN KEY(recorded_by) REFERENCES people (id)
    )
    """,
    "CREATE INDEX ix_authorities_case_id_program_id ON authorities (case_id, program_id)",
    """
    CREATE TABLE authority_recipients (
      authority_id VARCHAR(32) NOT NULL,
      recipient_id VARCHAR(32) NOT NULL,
      recipient_kind VARCHAR(16) NOT NULL,
      case_id VARCHAR(32) NOT NULL,
      program_id VARCHAR(32) NOT NULL,
      CONSTRAINT pk_authority_recipients PRIMARY KEY (authority_id, recipient_id),
      CONSTRAINT fk_authority_recipients_authority_id_authorities
        FOREIGN KEY(authority_id) REFERENCES authorities (id),
      CONSTRAINT fk_authority_recipients_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id),
      CONSTRAINT fk_authority_recipients_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id)
    )
    """,
    """
    CREATE TABLE authority_types (
      authority_id VARCHAR(32) NOT NULL,
      information_type VARCHAR(64) NOT NULL,
      case_id VARCHAR(32) NOT NULL,
      program_id VARCHAR(32) NOT NULL,
      CONSTRAINT pk_authority_types PRIMARY KEY (authority_id, information_type),
      CONSTRAINT fk_authority_types_authority_id_authorities FOREIGN KEY(authority_id) REFERENCES authorities (id),
      CONSTRAINT fk_authority_types_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id),
      CONSTRAINT fk_authority_types_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id)
    )
    """,
    "CREATE INDEX ix_authority_types_case_id_information_type ON authority_types (case_id, information_type)",
    """
    CREATE TABLE emergencies (
      id VARCHAR(32) NOT NULL,
      handle VARCHAR(32) NOT NULL,
      case_id VARCHAR(32) NOT NULL,
      program_id VARCHAR(32) NOT NULL,
      person_id VARCHAR(32) NOT NULL,
      reason VARCHAR(32) NOT NULL,
      starts_at {instant} NOT NULL,
      expires_at {instant} NOT NULL,
      ended_at {instant},
      ended_by VARCHAR(32),
      review_due_at {instant} NOT NULL,
      escalated_at {instant},
      key_id VARCHAR(32) NOT NULL,
      body {bytes} NOT NULL,
      CONSTRAINT pk_emergencies PRIMARY KEY (id),
      CONSTRAINT uq_emergencies_handle UNIQUE (handle),
      CONSTRAINT fk_emergencies_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id),
      CONSTRAINT fk_emergencies_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id),
      CONSTRAINT fk_emergencies_person_id_people FOREIGN KEY(person_id) REFERENCES people (id)
    )
    """,
    "CREATE INDEX ix_emergencies_case_id_person_id_program_id ON emergencies (case_id, person_id, program_id)",
    "CREATE INDEX ix_emergencies_program_id_review_due_at ON emergencies (program_id, review_due_at)",
    """
    CREATE TABLE emergency_reviews (
      emergency_id VARCHAR(32) NOT NULL,
      program_id VARCHAR(32) NOT NULL,
      case_id VARCHAR(32) NOT NULL,
      asked_at {instant} NOT NULL,
      reviewed_at {instant},
      reviewed_by VARCHAR(32),
      verdict VARCHAR(16),
      CONSTRAINT pk_emergency_reviews PRIMARY KEY (emergency_id, program_id),
      CONSTRAINT fk_emergency_reviews_emergency_id_emergencies FOREIGN KEY(emergency_id) REFERENCES emergencies (id),
      CONSTRAINT fk_emergency_reviews_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id),
      CONSTRAINT fk_emergency_reviews_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id),
      CONSTRAINT fk_emergency_reviews_reviewed_by_people FOREIGN KEY(reviewed_by) REFERENCES people (id)
    )
    """,
    "CREATE INDEX ix_emergency_reviews_program_id_reviewed_at ON emergency_reviews (program_id, reviewed_at)",
)
ADDED = "authorities, authority_recipients, authority_types, emergencies, emergency_reviews"
RIGHTS = (
    f"GRANT SELECT, INSERT ON {ADDED} TO {APP}",
    f"GRANT UPDATE (ended_at, ended_by) ON authorities TO {APP}",
    f"GRANT UPDATE (ended_at, ended_by, escalated_at) ON emergencies TO {APP}",
    f"GRANT UPDATE (reviewed_at, reviewed_by, verdict) ON emergency_reviews TO {APP}",
)
_SQLITE = {"bytes": "BLOB", "instant": "BIGINT"}
_POSTGRESQL = {"bytes": "BYTEA", "instant": "TIMESTAMP WITH TIME ZONE"}


def upgrade() -> None:
    """Make the tables and the column; on PostgreSQL also the app's rights."""
    bind = op.get_bind()
    postgresql = bind.dialect.name == "postgresql"
    types = _POSTGRESQL if postgresql else _SQLITE
    for statement in (*(text.format(**types) for text in TABLES), *(RIGHTS if postgresql else ())):
        bind.exec_driver_sql(statement)
    op.add_column("agencies", sa.Column("agreements", sa.Text, nullable=False, server_default=""))


def downgrade() -> None:
    """Drop them."""
    op.drop_column("agencies", "agreements")
    for table in ("emergency_reviews", "emergencies", "authority_types", "authority_recipients", "authorities"):
        op.drop_table(table)
