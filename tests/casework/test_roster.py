"""Room: tests. A roster is loaded whole or not at all, says what is wrong and where, and changes nothing twice."""

from __future__ import annotations

import copy
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from coordination.casework import roster
from coordination.model.errors import Invalid
from coordination.model.roster import SIGNING_ALGORITHMS
from coordination.storage import record_tables
from coordination.storage import roster as tables
from coordination.web.signin.settings import ASYMMETRIC
from tests.casework.doorstep import log
from tests.community import Community

EXAMPLE = Path(roster.__file__).resolve().parent.parent / "help" / "roster.example.toml"
SECRET = "a-client-secret-0123456789"
WEST = "https://id.west.example"
ROSTER = (
    tables.agencies,
    tables.programs,
    tables.issuers,
    tables.issuer_agencies,
    tables.people,
    tables.appointments,
)


def west() -> dict[str, Any]:
    """A roster of one new agency."""
    return {
        "agencies": [{"slug": "west", "name": "West", "government": True, "zone": "America/Denver"}],
        "programs": [
            {
                "slug": "west_cps",
                "agency": "west",
                "name": "Child Protection",
                "partner_type": "child_welfare",
                "jurisdictions": ["us_federal"],
                "regimes": ["hipaa"],
            }
        ],
        "issuers": [
            {"url": WEST, "name": "West", "client_id": "hub", "client_secret_env": "WEST", "agencies": ["west"]}
        ],
        "people": [{"issuer": WEST, "subject": "s1", "name": "Ann Lee"}],
        "appointments": [{"issuer": WEST, "subject": "s1", "program": "west_cps", "role": "worker"}],
    }


def load(community: Community, data: dict[str, Any]) -> tuple[int, int, int]:
    """Load; added, changed, ended."""
    loaded = roster.load(community.desk, data, {WEST: SECRET})
    return loaded.added, loaded.changed, loaded.ended


def rows(community: Community) -> str:
    """Every roster row, to see that nothing changed."""
    every = (*ROSTER, record_tables.agency_keys)
    with community.desk.database.read() as connection:
        found = [sorted(map(repr, connection.execute(select(table)).all())) for table in every]
    return json.dumps(found)


def refused(community: Community, data: dict[str, Any]) -> dict[str, str]:
    """The defects of a roster, after seeing that nothing changed."""
    before = rows(community)
    with pytest.raises(Invalid) as error:
        load(community, data)
    assert rows(community) == before
    return error.value.fields


def test_a_load_adds_everything_and_writes_one_entry(community: Community) -> None:
    loaded = roster.load(community.desk, west(), {WEST: SECRET})
    assert (loaded.added, loaded.changed, loaded.ended) == (5, 0, 0)
    (entry,) = log(community, "roster:load")
    assert (entry.outcome, entry.kind) == ("allowed", "system")
    assert set(entry.objects) == set(loaded.handles)
    assert len(loaded.handles) == 4  # agency, program, issuer, person; the appointment is its person and program


def test_loading_the_same_file_again_changes_nothing(community: Community) -> None:
    load(community, west())
    before = rows(community)
    assert load(community, west()) == (0, 0, 0)
    assert rows(community) == before
    assert len(log(community, "roster:load")) == 2


def test_a_new_agency_gets_a_key_of_its_own(community: Community) -> None:
    load(community, west())
    with community.desk.database.read() as connection:
        query = select(record_tables.agency_keys.c.wrapped, tables.agencies.c.id).join(tables.agencies)
        wrapped, agency = connection.execute(query.where(tables.agencies.c.slug == "west")).one()
    community.desk.keyring.new_data_key(agency, wrapped, "k" * 32)  # opens only under its own agency


def test_the_client_secret_is_sealed_and_comes_back_for_the_sign_in(community: Community) -> None:
    load(community, west())
    assert SECRET not in rows(community)
    (provider,) = [found for found in roster.providers(community.desk) if found.url == WEST]
    assert provider.client_secret == SECRET
    assert SECRET not in repr(provider)


def test_confidential_and_regimes_come_from_the_partner_type_and_only_add_up(community: Community) -> None:
    data = west()
    data["programs"][0] |= {"partner_type": "victim_advocacy"}
    load(community, data)
    data["programs"][0]["regimes"] = []
    assert load(community, data) == (0, 0, 0)
    with community.desk.database.read() as connection:
        query = select(tables.programs.c.confidential, tables.programs.c.regimes)
        confidential, regimes = connection.execute(query.where(tables.programs.c.slug == "west_cps")).one()
    assert confidential
    assert set(regimes.split()) == {"hipaa", "vawa", "fvpsa", "voca"}


def test_missing_lines_are_left_alone_and_ended_ones_end(community: Community) -> None:
    load(community, west())
    assert load(community, {"people": [{"issuer": WEST, "subject": "s2", "name": "Bo Ray"}]}) == (1, 0, 0)
    ended = west()["appointments"][0] | {"ended": True}
    assert load(community, {"appointments": [ended]}) == (0, 0, 1)
    assert load(community, {"appointments": [ended]}) == (0, 0, 0)
    assert load(community, west()) == (0, 0, 0)  # a file loaded every night does not bring back who left
    again = west()["appointments"][0] | {"ended": False}
    assert load(community, {"appointments": [again]}) == (1, 0, 0)  # appointed again: a new line


def test_lines_can_change_and_come_back(community: Community) -> None:
    load(community, west())
    assert load(community, {"people": [west()["people"][0] | {"name": "Ann Lee Roy"}]}) == (0, 1, 0)
    assert load(community, {"people": [west()["people"][0] | {"ended": True}]}) == (0, 0, 1)
    assert load(community, {"people": west()["people"]}) == (0, 0, 0)  # it says nothing of `ended`
    assert load(community, {"people": [west()["people"][0] | {"name": "Ann Lee Roy", "ended": False}]}) == (0, 1, 0)


def test_a_title_comes_from_the_partner_type_when_the_file_has_none(community: Community) -> None:
    load(community, west())
    titles = dict(community.desk.catalog.partner_types["child_welfare"].roles)
    with community.desk.database.read() as connection:
        query = select(tables.appointments.c.title).join(tables.people).where(tables.people.c.subject == "s1")
        assert connection.execute(query).scalar_one() == titles["worker"]


DEFECTS: tuple[tuple[str, int, dict[str, Any], str], ...] = (
    ("agencies", 0, {"zone": "Mars/Olympus"}, "time zone"),
    ("agencies", 0, {"zone": "../../etc/passwd"}, "time zone"),
    ("agencies", 0, {"slug": "West!"}, "lower-case letters"),
    ("agencies", 0, {"government": "yes"}, "true or false"),
    ("agencies", 0, {"name": ""}, "one line"),
    ("agencies", 0, {"name": "A\nB"}, "one line"),
    ("agencies", 0, {"nane": "West"}, "not a word of the roster"),
    ("programs", 0, {"partner_type": "circus"}, "partner type 'circus'"),
    ("programs", 0, {"agency": "east"}, "no agency 'east'"),
    ("programs", 0, {"jurisdictions": ["us_mars"]}, "no jurisdiction 'us_mars'"),
    ("programs", 0, {"jurisdictions": []}, "at least one"),
    ("programs", 0, {"regimes": ["secret_law"]}, "regime 'secret_law' is unknown"),
    ("programs", 0, {"slug": "cps"}, "cannot move to another agency"),
    ("issuers", 0, {"url": "http://id.west.example"}, "https://"),
    ("issuers", 0, {"url": "https://id.west.example/?x=1"}, "no query"),
    ("issuers", 0, {"algorithms": ["HS256"]}, "'HS256' is not allowed"),
    ("issuers", 0, {"algorithms": ["none"]}, "'none' is not allowed"),
    ("issuers", 0, {"client_secret": "x"}, "never stands in the roster"),
    ("issuers", 0, {"agencies": []}, "nobody could sign in"),
    ("issuers", 0, {"agencies": ["east"]}, "no agency 'east'"),
    ("issuers", 0, {"mfa_acr": [], "mfa_amr": []}, "nobody could sign in"),
    ("people", 0, {"issuer": "https://id.east.example"}, "no issuer"),
    ("people", 0, {"subject": "x" * 256}, "255"),
    ("appointments", 0, {"role": "king"}, "role 'king' is unknown"),
    ("appointments", 0, {"program": "circus"}, "no program 'circus'"),
    ("appointments", 0, {"subject": "s9"}, "no person 's9'"),
    ("appointments", 0, {"program": "cps"}, "does not speak for the agency 'north_county'"),
)


@pytest.mark.parametrize(("section", "number", "change", "sentence"), DEFECTS, ids=lambda value: str(value)[:40])
def test_each_defect_is_a_sentence_with_its_place_and_nothing_changes(
    community: Community, section: str, number: int, change: dict[str, Any], sentence: str
) -> None:
    data = west()
    data[section][number] |= change
    found = refused(community, data)
    assert sentence in found[f"{section} {number + 1}"], found


@pytest.mark.parametrize("section", ["agencies", "programs", "issuers", "people", "appointments"])
def test_a_line_that_stands_twice_is_a_defect(community: Community, section: str) -> None:
    data = west()
    data[section].append(copy.deepcopy(data[section][0]))
    assert "already as number 1" in refused(community, data)[f"{section} 2"]


def test_a_programs_partner_type_cannot_change(community: Community) -> None:
    load(community, west())
    data = west()
    data["programs"][0]["partner_type"] = "victim_advocacy"
    assert "partner type cannot change" in refused(community, data)["programs 1"]


def test_a_secret_that_cannot_be_read_is_a_defect(community: Community) -> None:
    with pytest.raises(Invalid) as error:
        roster.load(community.desk, west())
    assert "client_secret_env" in error.value.fields["issuers 1"]


@pytest.mark.parametrize("data", [{}, {"agencies": []}, {"agencies": {}}, {"agencies": ["x"]}, {"people!": []}])
def test_what_is_no_roster_is_refused(community: Community, data: dict[str, Any]) -> None:
    assert refused(community, data)


def test_every_defect_is_told_at_once(community: Community) -> None:
    data = west()
    data["agencies"][0]["zone"] = "Mars"
    data["people"][0]["name"] = ""
    assert refused(community, data).keys() == {"agencies 1", "people 1"}


def test_a_failed_load_is_on_record(community: Community) -> None:
    refused(community, west() | {"programs": [west()["programs"][0] | {"agency": "east"}]})
    (entry,) = log(community, "roster:load")
    assert (entry.outcome, entry.reason) == ("failed", "invalid")


def test_the_example_in_the_help_loads(community: Community) -> None:
    data = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    roster.load(community.desk, data, {data["issuers"][0]["url"]: SECRET})


def test_the_roster_allows_the_algorithms_that_the_sign_in_allows() -> None:
    assert SIGNING_ALGORITHMS == ASYMMETRIC
