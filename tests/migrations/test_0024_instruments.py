"""Room: tests. Revision 0024: programs at work get 90 days that count for all, one that comes later gets none."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, inspect, text

from coordination.database.engine import Database
from coordination.model.ids import ProgramId
from coordination.model.program import Program
from coordination.storage.program_facts import facts_of_programs
from tests.databases import Databases
from tests.migrations.test_0011_training import AGENCY, BEGAN, PROGRAM, _go, _put, _roster

BEFORE = "0023"  # the revision that 0024 follows
LATER = "9" * 32


def _police(connection: Connection, program: str) -> Program:
    return facts_of_programs(connection)[ProgramId(program)]


def test_up_grandfathers_who_is_there_down_drops_it_and_up_again(engine_url: Databases) -> None:
    since = BEGAN if engine_url.kind == "postgresql" else int(BEGAN.timestamp() * 1_000_000)
    now = datetime.now(UTC)  # noqa: TID251 - what the migration did is measured from the database's own time
    with closing(Database.open(engine_url.owner, allow_owner=True)) as database:
        _go(database, "0011")
        with database.alter() as connection:
            _roster(connection, since)
            connection.execute(text("UPDATE programs SET regimes = 'investigative'"))
        for _ in range(2):
            _go(database, "0024")
            with database.alter() as connection:
                _put(connection, "programs", id=LATER, handle="8" * 32, agency_id=AGENCY, slug="later", name="Later",
                     partner_type="law_enforcement", regimes="investigative", jurisdictions="us_federal",
                     confidential=False, since=since)  # fmt: skip
                there, later = _police(connection, PROGRAM), _police(connection, LATER)
                assert there.live(now + timedelta(days=89))
                assert not there.live(now + timedelta(days=91))
                assert not later.live(now)
                (kind,) = connection.execute(text("SELECT kind FROM program_instruments")).scalars().all()
                assert kind == "grandfathered"
                connection.execute(text("DELETE FROM programs WHERE slug = 'later'"))
            _go(database, BEFORE, down=True)
            with database.alter() as connection:
                assert "program_instruments" not in inspect(connection).get_table_names()
                assert "instruments" not in {one["name"] for one in inspect(connection).get_columns("programs")}
