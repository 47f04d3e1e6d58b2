"""Room: tests. The synthetic community on both engines: agencies, programs, people, a hub, clients signed in.

Use the fixture `community` (tests/conftest.py). Everything goes by slug, the same as in the demo:
`community.actor("ana_cps_worker")`, `community.client("det_lake").get("/cases")`, `community.programs["cps"]`.
"""

from __future__ import annotations

import importlib
import io
import pkgutil
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import Connection, select
from werkzeug.test import TestResponse

import coordination.storage
from coordination.audit import postgresql, tables
from coordination.casework import sessions
from coordination.casework.desk import Desk
from coordination.crypto.keyring import Keyring
from coordination.crypto.root import FileRootKey
from coordination.database.engine import Database
from coordination.database.metadata import metadata
from coordination.door import cookie
from coordination.door.app import Door
from coordination.hub import Hub
from coordination.model.actor import Actor, Role
from coordination.model.ids import AgencyId, PersonId, new_id
from coordination.model.program import Program
from coordination.model.session import Browser, Proof
from coordination.partners.load import load
from coordination.settings import DEFAULT_PLUGINS, Settings
from coordination.storage import record_tables, roster
from coordination.storage.program_facts import PROGRAM_COLUMNS, program_of
from coordination.web.app import create_app
from tests.databases import Databases, Store

START = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)  # a Saturday morning in Chicago
SINCE = datetime(2026, 1, 1, tzinfo=UTC)
ZONE = "America/Chicago"
AGENT = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"
HERE = "127.0.0.1"

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
NEW_PERSON = "new_person"  # known to the provider of north_county, not to the roster


@dataclass(slots=True)
class Clock:
    """The hub's clock, which stands still until a test moves it."""

    now: datetime = START

    def __call__(self) -> datetime:
        """The instant, UTC."""
        return self.now

    def forward(self, **delta: float) -> datetime:
        """Let time pass: `clock.forward(minutes=16)`."""
        self.now += timedelta(**delta)
        return self.now


@dataclass(slots=True, kw_only=True)
class Community:
    """One hub with its people. programs, agencies and people are found by slug."""

    hub: Hub
    databases: Databases
    clock: Clock
    programs: Mapping[str, Program]
    agencies: Mapping[str, AgencyId]
    people: Mapping[str, PersonId]
    logged: io.StringIO = field(default_factory=io.StringIO)
    _app: Door | None = None

    @property
    def desk(self) -> Desk:
        """The hub's desk."""
        return self.hub.desk

    @property
    def app(self) -> Door:
        """The door for people; its log lines are in `logged`."""
        if self._app is None:
            self._app = create_app(self.hub, log_to=self.logged)
        return self._app

    def token(self, slug: str) -> str:
        """Sign a person in, as their provider's proof would; the session token."""
        now = self.clock.now
        proof = Proof(issuer=issuer_of(slug), subject=slug, auth_time=now, asked_at=now, mfa=True, sid=new_id())
        return sessions.start(self.desk, proof, self.browser())

    def actor(self, slug: str, *, step_up: bool = False) -> Actor:
        """A person with a real session; with step_up they have just shown a second factor for locations."""
        session = sessions.find(self.desk, self.token(slug), browser=self.browser())
        assert session is not None
        assert session.actor is not None
        until = self.clock.now + timedelta(minutes=15) if step_up else None
        return replace(session.actor, stepped_up_until=until)

    def client(self, slug: str | None = None) -> Visitor:
        """A browser of its own, signed in as this person, or not at all."""
        self.app.test_client_class = Visitor
        visitor = self.app.test_client()
        assert isinstance(visitor, Visitor)
        if slug is not None:
            visitor.carry(self.token(slug))
        return visitor

    def browser(self) -> Browser:
        """The browser that `client` pretends to be."""
        return Browser(source=self.hub.pseudonym(HERE), device="Firefox on Linux", client=self.hub.pseudonym(AGENT))


class Visitor(FlaskClient):
    """Flask's test client at the hub's own address, which can fill in a form as its person would."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:  # noqa: ANN401 - as its base
        """Ask for a page."""
        if args and isinstance(args[0], str):
            kwargs.setdefault("base_url", self.door.hub.settings.public_url)
        kwargs.setdefault("headers", {}).setdefault("User-Agent", AGENT)
        return super().open(*args, **kwargs)

    @property
    def door(self) -> Door:
        """The application behind."""
        app = self.application
        assert isinstance(app, Door)
        return app

    def carry(self, token: str) -> None:
        """Hold this session token in the cookie."""
        self.set_cookie(cookie.NAME, token, domain=HERE, secure=True)

    def send(self, path: str, data: Mapping[str, object] | None = None, *, key: str | None = None) -> TestResponse:
        """POST a form with its CSRF token and a one-use act key (a fresh one unless given)."""
        return self.post(path, data={"csrf_token": self.form_token(), "act_key": key or new_id(), **(data or {})})

    def form_token(self) -> str:
        """The CSRF token that a page of this session would carry."""
        held = self.get_cookie(cookie.NAME, domain=HERE)
        secret = self.door.hub.cookie_key
        signer = URLSafeTimedSerializer(secret, salt="wtf-csrf-token")
        return str(signer.dumps(cookie.form_secret(secret, held.value if held else "")))


def issuer_of(slug: str) -> str:
    """The identity provider that speaks for this person's agency."""
    agency = "north_county" if slug == NEW_PERSON else PROGRAMS[PEOPLE[slug][1]][0]
    return f"https://id.{agency.replace('_', '-')}.example"


def make_community(store: Store, home: Path, **settings: str) -> Iterator[Community]:
    """A fresh community on this engine, dropped afterwards. settings: more of them, such as PUBLIC_URL="https://…"."""
    store.make_template("community", build)
    databases = store.fresh("community")
    environ = {
        "COORDINATION_HOME": str(home),
        "COORDINATION_DATABASE_URL": databases.app,
        "COORDINATION_MIGRATION_URL": databases.owner,
        "COORDINATION_SEQUENCER_URL": databases.sequencer,
        **{f"COORDINATION_{name}": value for name, value in settings.items()},
    }
    read = Settings.read(environ)
    _put_keys(read.prepare_home())
    clock = Clock()
    hub = Hub.open(read, clock=clock)
    try:
        with hub.desk.consulting() as cabinet:
            community = _found(cabinet.connection, hub, databases, clock)
        yield community
    finally:
        hub.close()
        store.drop(databases)


def build(databases: Databases) -> None:
    """Every table, the roles' rights, and the roster, made by the owner."""
    for module in pkgutil.iter_modules(coordination.storage.__path__, "coordination.storage."):
        importlib.import_module(module.name)  # noqa: TID251 - so that every table is known, whoever wrote it
    with closing(Database.open(databases.owner, allow_owner=True)) as database, database.alter() as connection:
        metadata.create_all(connection)
        if databases.kind == "postgresql":
            _grant(connection)
        _people(connection, Keyring(FileRootKey.open(_keys() / "root.key")))


def _grant(connection: Connection) -> None:
    connection.exec_driver_sql(postgresql.partition_ddl(date(2026, 11, 1)))
    for statement in postgresql.grants("coordination_app", "coordination_sequencer"):
        connection.exec_driver_sql(statement)
    log = {table.name for table in tables.TABLES}
    for table in metadata.tables.values():
        if table.name not in log:
            connection.exec_driver_sql(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table.name} TO coordination_app")


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
    for subject, (name, program, role) in PEOPLE.items():
        person, issuer = new_id(), issuer_ids[PROGRAMS[program][0]]
        row = {"id": person, "handle": new_id(), "issuer_id": issuer, "subject": subject, "name": name}
        connection.execute(roster.people.insert().values(**row, **dated))
        held = {"id": new_id(), "person_id": person, "program_id": program_ids[program], "role": role.value}
        connection.execute(roster.appointments.insert().values(**held, title=role.value.capitalize(), **dated))


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


def _found(connection: Connection, hub: Hub, databases: Databases, clock: Clock) -> Community:
    joined = roster.programs.join(roster.agencies, roster.agencies.c.id == roster.programs.c.agency_id)
    programs = [program_of(row) for row in connection.execute(select(*PROGRAM_COLUMNS).select_from(joined))]
    agencies = connection.execute(select(roster.agencies.c.slug, roster.agencies.c.id)).all()
    people = connection.execute(select(roster.people.c.subject, roster.people.c.id)).all()
    return Community(
        hub=hub,
        databases=databases,
        clock=clock,
        programs={program.slug: program for program in programs},
        agencies={slug: AgencyId(found) for slug, found in agencies},
        people={subject: PersonId(found) for subject, found in people},
    )


@cache
def _keys() -> Path:
    """The keys under which the template was built, made once for this process."""
    home = Path(tempfile.mkdtemp(prefix="coordination-keys-"))
    Hub.create_keys(Settings.read({"COORDINATION_HOME": str(home)}))
    return home


def _put_keys(home: Path) -> None:
    for file in _keys().iterdir():
        if file.suffix == ".key":
            shutil.copy(file, home / file.name)
