"""Room: tests. Revision 0019 with a protocol: going back is refused while it keeps something closed, else clean."""

from __future__ import annotations

from contextlib import closing

import pytest
from sqlalchemy import inspect, text

from coordination.database.engine import Database
from tests.databases import Databases
from tests.migrations.test_0011_training import BEGAN, PERSON, _go, _put, _roster

BEFORE = "0018"  # the revision that 0019 follows
TABLES = {"team_protocols", "staging_entries"}


def test_up_and_down_and_up_again_and_never_down_over_a_protocol(engine_url: Databases) -> None:
    since = BEGAN if engine_url.kind == "postgresql" else int(BEGAN.timestamp() * 1_000_000)
    with closing(Database.open(engine_url.owner, allow_owner=True)) as database:
        _go(database, "0011")
        with database.alter() as connection:
            _roster(connection, since)
        _go(database, "0019")
        with database.alter() as connection:
            program = connection.execute(text("SELECT id FROM programs")).scalars().first()
            _put(connection, "team_protocols", id="7" * 32, handle="6" * 32, program_id=program, document="Protocol",
                 dated="2026-01-02", adopted_by="The team", starts_at=since, staged="interviewer", first="none",
                 types="", opens_on="interview_done", recorded_by=PERSON, recorded_at=since)  # fmt: skip
            connection.execute(text("UPDATE programs SET protocols = '[1]'"))
        with pytest.raises(RuntimeError, match="would open what it keeps closed"):
            _go(database, BEFORE, down=True)
        with database.alter() as connection:
            assert set(inspect(connection).get_table_names()) >= TABLES
            connection.execute(text("UPDATE programs SET protocols = ''"))
        _go(database, BEFORE, down=True)
        with database.alter() as connection:
            assert not TABLES & set(inspect(connection).get_table_names())
            assert connection.execute(text("SELECT count(*) FROM programs")).scalar_one()
        _go(database, "0019")
        with database.alter() as connection:
            assert connection.execute(text("SELECT protocols FROM programs")).scalars().all() == [""]
            assert connection.execute(text("SELECT id FROM team_protocols")).all() == []
