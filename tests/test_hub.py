"""Room: hub. The assembly starts whole or not at all."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from coordination.hub import COOKIE_KEY, DEMO_MARK, SOURCE_KEY, Hub, alteration
from coordination.model.errors import Misconfigured
from coordination.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.read({"COORDINATION_HOME": str(tmp_path / "home")})


def test_a_new_hub_has_its_keys_to_itself(settings: Settings) -> None:
    Hub.create_keys(settings)
    for file in settings.home.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file
    with pytest.raises(Misconfigured, match="exists already"):
        Hub.create_keys(settings)


def test_it_opens_with_the_rules_that_the_plugins_declare(settings: Settings) -> None:
    Hub.create_keys(settings)
    hub = Hub.open(settings)
    again = Hub.open(settings)
    assert len(hub.desk.rulebook.rules_hash) == 64
    assert hub.desk.rulebook == again.desk.rulebook
    again.close()
    assert hub.desk.now.tzinfo is not None
    assert not hub.demo
    hub.ready()
    hub.close()


@pytest.mark.parametrize("missing", ["root.key", COOKIE_KEY, SOURCE_KEY])
def test_a_missing_or_broken_key_refuses_to_start(settings: Settings, missing: str) -> None:
    Hub.create_keys(settings)
    key = settings.home / missing
    key.write_text("bm90IGEga2V5\n")
    with pytest.raises(Misconfigured, match=missing):
        Hub.open(settings)
    key.unlink()
    with pytest.raises(Misconfigured, match=missing):
        Hub.open(settings)


def test_a_key_open_to_others_refuses_to_start(settings: Settings) -> None:
    Hub.create_keys(settings)
    (settings.home / COOKIE_KEY).chmod(0o644)
    with pytest.raises(Misconfigured, match="open to other users"):
        Hub.open(settings)


def test_an_unknown_plugin_refuses_to_start(tmp_path: Path) -> None:
    settings = Settings.read({"COORDINATION_HOME": str(tmp_path / "home"), "COORDINATION_PLUGINS": "astrology"})
    Hub.create_keys(settings)
    with pytest.raises(Misconfigured, match="astrology"):
        Hub.open(settings)


def test_a_demo_folder_is_a_demo_for_ever(settings: Settings) -> None:
    Hub.create_keys(settings)
    (settings.home / DEMO_MARK).touch()
    hub = Hub.open(settings)
    assert hub.demo
    hub.close()


def test_pseudonyms_differ_between_hubs_and_hold_no_address(settings: Settings, tmp_path: Path) -> None:
    other = Settings.read({"COORDINATION_HOME": str(tmp_path / "other")})
    seen = set()
    for each in (settings, other):
        Hub.create_keys(each)
        hub = Hub.open(each)
        assert hub.pseudonym("192.0.2.7") == hub.pseudonym("192.0.2.7")
        seen.add(hub.pseudonym("192.0.2.7"))
        hub.close()
    assert len(seen) == 2
    assert {len(pseudonym) for pseudonym in seen} == {64}


def test_a_key_is_never_shown(settings: Settings) -> None:
    Hub.create_keys(settings)
    hub = Hub.open(settings)
    assert hub.cookie_key.hex() not in repr(hub)
    assert "cookie_key" not in repr(hub)
    hub.close()


def test_the_owners_connection_is_one_transaction(settings: Settings) -> None:
    Hub.create_keys(settings)
    with pytest.raises(ZeroDivisionError):
        _plant_and_fail(settings)
    with alteration(settings) as connection:
        found = connection.exec_driver_sql("SELECT name FROM sqlite_master").all()  # type: ignore[attr-defined]
    assert found == []


def _plant_and_fail(settings: Settings) -> None:
    with alteration(settings) as connection:
        connection.exec_driver_sql("CREATE TABLE planted (x INTEGER)")  # type: ignore[attr-defined] # as Alembic does
        raise ZeroDivisionError
