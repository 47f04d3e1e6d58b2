"""Room: tests. A whole state in a database: counties of eight programs, their people, and one detective who is watched.

The bench fills both engines with the same 100,000 cases: 8 programs a case, a member of each, 30 % restricted, four
sealed records a case and twenty on each of the viewer's 200. Everything is synthetic.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Table

from coordination.crypto.envelope import DataKey
from coordination.crypto.keyring import Keyring
from coordination.crypto.root import FileRootKey
from coordination.database.types import microseconds
from coordination.hub import Hub
from coordination.partners.load import load
from coordination.settings import DEFAULT_PLUGINS, Settings
from coordination.storage import record_tables, roster
from tests.bench.bulk import Filler
from tests.databases import Databases
from tests.instrumented import column

Batch = dict[Table, list[tuple[object, ...]]]
NOW = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
BEGAN = microseconds(datetime(2025, 11, 1, tzinfo=UTC))
HOUR = 3_600_000_000
COUNTIES = 5
PEOPLE = 50  # in each program
MEMBERSHIPS = 200  # of the viewer
VIEWER = "viewer"
ISSUER = "https://id.bench.example"
ZONE = "America/Chicago"

# slug, partner type, government, confidential; the first coordinates, the viewer is of the third.
PROGRAMS = (
    ("cps", "child_welfare", True, False),
    ("intake", "child_welfare", True, False),
    ("police", "law_enforcement", True, False),
    ("sheriff", "law_enforcement", True, False),
    ("bureau", "law_enforcement", True, False),
    ("cac", "child_advocacy_center", False, False),
    ("clinic", "child_advocacy_center", False, False),
    ("advocates", "victim_advocacy", False, True),
)
VIEWERS_PROGRAM = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """One program of one county, with the ids of its people."""

    id: str
    agency_id: str
    people: list[str]


@dataclass(slots=True, kw_only=True)
class Town:
    """What was built: the offices by county, the viewer, the keys that sealed it. made: the case at hand, its keys."""

    home: Path
    keyring: Keyring
    offices: list[list[Office]]
    viewer: str
    wrapped: dict[str, bytes]
    made: tuple[str, dict[tuple[str, str], DataKey]] = ("", {})

    def settings(self, databases: Databases) -> Settings:
        """The settings of a hub over one of its databases."""
        return Settings.read(self.environ(databases))

    def environ(self, databases: Databases) -> dict[str, str]:
        """The same as a process of its own reads them."""
        return {
            "COORDINATION_HOME": str(self.home),
            "COORDINATION_DATABASE_URL": databases.app,
            "COORDINATION_MIGRATION_URL": databases.owner,
            "COORDINATION_SEQUENCER_URL": databases.sequencer,
            "COORDINATION_LOG_LEVEL": "error",
        }


def ids(count: int) -> Iterator[str]:
    """Random ids, made in bulk."""
    text = os.urandom(16 * count).hex()
    return (text[at : at + 32] for at in range(0, 32 * count, 32))


def found(home: Path, fillers: list[Filler]) -> Town:
    """Make the keys, and the roster in every database: issuer, agencies, programs, people, appointments."""
    Hub.create_keys(Settings.read({"COORDINATION_HOME": str(home)}))
    keyring = Keyring(FileRootKey.open(Settings.read({"COORDINATION_HOME": str(home)}).root_key_file))
    catalog = load(DEFAULT_PLUGINS)
    regimes = {slug: " ".join(sorted(kind.regimes)) for slug, kind in catalog.partner_types.items()}
    issuer, viewer = secrets.token_hex(16), secrets.token_hex(16)
    offices: list[list[Office]] = []
    wrapped: dict[str, bytes] = {}
    rows: dict[str, list[tuple[object, ...]]] = {name: [] for name in ("agencies", "programs", "people", "held")}
    for county in range(COUNTIES):
        offices.append([])
        for place, (slug, kind, government, confidential) in enumerate(PROGRAMS):
            agency, program, *people = ids(2 + PEOPLE)
            name = f"{slug.capitalize()} of County {county}"
            text = f"{slug}_{county}"
            rows["agencies"].append((agency, next(ids(1)), text, name, government, ZONE, BEGAN, None, ""))
            rows["programs"].append(
                (program, next(ids(1)), agency, text, f"{slug.capitalize()} unit", kind, regimes[kind],
                 "us_federal us_minnesota", confidential, BEGAN, None, "", column(regimes[kind]))
            )  # fmt: skip
            wrapped[agency] = keyring.new_agency_key(agency)
            watched = [viewer] if (county, place) == (0, VIEWERS_PROGRAM) else []
            for number, person in enumerate([*people, *watched]):
                subject = VIEWER if person == viewer else f"{text}_{number}"
                given = f"Person {county}{place}{number:02}"
                rows["people"].append((person, next(ids(1)), issuer, subject, given, BEGAN, None))
                rows["held"].append((next(ids(1)), person, program, "worker", "Worker", BEGAN, None, ""))
            offices[-1].append(Office(id=program, agency_id=agency, people=people))
    acr = "https://refeds.org/profile/mfa"
    speaks = (issuer, ISSUER, "Bench", "coordination", None, "ES256", acr, "mfa", acr, BEGAN, None)
    keys = [(agency, key, BEGAN) for agency, key in wrapped.items()]
    for filler in fillers:
        filler.write(roster.issuers, [speaks])
        filler.write(roster.agencies, rows["agencies"])
        filler.write(roster.issuer_agencies, [(issuer, row[0]) for row in rows["agencies"]])
        filler.write(roster.programs, rows["programs"])
        filler.write(roster.people, rows["people"])
        filler.write(roster.appointments, rows["held"])
        filler.write(record_tables.agency_keys, keys)
    return Town(home=home, keyring=keyring, offices=offices, viewer=viewer, wrapped=wrapped)


def instant_of(number: int) -> int:
    """When case `number` was opened: some hour of the last year, in microseconds."""
    return BEGAN + number * 7919 % (24 * 365) * HOUR


def expiry() -> int:
    """A release in force at NOW ends then."""
    return microseconds(NOW + timedelta(days=30))
