"""Room: migrations. 0024: operator instruments, without which no program goes live.

Programs that are there already were at work before the hub asked: each gets a line that counts for everything it needs
for 90 days, and its people are told so. A program that comes later is not live until its instruments are filed.
"""

from __future__ import annotations

import json
import secrets
from datetime import UTC, datetime, timedelta

from alembic import op
from sqlalchemy import text

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

APP = "coordination_app"
GRACE = timedelta(days=90)
TABLES = (
    "ALTER TABLE programs ADD COLUMN instruments TEXT DEFAULT '' NOT NULL",
    """
    CREATE TABLE program_instruments (
      id VARCHAR(32) NOT NULL,
      handle VARCHAR(32) NOT NULL,
      program_id VARCHAR(32) NOT NULL,
      kind VARCHAR(32) NOT NULL,
      document VARCHAR(160) NOT NULL,
      signed_on VARCHAR(10) NOT NULL,
      for_program VARCHAR(160) NOT NULL,
      for_operator VARCHAR(160) NOT NULL,
      ends_at {instant},
      recorded_by VARCHAR(32),
      recorded_at {instant} NOT NULL,
      ended_at {instant},
      ended_by VARCHAR(32),
      CONSTRAINT pk_program_instruments PRIMARY KEY (id),
      CONSTRAINT uq_program_instruments_handle UNIQUE (handle),
      CONSTRAINT fk_program_instruments_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id),
      CONSTRAINT fk_program_instruments_recorded_by_people FOREIGN KEY(recorded_by) REFERENCES people (id),
      CONSTRAINT fk_program_instruments_ended_by_people FOREIGN KEY(ended_by) REFERENCES people (id)
    )
    """,
    "CREATE INDEX ix_program_instruments_program_id ON program_instruments (program_id)",
    "CREATE INDEX ix_program_instruments_ends_at ON program_instruments (ends_at)",
)
ON_POSTGRESQL = (
    f"GRANT SELECT, INSERT ON program_instruments TO {APP}",
    f"GRANT UPDATE (ended_at, ended_by) ON program_instruments TO {APP}",
)
LINE = """
    INSERT INTO program_instruments
      (id, handle, program_id, kind, document, signed_on, for_program, for_operator, ends_at, recorded_at)
    VALUES (:id, :handle, :program, 'grandfathered', '', '', '', '', :ends, :now)
"""


def upgrade() -> None:
    """Make table and column, give every program there is its 90 days; on PostgreSQL also the app's rights."""
    bind = op.get_bind()
    postgresql = bind.dialect.name == "postgresql"
    instant = "TIMESTAMP WITH TIME ZONE" if postgresql else "BIGINT"
    for statement in (*(one.format(instant=instant) for one in TABLES), *(ON_POSTGRESQL if postgresql else ())):
        bind.exec_driver_sql(statement)
    now = _now()
    ends = now + GRACE
    column = json.dumps([{"kind": "grandfathered", "ends": _microseconds(ends), "ended": None}])
    for (program,) in bind.exec_driver_sql("SELECT id FROM programs").all():
        at = (now, ends) if postgresql else (_microseconds(now), _microseconds(ends))
        row = {"id": secrets.token_hex(16), "handle": secrets.token_hex(16), "program": program}
        bind.execute(text(LINE), {**row, "now": at[0], "ends": at[1]})
        bind.execute(text("UPDATE programs SET instruments = :text WHERE id = :id"), {"text": column, "id": program})


def downgrade() -> None:
    """Drop them: the hub of before asks for no instrument. What was filed here is gone; the signed papers are not."""
    op.drop_table("program_instruments")
    op.get_bind().exec_driver_sql("ALTER TABLE programs DROP COLUMN instruments")


def _now() -> datetime:
    """The database's own time, to the second: a migration has no hub to ask."""
    found = op.get_bind().exec_driver_sql("SELECT CURRENT_TIMESTAMP").scalar_one()
    at = datetime.fromisoformat(found).replace(tzinfo=UTC) if isinstance(found, str) else found.astimezone(UTC)
    return at.replace(microsecond=0)


def _microseconds(at: datetime) -> int:
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
