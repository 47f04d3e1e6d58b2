"""Room: tests. Revision 0018 with agreements: down takes them and empties the column, so that none counts for ever."""

from __future__ import annotations

from contextlib import closing

from sqlalchemy import inspect, text

from coordination.database.engine import Database
from tests.databases import Databases
from tests.migrations.test_0011_training import AGENCY, BEGAN, PERSON, _go, _put, _roster

BEFORE = "0017"  # the revision that 0018 follows


def test_up_and_down_and_up_again_with_an_agreement(engine_url: Databases) -> None:
    since = BEGAN if engine_url.kind == "postgresql" else int(BEGAN.timestamp() * 1_000_000)
    column = "SELECT agreements FROM agencies"
    with closing(Database.open(engine_url.owner, allow_owner=True)) as database:
        _go(database, "0011")
        with database.alter() as connection:
            _roster(connection, since)
        _go(database, "0018")
        with database.alter() as connection:
            _put(connection, "agreements", id="7" * 32, handle="6" * 32, title="On teams",
                 types="report", starts_at=since, ends_at=since, recorded_by=PERSON, recorded_for=AGENCY,
                 recorded_at=since)  # fmt: skip
            _put(connection, "agreement_parties", agreement_id="7" * 32, agency_id=AGENCY, signatory="Jo Vance",
                 signed_on="2026-01-02", confirmed_by=PERSON, confirmed_at=since)  # fmt: skip
            connection.execute(text("UPDATE agencies SET agreements = '[1]'"))
        _go(database, BEFORE, down=True)
        with database.alter() as connection:
            assert not {"agreements", "agreement_parties"} & set(inspect(connection).get_table_names())
            assert connection.execute(text(column)).scalars().all() == [""]
        _go(database, "0018")
        with database.alter() as connection:
            assert connection.execute(text("SELECT id FROM agreements")).all() == []
            assert connection.execute(text(column)).scalars().all() == [""]
