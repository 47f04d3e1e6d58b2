"""Room: tests. What the synthetic community stands on: the migrated tables and its roster, written once an engine."""

from __future__ import annotations

import tempfile
from contextlib import closing
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from coordination.casework import statements
from coordination.cli.migrate import migrate
from coordination.crypto.keyring import Keyring
from coordination.crypto.root import FileRootKey
from coordination.database.engine import Database
from coordination.hub import Hub
from coordination.model.actor import Role
from coordination.model.ids import new_id
from coordination.partners.load import load
from coordination.settings import DEFAULT_PLUGINS, Settings
from coordination.storage import accounts, record_tables, roster, training_tables
from tests.databases import Databases
from tests.instrumented import file_all

SINCE = datetime(2026, 1, 1, tzinfo=UTC)
LATELY = datetime(2026, 11, 20, tzinfo=UTC)  # when everybody last signed in and accepted the yearly statement
ZONE = "America/Chicago"

AGENCIES = {  # slug: (name, government)
    "harbor_cac": ("Harbor Children's Advocacy Center", False),
    "lakeside_police": ("Lakeside Police Department", True),
    "north_county": ("North County Human Services", True),
    "safe_path": ("Safe Path", False),
}
PROGRAMS = {  # slug: (agency, name, partner type, confidential)
    "advocates": ("safe_path", "Community Advocates", "victim_advocacy", True),
    "cac": ("harbor_cac", "Advocacy Center", "child_advocacy_center", False),
    "cps": ("north_county", "Child Protection", "child_welfare", False),
    "detectives": ("lakeside_police", "Juvenile Detectives", "law_enforcement", False),
}
PEOPLE = {  # subject at the provider: (name, program, role)
    "adm_north": ("Max Hill", "cps", Role.ADMINISTRATOR),
    "adv_safe": ("Rosa Wren", "advocates", Role.WORKER),
    "ana_cps_worker": ("Ana Brook", "cps", Role.WORKER),
    "aud_lake": ("Ola Birch", "detectives", Role.AUDITOR),
    "aud_north": ("Noor Field", "cps", Role.AUDITOR),
    "aud_safe": ("Gil Heath", "advocates", Role.AUDITOR),
    "coo_harbor": ("Carla Moss", "cac", Role.COORDINATOR),
    "det_lake": ("Leo Marsh", "detectives", Role.WORKER),
    "int_harbor": ("Mia Vale", "cac", Role.WORKER),
    "pri_privacy": ("Priya Lane", "cps", Role.PRIVACY_OFFICER),
    "sam_cps_supervisor": ("Sam Reed", "cps", Role.SUPERVISOR),
    "sgt_lake": ("Ivy Stone", "detectives", Role.SUPERVISOR),
    "sup_harbor": ("Ben Shore", "cac", Role.SUPERVISOR),
    "sup_safe": ("Tess Dove", "advocates", Role.SUPERVISOR),
}

OVERSEES = {"sam_cps_supervisor": "27053 27123"}  # a liaison for Hennepin and Ramsey counties


SCREENING = frozenset({Role.COORDINATOR, Role.SUPERVISOR, Role.WORKER})
TOOLS = ("ct_warning_signs", "fl_victim_identification", "me_screening_tool", "screening_instruments")


def build(databases: Databases) -> None:
    """The migrated tables with their roles' rights, and the roster, written by the owner."""
    home = keys()
    migrate(Settings.read({"COORDINATION_HOME": str(home), "COORDINATION_MIGRATION_URL": databases.owner}))
    with closing(Database.open(databases.owner, allow_owner=True)) as database, database.alter() as connection:
        _people(connection, Keyring(FileRootKey.open(home / "root.key")))


def _people(connection: Connection, keyring: Keyring) -> None:
    catalog = load(DEFAULT_PLUGINS)
    agency_ids = {slug: new_id() for slug in AGENCIES}
    issuer_ids = {slug: new_id() for slug in AGENCIES}
    program_ids = {slug: new_id() for slug in PROGRAMS}
    dated: dict[str, Any] = {"since": SINCE, "until": None}
    for slug, (name, government) in AGENCIES.items():
        own = agency_ids[slug]
        row = {"id": own, "handle": new_id(), "slug": slug, "name": name, "government": government, "zone": ZONE}
        connection.execute(roster.agencies.insert().values(**row, **dated))
        wrapped = keyring.new_agency_key(own)
        connection.execute(record_tables.agency_keys.insert().values(agency_id=own, wrapped=wrapped, made_at=SINCE))
        _issuer(connection, issuer_ids[slug], own, slug, name)
    for slug, (agency, name, partner_type, confidential) in PROGRAMS.items():
        regimes = " ".join(sorted(regime.value for regime in catalog.partner_types[partner_type].regimes))
        connection.execute(
            roster.programs.insert().values(
                id=program_ids[slug],
                handle=new_id(),
                agency_id=agency_ids[agency],
                slug=slug,
                name=name,
                partner_type=partner_type,
                regimes=regimes,
                jurisdictions="us_federal us_minnesota",
                confidential=confidential,
                **dated,
            )
        )
    file_all(connection)
    for subject, (name, program, role) in PEOPLE.items():
        person, issuer = new_id(), issuer_ids[PROGRAMS[program][0]]
        row = {"id": person, "handle": new_id(), "issuer_id": issuer, "subject": subject, "name": name}
        connection.execute(roster.people.insert().values(**row, **dated))
        accepted = {"statement": statements.in_force().version, "accepted_at": LATELY, "used_at": LATELY}
        connection.execute(accounts.accounts.insert().values(person_id=person, **accepted))
        held = {"id": new_id(), "person_id": person, "program_id": program_ids[program], "role": role.value}
        held["oversees"] = OVERSEES.get(subject, "")
        connection.execute(roster.appointments.insert().values(**held, title=role.value.capitalize(), **dated))
        if role in SCREENING:
            _trained(connection, person, agency_ids[PROGRAMS[program][0]])


def _trained(connection: Connection, person: str, agency: str) -> None:
    """Whoever works on cases has had what the screening tools ask for; what else a law binds them to is for tests."""
    for training in TOOLS:
        row = {"id": new_id(), "person_id": person, "agency_id": agency, "training": training, "ends": ""}
        told = {"completed": "2026-01-15", "evidence": "Academy, spring group", "added_at": SINCE}
        connection.execute(training_tables.certificates.insert().values(**row, **told))


def _issuer(connection: Connection, issuer: str, agency: str, slug: str, name: str) -> None:
    connection.execute(
        roster.issuers.insert().values(
            id=issuer,
            url=f"https://id.{slug.replace('_', '-')}.example",
            name=f"{name} sign-in",
            client_id="coordination",
            client_secret=None,
            algorithms="ES256",
            mfa_acr="https://refeds.org/profile/mfa",
            mfa_amr="mfa",
            step_up_acr="https://refeds.org/profile/mfa",
            since=SINCE,
            until=None,
        )
    )
    connection.execute(roster.issuer_agencies.insert().values(issuer_id=issuer, agency_id=agency))


@cache
def keys() -> Path:
    """The keys under which the template was built, made once for this process."""
    home = Path(tempfile.mkdtemp(prefix="coordination-keys-"))
    Hub.create_keys(Settings.read({"COORDINATION_HOME": str(home)}))
    return home
