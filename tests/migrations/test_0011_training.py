"""Room: tests. Revision 0011 with a roster and a directory: up gives each row its empty words, down takes the rest."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, inspect, text

from coordination.database.engine import Database
from coordination.settings import migrations_path
from tests.databases import Databases

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
AGENCY, PROGRAM, PERSON, PLACE = ("a" * 32, "b" * 32, "c" * 32, "d" * 32)


def _go(database: Database, revision: str, *, down: bool = False) -> None:
    with database.alter() as connection:
        config = Config()
        config.set_main_option("script_location", str(migrations_path()))
        config.attributes["connection"] = connection
        (command.downgrade if down else command.upgrade)(config, revision)


def _put(connection: Connection, table: str, **values: object) -> None:
    names, marks = ", ".join(values), ", ".join(f":{name}" for name in values)
    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), values)


def _roster(connection: Connection, since: object) -> None:
    _put(connection, "agencies", id=AGENCY, handle="1" * 32, slug="north", name="North", government=True, zone="UTC",
         since=since)  # fmt: skip
    _put(connection, "programs", id=PROGRAM, handle="2" * 32, agency_id=AGENCY, slug="cps", name="CPS",
         partner_type="child_welfare", regimes="capta", jurisdictions="us_federal", confidential=False,
         since=since)  # fmt: skip
    words = {"client_id": "", "algorithms": "", "mfa_acr": "", "mfa_amr": "", "step_up_acr": ""}
    _put(connection, "issuers", id="e" * 32, url="https://id.example", name="Id", since=since, **words)
    _put(connection, "people", id=PERSON, handle="3" * 32, issuer_id="e" * 32, subject="s", name="Ann Lee", since=since)
    _put(connection, "appointments", id=PLACE, person_id=PERSON, program_id=PROGRAM, role="worker", title="Worker",
         since=since)  # fmt: skip
    empty = dict.fromkeys(("sort", "needs", "areas", "languages", "about", "eligibility", "hours", "number"), "")
    _put(connection, "services", id="f" * 32, program_id=PROGRAM, name="Beds", certification="By the county",
         certified_until="2027-01-01", since=since, **empty)  # fmt: skip


def test_up_and_down_and_up_again_with_people_and_a_certified_service(engine_url: Databases) -> None:
    since = BEGAN if engine_url.kind == "postgresql" else int(BEGAN.timestamp() * 1_000_000)
    kept = "SELECT name, certification, certified_until FROM services"
    with closing(Database.open(engine_url.owner, allow_owner=True)) as database:
        _go(database, "0010")
        with database.alter() as connection:
            _roster(connection, since)
        _go(database, "0011")
        with database.alter() as connection:
            assert connection.execute(text("SELECT oversees FROM appointments")).scalars().all() == [""]
            given = connection.execute(text("SELECT certification_kind, certification_number FROM services")).one()
            assert tuple(given) == ("", "")
            _put(connection, "certificates", id="9" * 32, person_id=PERSON, agency_id=AGENCY, training="t",
                 completed="2026-01-02", ends="", evidence="e", added_at=since)  # fmt: skip
            _put(connection, "unit_people", id="8" * 32, program_id=PROGRAM, unit="csec_unit", person_id=PERSON,
                 point=True, since=since)  # fmt: skip
        _go(database, "0010", down=True)
        with database.alter() as connection:
            assert not {"certificates", "unit_people"} & set(inspect(connection).get_table_names())
            assert tuple(connection.execute(text(kept)).one()) == ("Beds", "By the county", "2027-01-01")
            assert connection.execute(text("SELECT title FROM appointments")).scalars().all() == ["Worker"]
        _go(database, "0011")
        with database.alter() as connection:
            assert connection.execute(text("SELECT id FROM certificates")).all() == []
