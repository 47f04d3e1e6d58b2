"""Room: tests. 0004 up and down with data: messages and addresses come and go, and nothing else is touched."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import inspect

from coordination.casework import contacts
from coordination.database.engine import Database
from coordination.model.contact import Contact
from coordination.model.ids import new_id
from coordination.settings import migrations_path
from tests.casework.posted import case_with_a_locked_type
from tests.community import make_community
from tests.databases import Store


@pytest.fixture
def lived_in(engine_store: Store, tmp_path: Path) -> Iterator[Database]:
    """A community with a case, messages and an address; the owner's connections."""
    for community in make_community(engine_store, tmp_path / "home"):
        case_with_a_locked_type(community)
        own = Contact(person_id=community.people["ana_cps_worker"], address="ana@work.example")
        contacts.keep(community.desk, community.actor("ana_cps_worker"), own, new_id())
        with closing(Database.open(community.databases.owner, allow_owner=True)) as owner:
            yield owner


def test_down_and_up_again_keeps_all_but_messages_and_addresses(lived_in: Database) -> None:
    to(lived_in, "down", "0004")  # later revisions have tests of their own
    before = counts(lived_in)
    assert min(before["outbox"], before["contacts"], before["cases"]) > 0
    to(lived_in, "down", "0003")
    gone = counts(lived_in)
    assert gone == {name: count for name, count in before.items() if name not in {"outbox", "contacts"}}
    to(lived_in, "up", "0004")
    again = counts(lived_in)
    assert again == before | {"outbox": 0, "contacts": 0}


def to(owner: Database, way: str, revision: str) -> None:
    with owner.alter() as connection:
        config = Config()
        config.set_main_option("script_location", str(migrations_path()))
        config.attributes["connection"] = connection
        (command.upgrade if way == "up" else command.downgrade)(config, revision)


def counts(owner: Database) -> dict[str, int]:
    with owner.read() as connection:
        names = [name for name in inspect(connection).get_table_names() if not name.startswith("entry_")]
        counted = (name for name in names if name not in {"alembic_version", "records", "data_keys"})
        return {name: connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one() for name in counted}
