"""Room: tests. The demo's folder: marked first, loaded once, never a real hub, and never a danger to one."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from coordination.casework import issuers, roster
from coordination.cli.migrate import migrate
from coordination.cli.serve import serve_real
from coordination.demo import founding
from coordination.demo.people import AGENCIES
from coordination.demo.residents import RESIDENTS, issuer_of, provider_people
from coordination.demo.residents import roster as whole_roster
from coordination.hub import DEMO_MARK, Hub
from coordination.model.errors import Misconfigured
from coordination.settings import Settings


def _settings(home: Path, **more: str) -> Settings:
    return Settings.read({"COORDINATION_HOME": str(home), **more})


def _began(settings: Settings, base_url: str = "http://localhost:8001") -> None:
    """A demo whose roster is there and whose stories are not: as a start that was cut short leaves it."""
    assert founding.prepare(settings)
    migrate(settings)
    with closing(Hub.open(settings)) as hub:
        roster.load(hub.desk, whole_roster(base_url))


def test_folder_is_marked_before_anything_is_in_it(tmp_path: Path) -> None:
    settings = _settings(tmp_path / "home")
    assert founding.prepare(settings)
    assert (settings.home / DEMO_MARK).read_text(encoding="ascii") == founding.LOADING
    assert settings.home.stat().st_mode & 0o777 == 0o700
    migrate(settings)
    with closing(Hub.open(settings)) as hub:
        assert hub.demo


def test_half_a_demo_is_thrown_away_and_begun_anew(tmp_path: Path) -> None:
    settings = _settings(tmp_path)
    _began(settings)
    key = settings.root_key_file.read_bytes()
    assert founding.prepare(settings)
    assert settings.root_key_file.read_bytes() != key
    migrate(settings)
    with closing(Hub.open(settings)) as hub:
        assert roster.providers(hub.desk) == []


def test_whole_demo_is_kept(tmp_path: Path) -> None:
    settings = _settings(tmp_path)
    _began(settings)
    founding.finish(settings)
    key = settings.root_key_file.read_bytes()
    assert not founding.prepare(settings)
    assert settings.root_key_file.read_bytes() == key


def test_real_hub_is_not_touched(tmp_path: Path) -> None:
    settings = _settings(tmp_path)
    Hub.create_keys(settings)
    migrate(settings)
    before = {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    with pytest.raises(Misconfigured, match="real hub"):
        founding.prepare(settings)
    assert {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before


def test_demo_folder_cannot_be_served_as_a_real_hub(tmp_path: Path) -> None:
    settings = _settings(tmp_path)
    _began(settings)
    with pytest.raises(Misconfigured, match="demonstration"):
        serve_real({"COORDINATION_HOME": str(tmp_path)})


@pytest.mark.parametrize(
    "more",
    [
        {"COORDINATION_HOST": "0.0.0.0"},
        {"COORDINATION_HOST": "192.0.2.7"},
        {"COORDINATION_PUBLIC_URL": "https://hub.example"},
        {"COORDINATION_TRUSTED_PROXIES": "1"},
        {"COORDINATION_ROOT_KEY_FILE": "/elsewhere/root.key"},
        {"COORDINATION_CHECKPOINT_COPY": "/elsewhere/copy"},
        {"COORDINATION_DATABASE_URL": "sqlite:////elsewhere/hub.db"},
    ],
    ids=lambda more: " ".join(*more.items()),
)
def test_demo_stays_on_this_machine_and_in_its_folder(tmp_path: Path, more: dict[str, str]) -> None:
    with pytest.raises(Misconfigured):
        founding.check_settings(_settings(tmp_path, COORDINATION_PORT="8000", **more))
    founding.check_settings(_settings(tmp_path))


def test_provider_that_moved_is_named_where_it_listens_and_its_people_stay(tmp_path: Path) -> None:
    settings = _settings(tmp_path)
    _began(settings, "http://localhost:8001")
    with closing(Hub.open(settings)) as hub:
        assert founding.provider_port(hub.desk, 1) == 8001
        founding.point(hub.desk, "http://localhost:8177")
        found = roster.providers(hub.desk)
        assert founding.provider_port(hub.desk, 1) == 8177
        moved = {provider.url for provider in found}
        assert moved == {issuer_of("http://localhost:8177", slug) for slug in AGENCIES}
        assert "http://localhost:8177/harbor-children-s-advocacy-center" in moved
        assert all(provider.agencies for provider in found)


def test_demo_trusts_nobody_but_its_own_provider(tmp_path: Path) -> None:
    settings = _settings(tmp_path)
    _began(settings)
    foreign = whole_roster("http://localhost:8001")
    foreign["issuers"] = [
        {"url": "https://id.example", "name": "Foreign", "client_id": "x", "agencies": ["north_county"]}
    ]
    with closing(Hub.open(settings)) as hub:
        roster.load(hub.desk, {"issuers": foreign["issuers"]})
        with pytest.raises(Misconfigured, match="elsewhere"):
            founding.point(hub.desk, "http://localhost:8001")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("https://id.example", "http://localhost:8001/x"),
        ("http://localhost:8001/safe-path", "https://id.example"),
        ("http://localhost:8001/safe-path", "http://localhost.example/x"),
    ],
)
def test_real_provider_can_never_be_moved(tmp_path: Path, old: str, new: str) -> None:
    settings = _settings(tmp_path)
    _began(settings)
    with closing(Hub.open(settings)) as hub:
        before = {provider.url for provider in roster.providers(hub.desk)}
        with pytest.raises(Misconfigured, match="this machine"):
            issuers.readdress(hub.desk, {old: new})
        assert {provider.url for provider in roster.providers(hub.desk)} == before


def test_each_resident_is_known_to_the_provider_with_one_line() -> None:
    people = provider_people()
    assert sorted(person.subject for person in people) == sorted(one.subject for one in RESIDENTS)
    agencies = [person.agency for person in people]
    assert agencies == sorted(agencies, key=[name for name, _government in AGENCIES.values()].index), "agency by agency"
    assert len({one.subject for one in RESIDENTS}) == len(RESIDENTS) >= 40
    assert {person.agency for person in people} == {name for name, _government in AGENCIES.values()}
    assert all(20 < len(one.line) < 110 and "\n" not in one.line for one in RESIDENTS)
