"""Room: migrations. 0008: files of records, each in sealed parts, under the net that records lie under.

What the app may change of a file is that it is withdrawn; a trigger queues that as an ending, so that no restore brings
a withdrawn file back. Going down takes every file with it: nothing else refers to them.
"""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

APP = "coordination_app"
TABLES = (
    """
    CREATE TABLE record_files (
      id VARCHAR(32) NOT NULL,
      handle VARCHAR(32) NOT NULL,
      case_id VARCHAR(32) NOT NULL,
      program_id VARCHAR(32) NOT NULL,
      information_type VARCHAR(64) NOT NULL,
      first_id VARCHAR(32) NOT NULL,
      author_id VARCHAR(32) NOT NULL,
      added_at {instant} NOT NULL,
      withdrawn_at {instant},
      withdrawn_by VARCHAR(32),
      withdrawn_reason VARCHAR(32),
      key_id VARCHAR(32) NOT NULL,
      body {bytes} NOT NULL,
      CONSTRAINT pk_record_files PRIMARY KEY (id),
      CONSTRAINT uq_record_files_handle UNIQUE (handle),
      CONSTRAINT fk_record_files_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id),
      CONSTRAINT fk_record_files_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id),
      CONSTRAINT fk_record_files_first_id_records FOREIGN KEY(first_id) REFERENCES records (id),
      CONSTRAINT fk_record_files_author_id_people FOREIGN KEY(author_id) REFERENCES people (id)
    )
    """,
    "CREATE INDEX ix_record_files_first_id ON record_files (first_id)",
    """
    CREATE TABLE record_file_parts (
      file_id VARCHAR(32) NOT NULL,
      number INTEGER NOT NULL,
      case_id VARCHAR(32) NOT NULL,
      body {bytes} NOT NULL,
      CONSTRAINT pk_record_file_parts PRIMARY KEY (file_id, number),
      CONSTRAINT fk_record_file_parts_file_id_record_files FOREIGN KEY(file_id) REFERENCES record_files (id),
      CONSTRAINT fk_record_file_parts_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id)
    )
    """,
)
PROTECTED = ("record_files", "record_file_parts")
ENDS = "withdrawn_at"


def upgrade() -> None:
    """Make the tables and the trigger; on PostgreSQL also the net and the app's rights."""
    bind = op.get_bind()
    postgresql = bind.dialect.name == "postgresql"
    types = {"bytes": "BYTEA", "instant": "TIMESTAMP WITH TIME ZONE"} if postgresql else _SQLITE
    for statement in (*(text.format(**types) for text in TABLES), *(_postgresql() if postgresql else [_TRIGGER])):
        bind.exec_driver_sql(statement)


def downgrade() -> None:
    """Drop them; their trigger goes with the table."""
    for table in reversed(PROTECTED):
        op.drop_table(table)


def _postgresql() -> list[str]:
    """As in 0001: rows of the cases named for this transaction alone. The trigger calls the function of 0007."""
    named = "case_id = ANY (string_to_array((SELECT current_setting('hub.cases', true)), ','))"
    found = [
        statement
        for table in PROTECTED
        for statement in (
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY {table}_of_named_cases ON {table} USING ({named}) WITH CHECK ({named})",
        )
    ]
    trigger = (
        f"CREATE TRIGGER file_ends AFTER UPDATE OF {ENDS} ON record_files FOR EACH ROW "
        f"WHEN (NEW.{ENDS} IS NOT NULL AND OLD.{ENDS} IS NULL) EXECUTE FUNCTION it_ends('file', 'id', '{ENDS}')"
    )
    return [
        *found,
        f"GRANT SELECT, INSERT ON {', '.join(PROTECTED)} TO {APP}",
        f"GRANT UPDATE (withdrawn_at, withdrawn_by, withdrawn_reason) ON record_files TO {APP}",
        trigger,
    ]


_SQLITE = {"bytes": "BLOB", "instant": "BIGINT"}
_TRIGGER = (
    f"CREATE TRIGGER file_ends AFTER UPDATE OF {ENDS} ON record_files "  # noqa: S608 - our own names
    f"WHEN NEW.{ENDS} IS NOT NULL AND OLD.{ENDS} IS NULL "
    f"BEGIN INSERT INTO endings (kind, object, at) VALUES ('file', NEW.id, NEW.{ENDS}); END"
)
