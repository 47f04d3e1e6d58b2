"""Room: migrations. 0004: the outbox (messages to people, in the hub and by mail) and how each person may be reached.

Written out here, so that later changes to the code cannot change what this revision did. Addresses lie sealed under the
agency's key. Going down takes every message and address with it: nothing else refers to them.
"""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

APP = "coordination_app"
TABLES = (
    """
    CREATE TABLE contacts (
      person_id VARCHAR(32) NOT NULL,
      agency_id VARCHAR(32) NOT NULL,
      address {bytes},
      mail BOOLEAN NOT NULL,
      muted TEXT NOT NULL,
      quiet_from INTEGER,
      quiet_until INTEGER,
      pierce BOOLEAN NOT NULL,
      unsafe_at {instant},
      set_at {instant} NOT NULL,
      CONSTRAINT pk_contacts PRIMARY KEY (person_id),
      CONSTRAINT fk_contacts_person_id_people FOREIGN KEY(person_id) REFERENCES people (id),
      CONSTRAINT fk_contacts_agency_id_agencies FOREIGN KEY(agency_id) REFERENCES agencies (id)
    )
    """,
    """
    CREATE TABLE outbox (
      id VARCHAR(32) NOT NULL,
      key VARCHAR(160) NOT NULL,
      kind VARCHAR(64) NOT NULL,
      urgent BOOLEAN NOT NULL,
      program_id VARCHAR(32) NOT NULL,
      person_id VARCHAR(32),
      line {bytes},
      case_id VARCHAR(32),
      object_handle VARCHAR(32) NOT NULL,
      made_at {instant} NOT NULL,
      seen_at {instant},
      next_at {instant} NOT NULL,
      claim VARCHAR(32),
      attempts INTEGER NOT NULL,
      tried_at {instant},
      ended_at {instant},
      outcome VARCHAR(32),
      CONSTRAINT pk_outbox PRIMARY KEY (id),
      CONSTRAINT uq_outbox_key UNIQUE (key),
      CONSTRAINT fk_outbox_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id),
      CONSTRAINT fk_outbox_person_id_people FOREIGN KEY(person_id) REFERENCES people (id),
      CONSTRAINT fk_outbox_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id)
    )
    """,
    # What a worker looks for, and nothing that is done: small however many messages there were.
    "CREATE INDEX ix_outbox_next_at ON outbox (next_at) WHERE ended_at IS NULL",
    "CREATE INDEX ix_outbox_person_id_program_id_made_at ON outbox (person_id, program_id, made_at)",
    "CREATE INDEX ix_outbox_outcome_ended_at ON outbox (outcome, ended_at)",
)
# By what an alarm looks: what waits since when, so that no worker reads every case every few minutes.
ALARMS = (
    "CREATE INDEX ix_places_since ON places (since)",
    "CREATE INDEX ix_releases_expires_at ON releases (expires_at)",
    "CREATE INDEX ix_requests_asked_at ON requests (asked_at)",
)


def upgrade() -> None:
    """Make both tables, and give the app its rights on PostgreSQL."""
    bind = op.get_bind()
    postgresql = bind.dialect.name == "postgresql"
    types = {"bytes": "BYTEA", "instant": "TIMESTAMP WITH TIME ZONE"} if postgresql else _SQLITE
    for statement in (*TABLES, *ALARMS):
        bind.exec_driver_sql(statement.format(**types))
    if postgresql:
        bind.exec_driver_sql(f"GRANT SELECT, INSERT, UPDATE ON contacts, outbox TO {APP}")
        bind.exec_driver_sql(f"GRANT DELETE ON outbox TO {APP}")


def downgrade() -> None:
    """Drop both tables and the indexes."""
    bind = op.get_bind()
    for statement in ALARMS:
        bind.exec_driver_sql(f"DROP INDEX {statement.split()[2]}")
    for table in ("outbox", "contacts"):
        bind.exec_driver_sql(f"DROP TABLE {table}")


_SQLITE = {"bytes": "BLOB", "instant": "BIGINT"}
