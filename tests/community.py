"""Room: tests. The synthetic community on both engines: agencies, programs, people, a hub, clients signed in.

Use the fixture `community` (tests/conftest.py). Everything goes by slug, the same as in the demo:
`community.actor("ana_cps_worker")`, `community.client("det_lake").get("/cases")`, `community.programs["cps"]`.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import Connection, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from coordination.casework import sessions, statements
from coordination.casework.desk import Desk
from coordination.door import cookie
from coordination.door.app import Door
from coordination.hub import Hub
from coordination.model.actor import Actor
from coordination.model.ids import AgencyId, PersonId, new_id
from coordination.model.program import Program
from coordination.model.session import Browser, Proof
from coordination.settings import Settings
from coordination.storage import accounts, roster
from coordination.storage.cabinet import Cabinet
from coordination.storage.program_facts import PROGRAM_COLUMNS, program_of
from coordination.web.app import create_app
from tests.community_ground import AGENCIES, OVERSEES, PEOPLE, PROGRAMS, SINCE, ZONE, build, keys
from tests.databases import Databases, Store

# What a test needs of the ground, under one roof.
__all__ = (
    "AGENCIES",
    "AGENT",
    "HERE",
    "NEW_PERSON",
    "OVERSEES",
    "PEOPLE",
    "PROGRAMS",
    "SINCE",
    "START",
    "ZONE",
    "Clock",
    "Community",
    "Visitor",
    "build",
    "issuer_of",
    "make_community",
    "opened_on",
)

START = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)  # a Saturday morning in Chicago
AGENT = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"
HERE = "127.0.0.1"

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
            self._app = create_app(self.hub, log_to=self.logged, refusal_step=0)
        return self._app

    def token(self, slug: str) -> str:
        """Sign a person in, as their provider's proof would; the session token."""
        now = self.clock.now
        proof = Proof(issuer=issuer_of(slug), subject=slug, auth_time=now, asked_at=now, mfa=True, sid=new_id())
        return sessions.start(self.desk, proof, self.browser())

    def accepts(self, subject: str) -> None:
        """Somebody whom a test put on the roster has accepted the yearly statement."""
        query = select(roster.people.c.id).where(roster.people.c.subject == subject)
        with self.desk.database.write() as connection:
            cabinet = Cabinet(connection=connection, keyring=self.desk.keyring, now=self.clock.now)
            person = PersonId(connection.execute(query).scalar_one())
            accounts.accept(cabinet, person, statements.in_force().version)

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
        """POST a form with its CSRF token and a one-use act key (fresh unless given). Bytes are sent as a file."""
        fields = {"csrf_token": self.form_token(), "act_key": key or new_id(), **(data or {})}
        if not any(isinstance(value, bytes | list) and _holds_bytes(value) for value in fields.values()):
            return self.post(path, data=fields)
        # In one piece: the client would lay a large form in a file, and leave that open.
        boundary, body = encode_multipart({name: _as_file(value) for name, value in fields.items()})
        return self.post(path, data=body, content_type=f"multipart/form-data; boundary={boundary}")

    def form_token(self) -> str:
        """The CSRF token that a page of this session would carry."""
        held = self.get_cookie(cookie.NAME, domain=HERE)
        secret = self.door.hub.cookie_key
        signer = URLSafeTimedSerializer(secret, salt="wtf-csrf-token")
        return str(signer.dumps(cookie.form_secret(secret, held.value if held else "")))


def _holds_bytes(value: bytes | list[object]) -> bool:
    return isinstance(value, bytes) or any(isinstance(one, bytes) for one in value)


def _as_file(value: object) -> object:
    """Bytes as a file with a name that tells nothing; what is no file stays as it is."""
    if isinstance(value, list):
        return [_as_file(one) for one in value]
    return FileStorage(io.BytesIO(value), filename="file") if isinstance(value, bytes) else value


def issuer_of(slug: str) -> str:
    """The identity provider that speaks for this person's agency."""
    agency = "north_county" if slug == NEW_PERSON else PROGRAMS[PEOPLE[slug][1]][0]
    return f"https://id.{agency.replace('_', '-')}.example"


def make_community(store: Store, home: Path, **settings: str) -> Iterator[Community]:
    """A fresh community on this engine, dropped afterwards. settings: more of them, such as PUBLIC_URL="https://…"."""
    store.make_template("community", build)
    databases = store.fresh("community")
    try:
        with opened_on(databases, home, **settings) as community:
            yield community
    finally:
        store.drop(databases)


@contextmanager
def opened_on(databases: Databases, home: Path, **settings: str) -> Iterator[Community]:
    """A hub at work on a database that has the community already; closed, and not dropped, afterwards."""
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


def _put_keys(home: Path) -> None:
    for file in keys().iterdir():
        if file.suffix == ".key" and not (home / file.name).exists():  # a rotation may have changed it
            shutil.copy(file, home / file.name)
