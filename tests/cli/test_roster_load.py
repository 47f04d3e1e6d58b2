"""Room: tests. `roster load FILE`: TOML and JSON, secrets from where the file says, every defect told."""

from __future__ import annotations

import json
import tomllib
from contextlib import closing
from pathlib import Path

import pytest

from coordination.casework import roster
from coordination.cli.roster import client_secrets
from coordination.hub import utc_now
from tests.cli.operator import Operator, operator
from tests.databases import Databases

EXAMPLE = Path(roster.__file__).resolve().parent.parent / "help" / "roster.example.toml"
SECRET = "a-client-secret-0123456789"


def documented() -> str:
    """The example of the help, with its week on call in the January that comes: a rota that is past is not loaded."""
    return EXAMPLE.read_text(encoding="utf-8").replace("2027-01-", f"{utc_now().year + 1}-01-")


@pytest.fixture
def desk(engine_url: Databases, tmp_path: Path) -> Operator:
    made = operator(engine_url, tmp_path / "hub")
    done = made.run("init", "--issuer", "https://id.first.example", "--subject", "first")
    assert done.exit_code == 0, done.output
    return made


def test_the_documented_example_loads_twice_and_changes_nothing_the_second_time(desk: Operator, tmp_path: Path) -> None:
    example = tmp_path / EXAMPLE.name
    example.write_text(documented(), encoding="utf-8")
    first = desk.run("roster", "load", str(example), NORTH_COUNTY_CLIENT_SECRET=SECRET)
    assert first.exit_code == 0, first.output
    assert "10 added, 1 changed, 0 ended" in first.output
    second = desk.run("roster", "load", str(example), NORTH_COUNTY_CLIENT_SECRET=SECRET)
    assert "0 added, 0 changed, 0 ended" in second.output
    with closing(desk.hub()) as hub:
        (found,) = [one for one in roster.providers(hub.desk) if one.url == "https://id.north-county.example"]
    assert found.client_secret == SECRET


def test_json_says_the_same_as_toml(desk: Operator, tmp_path: Path) -> None:
    data = tomllib.loads(documented())
    data["issuers"][0]["client_secret_file"] = "north.secret"
    del data["issuers"][0]["client_secret_env"]
    (tmp_path / "north.secret").write_text(SECRET + "\n", encoding="utf-8")
    file = tmp_path / "roster.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    done = desk.run("roster", "load", str(file))
    assert done.exit_code == 0, done.output
    assert "10 added" in done.output


@pytest.mark.parametrize(("name", "text", "sentence"), [
    ("roster.toml", "agencies = [", "cannot be read"),
    ("roster.json", "{", "cannot be read"),
    ("roster.json", "[" * 100_000, "cannot be read"),
    ("roster.json", "[]", "must hold the parts"),
    ("roster.yaml", "agencies: []", ".toml or .json"),
    ("roster.toml", "[[agencies]]\nslug = 'x'", "agencies 1: "),
    ("roster.toml", "", "empty"),
])  # fmt: skip
def test_a_bad_file_is_a_sentence_and_no_traceback(
    desk: Operator, tmp_path: Path, name: str, text: str, sentence: str
) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    done = desk.run("roster", "load", str(file))
    assert done.exit_code == 1
    assert sentence in done.output
    assert "Traceback" not in done.output


def test_secrets_are_taken_from_variable_or_file_and_from_nowhere_else(tmp_path: Path) -> None:
    (tmp_path / "b.secret").write_text(" two \n", encoding="utf-8")
    data = {
        "issuers": [
            {"url": "a", "client_secret_env": "A"},
            {"url": "b", "client_secret_file": "b.secret"},
            {"url": "c", "client_secret_env": "MISSING"},
            {"url": "d", "client_secret_file": "missing"},
            {"url": "e", "client_secret": "in-the-roster"},
            "nonsense",
        ]
    }
    assert client_secrets(data, {"A": "one"}, tmp_path) == {"a": "one", "b": "two"}
