"""Room: tests. Revision 0005 with people on the roster: up gives each an account, down ends what the code before it
could not read, and what was there before is there after."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, inspect, text

from coordination.database.engine import Database
from coordination.settings import migrations_path
from tests.databases import Databases

MADE = {"accounts", "passkeys", "passkey_codes", "passkey_challenges", "role_changes"}
DAY = timedelta(days=1)


def _moment(databases: Databases, at: datetime) -> object:
    return at if databases.kind == "postgresql" else int(at.timestamp() * 1_000_000)


def _put(connection: Connection, table: str, **values: object) -> None:
    names = ", ".join(values)
    marks = ", ".join(f":{name}" for name in values)
    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), values)


def _roster(connection: Connection, began: object) -> None:
    settings = {"client_id": "", "algorithms": "", "mfa_acr": "", "mfa_amr": "", "step_up_acr": "", "since": began}
    for number, url in (("1", "https://id.example"), ("2", "passkey:north")):
        _put(connection, "issuers", id=number * 32, url=url, name=url, **settings)
        person = {"issuer_id": number * 32, "subject": "s", "name": "Ann Lee", "since": began}
        _put(connection, "people", id=f"{number}a" * 16, handle=f"{number}b" * 16, **person)


def _go(database: Database, revision: str, *, down: bool = False) -> None:
    with database.alter() as connection:
        config = Config()
        config.set_main_option("script_location", str(migrations_path()))
        config.attributes["connection"] = connection
        (command.downgrade if down else command.upgrade)(config, revision)


def test_up_and_down_and_up_again_with_people_and_passkeys(engine_url: Databases) -> None:
    began = _moment(engine_url, datetime.now(UTC) - 400 * DAY)  # noqa: TID251 - the migration has the real clock
    with closing(Database.open(engine_url.owner, allow_owner=True)) as database:
        _go(database, "0001")
        with database.alter() as connection:
            _roster(connection, began)
        _go(database, "0005")
        with database.alter() as connection:
            assert set(inspect(connection).get_table_names()) >= MADE
            found = connection.execute(text("SELECT person_id, used_at, statement FROM accounts")).all()
            assert {row.person_id for row in found} == {"1a" * 16, "2a" * 16}
            assert all(row.used_at > began and row.statement is None for row in found)  # nobody idle on the first day
            key = {"person_id": "2a" * 16, "credential": "c", "public_key": "k", "sign_count": 0, "label": "Phone"}
            flags = {"synced": False, "backed_up": False, "added_at": began}
            _put(connection, "passkeys", id="3" * 32, handle="4" * 32, **key, **flags)
        _go(database, "0001", down=True)
        with database.alter() as connection:
            assert not MADE & set(inspect(connection).get_table_names())
            open_ones = connection.execute(text("SELECT url FROM issuers WHERE until IS NULL")).scalars().all()
            assert open_ones == ["https://id.example"]  # the code of 0001 would speak OpenID with the other
            assert len(connection.execute(text("SELECT id FROM people")).all()) == 2
        _go(database, "0005")
        with database.alter() as connection:
            assert len(connection.execute(text("SELECT person_id FROM accounts")).all()) == 2
