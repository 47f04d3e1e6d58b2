"""Room: migrations. 0023: the scans of orders and other papers on file, in sealed parts.

Nothing of a scan is ever changed. Going down takes the scans with it; the papers stay.
"""

from __future__ import annotations

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

APP = "coordination_app"
TABLE = "authority_scans"
SCANS = """
    CREATE TABLE authority_scans (
      authority_id VARCHAR(32) NOT NULL,
      number INTEGER NOT NULL,
      case_id VARCHAR(32) NOT NULL,
      program_id VARCHAR(32) NOT NULL,
      key_id VARCHAR(32) NOT NULL,
      body {bytes} NOT NULL,
      CONSTRAINT pk_authority_scans PRIMARY KEY (authority_id, number),
      CONSTRAINT fk_authority_scans_authority_id_authorities FOREIGN KEY(authority_id) REFERENCES authorities (id),
      CONSTRAINT fk_authority_scans_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id),
      CONSTRAINT fk_authority_scans_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id)
    )
    """


def upgrade() -> None:
    """Make the table; on PostgreSQL also the net, as in 0008, and the app's rights."""
    bind = op.get_bind()
    postgresql = bind.dialect.name == "postgresql"
    named = "case_id = ANY (string_to_array((SELECT current_setting('hub.cases', true)), ','))"
    net = (
        f"ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY {TABLE}_of_named_cases ON {TABLE} USING ({named}) WITH CHECK ({named})",
        f"GRANT SELECT, INSERT ON {TABLE} TO {APP}",
    )
    made = SCANS.format(bytes="BYTEA" if postgresql else "BLOB")
    for statement in (made, *(net if postgresql else ())):
        bind.exec_driver_sql(statement)


def downgrade() -> None:
    """Drop it."""
    op.drop_table(TABLE)
