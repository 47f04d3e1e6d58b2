"""Room: tests. The theatre of the big story: a hub of every partner type, its identity provider, and one browser.

The hub is served from this process on a real port, which is quicker than the demo and has no case before the story
begins; sign-in, pages and database are the real ones. What a story needs before its first scene is done through
casework, as those people would do it (`Backstage`).
"""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright
from sqlalchemy import select
from werkzeug.serving import WSGIRequestHandler, make_server

from coordination.casework import cases, roster, sessions, statements, teams
from coordination.cli.migrate import migrate
from coordination.demo.provider.app import create_provider
from coordination.demo.provider.keys import make_keys
from coordination.demo.provider.serve import start
from coordination.hub import Hub, utc_now
from coordination.model.actor import Actor
from coordination.model.ids import CaseId, PersonId, ProgramId, new_id
from coordination.model.session import Browser, Proof
from coordination.settings import Settings
from coordination.storage import accounts
from coordination.storage import roster as tables
from coordination.storage.cabinet import Cabinet
from coordination.web.app import create_app
from tests.databases import Databases
from tests.instrumented import go_live
from tests.providers.ports import free_port
from tests.stories import troupe
from tests.stories.eyes import Eyes
from tests.stories.stage import ARGUMENTS, Stage

AT_WORK = Browser(device="Backstage")


class Backstage:
    """Acts before the curtain: who is on a case. Each is judged and logged like any other."""

    def __init__(self, hub: Hub, base: str) -> None:
        self.desk, self._base = hub.desk, base
        self._at_work: dict[troupe.Player, Actor] = {}
        with self.desk.consulting() as cabinet:
            rows = cabinet.connection.execute(select(tables.programs.c.slug, tables.programs.c.id))
            self._programs = {slug: ProgramId(found) for slug, found in rows}

    def open(self, called: str) -> str:
        """Ana opens a case; its path."""
        return f"/cases/{cases.open_case(self.desk, self._worker('cps'), {'called': called}, new_id())}"

    def team(self, case: str, *programs: str) -> None:
        """Ana invites the programs, and each one's supervisor assigns its worker; a court has no team to assign."""
        ana, case_id = self._worker("cps"), CaseId(case.removeprefix("/cases/"))
        for program in programs:
            teams.invite(self.desk, ana, case_id, self._programs[program], new_id())
            if program != "court":
                head, person = self._actor(troupe.boss(program)), self._worker(program).person_id
                teams.assign(self.desk, head, case_id, person, new_id())

    def _worker(self, program: str) -> Actor:
        return self._actor(next(one for one in troupe.PLAYERS if one.program == program))

    def _actor(self, player: troupe.Player) -> Actor:
        """The person in a session of their own: one, since more would end those in the browser."""
        if player not in self._at_work:
            self._at_work[player] = self._signed_in(player)
        return self._at_work[player]

    def _signed_in(self, player: troupe.Player) -> Actor:
        issuer, now = troupe.issuer(self._base, player.agency), self.desk.now
        proof = Proof(issuer=issuer, subject=player.subject, auth_time=now, asked_at=now, mfa=True, sid=new_id())
        session = sessions.find(self.desk, sessions.start(self.desk, proof, AT_WORK))
        assert session is not None
        assert session.actor is not None, player.name
        return session.actor

    def accept_statements(self) -> None:
        """Everybody has accepted the year's statement, as at an earlier sign-in (its page has a story of its own)."""
        with self.desk.database.write() as connection:
            cabinet = Cabinet(connection=connection, keyring=self.desk.keyring, now=self.desk.now)
            for (person,) in connection.execute(select(tables.people.c.id)).all():
                accounts.accept(cabinet, PersonId(person), statements.in_force().version)


class _Quiet(WSGIRequestHandler):
    """Says nothing of each request."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - as its base names it
        """A line nobody reads."""


@contextmanager
def theatre(
    databases: Databases, home: Path, pictures: Path, *, looks: bool = True
) -> Iterator[tuple[Stage, Backstage]]:
    """The hub and its provider at work on an empty database, and a browser; all of it is stopped afterwards.

    looks: False leaves out axe and pictures, where the same pages are looked at elsewhere.
    """
    port, at = free_port(), free_port()
    address, base = f"http://127.0.0.1:{port}", f"http://localhost:{at}"
    settings = Settings.read(
        {
            "COORDINATION_HOME": str(home),
            "COORDINATION_PORT": str(port),
            "COORDINATION_DATABASE_URL": databases.app,
            "COORDINATION_MIGRATION_URL": databases.owner,
            "COORDINATION_SEQUENCER_URL": databases.sequencer,
        }
    )
    Hub.create_keys(settings)
    migrate(settings)
    names = [name for name, _government in troupe.AGENCIES.values()]
    with closing(Hub.open(settings)) as hub:
        roster.load(hub.desk, troupe.roster(base), {})
        go_live(hub.desk)
        backstage = Backstage(hub, base)
        backstage.accept_statements()
        people = create_provider(troupe.at_provider(), [troupe.client(address)], make_keys(names), utc_now, base)
        provider = start(people, at)
        server = make_server(
            "127.0.0.1", port, create_app(hub, log_to=io.StringIO()), threaded=True, request_handler=_Quiet
        )
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
                stage = Stage(address=address, browser=browser, eyes=Eyes(pictures), agency=troupe.SIGN_IN, looks=looks)
                yield stage, backstage
                browser.close()
        finally:
            server.shutdown()
            thread.join(timeout=10)
            server.server_close()
            provider.stop()
