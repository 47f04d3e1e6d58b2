"""Room: tests. The demo's community, loaded into a database of either engine through its real migrations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from coordination.casework import case_list, cases, sessions
from coordination.cli.migrate import migrate
from coordination.demo import founding
from coordination.demo.residents import RESIDENTS, issuer_of
from coordination.demo.village import Village
from coordination.door.app import Door
from coordination.hub import Hub, utc_now
from coordination.model.actor import Actor
from coordination.model.case import CasePage
from coordination.model.ids import new_id
from coordination.model.session import Browser, Proof
from coordination.settings import Settings
from coordination.web.app import create_app
from tests.community import AGENT, HERE, Visitor
from tests.databases import Databases

PROVIDER = "http://localhost:8001"


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """The loaded community, today: its people as actors, and their browsers at its door."""

    hub: Hub
    settings: Settings
    village: Village
    _doors: list[Door] = field(default_factory=list)
    _browsers: dict[str, Visitor] = field(default_factory=dict)

    def actor(self, subject: str) -> Actor:
        """The person in a session of today."""
        return self.village.actor(subject)

    def pages(self, subject: str) -> dict[str, CasePage]:
        """The case pages of everything on My cases, by the child's name, or by reference where that is closed."""
        desk, actor = self.hub.desk, self.actor(subject)
        lines = case_list.mine(desk, actor).lines
        return {line.called or line.header.reference: cases.read(desk, actor, line.header.case_id) for line in lines}

    def case(self, subject: str, called: str) -> str:
        """Where the person finds a case: its address."""
        return f"/cases/{self.pages(subject)[called].header.case_id}"

    @property
    def door(self) -> Door:
        """The door for people."""
        if not self._doors:
            self._doors.append(create_app(self.hub, refusal_step=0))
            self._doors[0].test_client_class = Visitor
        return self._doors[0]

    def browser(self, subject: str) -> Visitor:
        """The person's browser, signed in by their provider's proof."""
        if subject not in self._browsers:
            visitor = self.door.test_client()
            assert isinstance(visitor, Visitor)
            visitor.carry(self.token(subject))
            self._browsers[subject] = visitor
        return self._browsers[subject]

    def token(self, subject: str) -> str:
        """A new session of the person's; its token."""
        agency = next(one.agency for one in RESIDENTS if one.subject == subject)
        now = utc_now()
        proof = Proof(
            issuer=issuer_of(PROVIDER, agency), subject=subject, auth_time=now, asked_at=now, mfa=True, sid=new_id()
        )
        source, agent = self.hub.pseudonym(HERE), self.hub.pseudonym(AGENT)
        return sessions.start(self.hub.desk, proof, Browser(source=source, device="Test", client=agent))

    def look(self, subject: str, path: str, status: int = 200) -> str:
        """What the person reads there. A screen that locked meanwhile, in a long run of all tests, is opened anew."""
        answer = self.browser(subject).get(path)
        if answer.status_code == 423:
            del self._browsers[subject]
            answer = self.browser(subject).get(path)
        assert answer.status_code == status, (subject, path, answer.status_code)
        return answer.text


def empty(databases: Databases, home: Path) -> Settings:
    """A migrated hub with keys and nobody in it."""
    settings = Settings.read(
        {
            "COORDINATION_HOME": str(home),
            "COORDINATION_DATABASE_URL": databases.app,
            "COORDINATION_MIGRATION_URL": databases.owner,
            "COORDINATION_SEQUENCER_URL": databases.sequencer,
        }
    )
    settings.prepare_home()
    if not settings.root_key_file.exists():
        Hub.create_keys(settings)
    migrate(settings)
    return settings


def loaded(databases: Databases, home: Path, stories: Sequence[founding.Telling] = founding.STORIES) -> Settings:
    """The same with the whole community, and what happened in these stories."""
    settings = empty(databases, home)
    founding.load(settings, PROVIDER, stories=stories)
    return settings
