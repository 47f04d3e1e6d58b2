"""Room: tests. Settings: nothing needs to be set, and what is set wrongly refuses to start with one sentence."""

from __future__ import annotations

import dataclasses
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination import settings
from coordination.model.errors import Misconfigured
from coordination.settings import DEFAULT_PLUGINS, NAMES, Settings, is_loopback, migrations_path

HOME = {"COORDINATION_HOME": "/srv/hub"}


def read(**values: str) -> Settings:
    """Settings out of COORDINATION_* values named without their prefix."""
    return Settings.read(HOME | {f"COORDINATION_{name}": value for name, value in values.items()})


def test_nothing_has_to_be_set() -> None:
    found = Settings.read({})
    assert found.host == "127.0.0.1"
    assert found.port == 8000
    assert found.public_url == "http://127.0.0.1:8000"
    assert found.home == Path("~/.local/share/coordination").expanduser()
    assert found.database_url == f"sqlite:///{found.home}/hub.db"
    assert found.migration_url == found.sequencer_url == found.database_url
    assert found.checkpoint_copy == found.home / "checkpoints-copy"
    assert (found.root_key_file, found.signing_key_file) == (found.home / "root.key", found.home / "log.key")
    assert (found.idle_minutes, found.session_hours, found.trusted_proxies) == (15, 12, 0)
    assert found.proxy_addresses == ("127.0.0.1", "::1")
    assert found.plugins == DEFAULT_PLUGINS
    assert (found.hotline, found.icac, found.contact, found.log_level) == ("", "", "", "INFO")


def test_everything_that_can_be_set_is_taken() -> None:
    found = read(
        HOST="0.0.0.0",
        PORT="443",
        PUBLIC_URL="https://hub.example/",
        DATABASE_URL="postgresql://coordination_app@db/hub",
        MIGRATION_URL="postgresql+psycopg://coordination_owner@db/hub",
        SEQUENCER_URL="postgresql://coordination_sequencer@db/hub",
        PLUGINS="us_federal, child_welfare",
        CHECKPOINT_COPY="/mnt/other/checkpoints",
        ROOT_KEY_FILE="/etc/hub/root.key",
        SIGNING_KEY_FILE="/etc/hub/log.key",
        IDLE_MINUTES="30",
        SESSION_HOURS="1",
        TRUSTED_PROXIES="1",
        PROXY_ADDRESSES="127.0.0.1, 10.0.0.7",
        LOG_LEVEL="warning",
        HOTLINE="1-800-555-0100",
        ICAC="1-800-555-0102",
        CONTACT="The team coordinator, 555-0101",
    )
    assert found.public_url == "https://hub.example"
    assert found.database_url == "postgresql+psycopg://coordination_app@db/hub"
    assert found.migration_url == "postgresql+psycopg://coordination_owner@db/hub"
    assert found.sequencer_url == "postgresql+psycopg://coordination_sequencer@db/hub"
    assert found.plugins == ("us_federal", "child_welfare")
    assert found.checkpoint_copy == Path("/mnt/other/checkpoints")
    assert (found.idle_minutes, found.session_hours, found.trusted_proxies) == (30, 1, 1)
    assert found.proxy_addresses == ("127.0.0.1", "10.0.0.7")
    assert (found.log_level, found.hotline, found.icac) == ("WARNING", "1-800-555-0100", "1-800-555-0102")
    assert found.contact == "The team coordinator, 555-0101"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "http"),
        ("PORT", "٨٠"),
        ("PORT", ""),
        ("HOST", "somewhere else"),
        ("HOST", ""),
        ("IDLE_MINUTES", "0"),
        ("IDLE_MINUTES", "31"),
        ("IDLE_MINUTES", "-1"),
        ("SESSION_HOURS", "13"),
        ("SESSION_HOURS", "1.5"),
        ("TRUSTED_PROXIES", "6"),
        ("PROXY_ADDRESSES", ""),
        ("PROXY_ADDRESSES", "127.0.0.1,proxy.example"),
        ("PROXY_ADDRESSES", "10.0.0.0/8"),
        ("HOME", "relative/folder"),
        ("HOME", ""),
        ("CHECKPOINT_COPY", "./copy"),
        ("ROOT_KEY_FILE", "root.key"),
        ("DATABASE_URL", "mysql://db/hub"),
        ("DATABASE_URL", "postgres://db/hub"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///hub.db"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "postgresql+asyncpg://db/hub"),
        ("MIGRATION_URL", "hub.db"),
        ("SEQUENCER_URL", ""),
        ("PLUGINS", ""),
        ("PLUGINS", "us_federal,"),
        ("PLUGINS", "us_federal,us_federal"),
        ("PLUGINS", "../evil"),
        ("PLUGINS", "US_Federal"),
        ("PUBLIC_URL", "http://hub.example"),
        ("PUBLIC_URL", "ftp://hub.example"),
        ("PUBLIC_URL", "hub.example"),
        ("PUBLIC_URL", "https://hub.example/app"),
        ("PUBLIC_URL", "https://hub.example?x=1"),
        ("PUBLIC_URL", "https://me:word@hub.example"),
        ("PUBLIC_URL", "https://hub.example:port"),
        ("PUBLIC_URL", "https://"),
        ("LOG_LEVEL", "LOUD"),
        ("HOTLINE", "one\ntwo"),
        ("ICAC", "one\ntwo"),
        ("CONTACT", "\x1b[2J"),
    ],
)
def test_wrong_value_refuses_to_start_and_names_the_setting(name: str, value: str) -> None:
    with pytest.raises(Misconfigured) as refused:
        read(**{name: value})
    assert f"COORDINATION_{name} " in refused.value.sentence
    assert refused.value.sentence.endswith(".")


@pytest.mark.parametrize("name", ["COORDINATION_PROT", "COORDINATION_DATABASE", "COORDINATION_"])
def test_unknown_setting_refuses_to_start(name: str) -> None:
    with pytest.raises(Misconfigured, match=f"{name} is not a setting"):
        Settings.read({name: "1"})


def test_variables_of_tests_and_build_are_let_through() -> None:
    Settings.read({"COORDINATION_TEST_POSTGRES": "wheel", "COORDINATION_SKIP_ASSETS": "1", "PATH": "/bin"})


def test_only_the_exact_foreign_name_is_let_through() -> None:
    with pytest.raises(Misconfigured):
        Settings.read({"COORDINATION_SKIP_ASSETS_TOO": "1"})


def test_password_in_a_database_address_is_never_repeated() -> None:
    with pytest.raises(Misconfigured) as refused:
        read(DATABASE_URL="mysql://hub:correct-horse@db/hub")
    assert "correct-horse" not in refused.value.sentence


def test_password_is_not_in_what_python_prints() -> None:
    found = read(DATABASE_URL="postgresql://hub:correct-horse@db/hub")
    assert "correct-horse" not in repr(found)


def test_hub_reachable_from_outside_needs_an_https_address() -> None:
    with pytest.raises(Misconfigured, match="https://"):
        read(HOST="0.0.0.0")
    assert read(HOST="0.0.0.0", PUBLIC_URL="https://hub.example").host == "0.0.0.0"


def test_ipv6_loopback_stands_in_brackets() -> None:
    assert read(HOST="::1").public_url == "http://[::1]:8000"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "[::1]", "localhost"])
def test_loopback(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["", "0.0.0.0", "::", "10.0.0.1", "localhost.example", "127.0.0.1.example"])
def test_not_loopback(host: str) -> None:
    assert not is_loopback(host)


def test_settings_are_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Settings.read(HOME).port = 1  # type: ignore[misc]  # the promise under test


def test_every_name_has_a_field_and_every_field_a_name() -> None:
    assert {name.removeprefix("COORDINATION_").lower() for name in NAMES} == {
        field.name for field in dataclasses.fields(Settings)
    }


@given(st.sampled_from(sorted(NAMES)), st.text(max_size=40))
def test_any_text_is_either_taken_or_refused_with_a_sentence(name: str, value: str) -> None:
    try:
        Settings.read(HOME | {name: value})
    except Misconfigured as refused:
        # A host that others can reach is refused for want of an https address.
        assert name in refused.sentence or name == "COORDINATION_HOST"  # noqa: PT017 - both ways out are fine


def test_data_folder_is_private_even_if_it_was_not(tmp_path: Path) -> None:
    home = tmp_path / "deep" / "hub"
    found = Settings.read({"COORDINATION_HOME": str(home)})
    assert found.prepare_home() == home
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    home.chmod(0o755)
    found.prepare_home()
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_data_folder_that_cannot_be_made_refuses_to_start(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Misconfigured, match="COORDINATION_HOME"):
        Settings.read({"COORDINATION_HOME": str(tmp_path / "file")}).prepare_home()


def test_reading_settings_touches_no_file(tmp_path: Path) -> None:
    Settings.read({"COORDINATION_HOME": str(tmp_path / "hub")})
    assert not (tmp_path / "hub").exists()


def test_migrations_are_found_inside_the_package_first_then_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "__file__", str(tmp_path / "coordination" / "settings.py"))
    with pytest.raises(Misconfigured, match="migrations are missing"):
        migrations_path()
    for folder in (tmp_path / "migrations", tmp_path / "coordination" / "_migrations"):
        folder.mkdir(parents=True)
        (folder / "env.py").touch()
        assert migrations_path() == folder
