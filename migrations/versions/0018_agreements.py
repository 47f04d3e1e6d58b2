"""Room: migrations. 0018: agreements between agencies, and who signed them.

What the app may change is that a party confirmed and that one was ended; never its terms. Going down takes the
agreements with them, and empties the column that decisions read, so that nothing is shared under one any more.
"""

from __future__ import annotations

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

APP = "coordination_app"
TABLES = (
    """
    CREATE TABLE agreements (
      id VARCHAR(32) NOT NULL,
      handle VARCHAR(32) NOT NULL,
      title VARCHAR(160) NOT NULL,
      types TEXT NOT NULL,
      starts_at {instant} NOT NULL,
      ends_at {instant} NOT NULL,
      recorded_by VARCHAR(32) NOT NULL,
      recorded_for VARCHAR(32) NOT NULL,
      recorded_at {instant} NOT NULL,
      ended_at {instant},
      ended_by VARCHAR(32),
      ended_for VARCHAR(32),
      CONSTRAINT pk_agreements PRIMARY KEY (id),
      CONSTRAINT uq_agreements_handle UNIQUE (handle),
      CONSTRAINT fk_agreements_recorded_by_people FOREIGN KEY(recorded_by) REFERENCES people (id),
      CONSTRAINT fk_agreements_recorded_for_agencies FOREIGN KEY(recorded_for) REFERENCES agencies (id),
      CONSTRAINT fk_agreements_ended_by_people FOREIGN KEY(ended_by) REFERENCES people (id),
      CONSTRAINT fk_agreements_ended_for_agencies FOREIGN KEY(ended_for) REFERENCES agencies (id)
    )
    """,
    "CREATE INDEX ix_agreements_ends_at ON agreements (ends_at)",
    """
    CREATE TABLE agreement_parties (
      agreement_id VARCHAR(32) NOT NULL,
      agency_id VARCHAR(32) NOT NULL,
      signatory VARCHAR(160) NOT NULL,
      signed_on VARCHAR(10) NOT NULL,
      confirmed_by VARCHAR(32),
      confirmed_at {instant},
      CONSTRAINT pk_agreement_parties PRIMARY KEY (agreement_id, agency_id),
      CONSTRAINT fk_agreement_parties_agreement_id_agreements FOREIGN KEY(agreement_id) REFERENCES agreements (id),
      CONSTRAINT fk_agreement_parties_agency_id_agencies FOREIGN KEY(agency_id) REFERENCES agencies (id),
      CONSTRAINT fk_agreement_parties_confirmed_by_people FOREIGN KEY(confirmed_by) REFERENCES people (id)
    )
    """,
    "CREATE INDEX ix_agreement_parties_agency_id ON agreement_parties (agency_id)",
)
RIGHTS = (
    f"GRANT SELECT, INSERT ON agreements, agreement_parties TO {APP}",
    f"GRANT UPDATE (ended_at, ended_by, ended_for) ON agreements TO {APP}",
    f"GRANT UPDATE (signatory, signed_on, confirmed_by, confirmed_at) ON agreement_parties TO {APP}",
)


def upgrade() -> None:
    """Make the tables; on PostgreSQL also the app's rights."""
    bind = op.get_bind()
    postgresql = bind.dialect.name == "postgresql"
    instant = "TIMESTAMP WITH TIME ZONE" if postgresql else "BIGINT"
    for statement in (*(text.format(instant=instant) for text in TABLES), *(RIGHTS if postgresql else ())):
        bind.exec_driver_sql(statement)


def downgrade() -> None:
    """Drop them, and let no agreement count that nobody could end any more."""
    op.drop_table("agreement_parties")
    op.drop_table("agreements")
    op.get_bind().exec_driver_sql("UPDATE agencies SET agreements = '' WHERE agreements <> ''")
