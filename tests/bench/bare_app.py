"""Room: tests. The denominator: bare Flask, SQLAlchemy Core and Jinja, showing the same two pages from plain tables.

Nobody signs in, nothing is judged, sealed or logged. The templates are the hub's own, so the HTML is the same.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, Flask, render_template, url_for
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url

from coordination.casework.recusals import RECUSALS
from coordination.casework.referral_pages import CASES_SHOWN, SORTS
from coordination.database.sqlite import PRAGMAS
from coordination.declare.information import InformationType
from coordination.declare.needs import NEEDS
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.explanation import Access
from coordination.model.ids import new_id
from coordination.model.referrals import Kind, Urgency
from coordination.settings import Settings
from coordination.web import page as furniture
from coordination.web.app import STATIC
from coordination.web.navigation import Link
from coordination.web.page import words
from tests.bench.bare_queries import (
    CASE,
    HEADS,
    INVITED,
    LIST,
    MATES,
    PEOPLE,
    PLACES,
    RECEIVED,
    SENT,
    TYPES,
    UNSEEN,
    VISIT,
)
from tests.bench.bare_tables import bare_notes

NAME = "bare"  # by which its connections are known on PostgreSQL
_NEEDS = {need.slug: need.title for need in NEEDS}


# What the case page leads to, and nobody asks for here.
LINKED = (
    ("conflicts.recuse", "/cases/<case_id>/recuse"),
    ("authorities.index", "/cases/<case_id>/authorities"),
    ("convening.new", "/cases/<case_id>/convene"),
    ("disclosures.read", "/disclosures"),
    ("documents.index", "/cases/<case_id>/documents"),
    ("emergencies.ask", "/cases/<case_id>/emergency"),
    ("missing.index", "/cases/<case_id>/missing"),
    ("plans.read", "/cases/<case_id>/plans"),
    ("screens.choose", "/cases/<case_id>/screens"),
    ("why.read", "/cases/<case_id>/why"),
)


class Bare:
    """The application, and the one durable line it would write if it wrote what it did."""

    def __init__(
        self,
        url: str,
        actor: Actor,
        settings: Settings,
        actions: frozenset[Action],
        now: datetime,
    ) -> None:
        self.engine = _engine(make_url(url))
        self.app = Flask("coordination.web", static_folder=str(STATIC))
        self._actor, self._actions, self._now = actor, actions, now
        jinja = self.app.jinja_env
        jinja.trim_blocks = jinja.lstrip_blocks = True
        jinja.globals.update(act_key=new_id, asset=furniture.asset, csrf_token=lambda: "x" * 91)
        jinja.globals["leave_for"] = furniture.LEAVE_FOR
        jinja.globals["case_address"] = lambda case_id: url_for("cases.read", case_id=case_id)
        jinja.filters.update(at=furniture.at, on=furniture.on, words=furniture.words)
        cases = Blueprint("cases", __name__)
        team = Blueprint("team", __name__)
        cases.add_url_rule("/cases", "mine", self._mine)
        cases.add_url_rule("/cases/<case_id>", "read", self._read)
        cases.add_url_rule("/cases/new", "new", str)
        cases.add_url_rule("/search", "search", str)
        cases.add_url_rule("/accept/<case_id>", "accept", str)
        team.add_url_rule("/cases/<case_id>/team", "read", str)
        self.app.register_blueprint(cases)
        self.app.register_blueprint(team)
        sent = Blueprint("referrals", __name__)
        sent.add_url_rule("/cases/<case_id>/referrals/new", "new", str)
        sent.add_url_rule("/referrals/<referral_id>", "read", str)
        self.app.register_blueprint(sent)
        work = Blueprint("work", __name__)
        work.add_url_rule("/work", "mine", self._work)
        self.app.register_blueprint(work)
        for name, path in LINKED:
            one = Blueprint(name.partition(".")[0], __name__)
            one.add_url_rule(path, name.partition(".")[2], str)
            self.app.register_blueprint(one)
        self._frame: dict[str, object] = {
            "actor": actor, "demo": False, "settings": settings, "signed_in": True, "viewer": actor,
            "notices_waiting": self._waiting, "not_live": "",
            "unsaid": lambda _body: [],  # it knows of no law, so nothing travels
        }  # fmt: skip

    def show(self, links: tuple[Link, ...]) -> None:
        """The main navigation from now on."""
        self._frame["links"] = links

    def note(self) -> None:
        """One durable insert."""
        with self.engine.begin() as connection:
            connection.execute(
                bare_notes.insert(),
                {"id": new_id(), "at": self._now, "person_id": self._actor.person_id, "what": "looked"},
            )

    def _waiting(self) -> int:
        """The number in the navigation, as anybody would count it."""
        who = {"person": self._actor.person_id, "program": self._actor.program_id}
        with self.engine.connect() as connection:
            return int(connection.execute(UNSEEN, who).scalar_one())

    def _mine(self) -> str:
        who = {"person": self._actor.person_id, "program": self._actor.program_id}
        with self.engine.connect() as connection:
            before = self._before(connection, who)
            rows = connection.execute(LIST, who | {"most": 26}).all()
        further = ""
        if len(rows) > 25:
            further = f"{int(rows[24].changed_at.timestamp() * 1_000_000)}.{rows[24].id}"
        found = SimpleNamespace(lines=_lines(rows[:25], before), last_visit=before)
        return render_template("cases/mine.html", found=found, further=further, **self._frame)

    def _work(self) -> str:
        who = {"person": self._actor.person_id, "program": self._actor.program_id}
        with self.engine.connect() as connection:
            before = self._before(connection, who)
            rows = connection.execute(LIST, who | {"most": CASES_SHOWN}).all()
            received, sent = (connection.execute(query, who).all() for query in (RECEIVED, SENT))
        found = SimpleNamespace(
            cases=_lines(rows, before),
            received=[_referral(row, "Waits for your program") for row in received],
            sent=[_referral(row, "Sent, not opened yet") for row in sent],
            last_visit=before,
        )
        return render_template("work/mine.html", found=found, sort=SORTS[0], sorts=SORTS, **self._frame)

    def _before(self, connection: Connection, who: dict[str, str]) -> datetime | None:
        visit = connection.execute(VISIT, who).first()
        if visit is None:
            return None
        seen: datetime | None = visit.seen_at if self._now - visit.seen_at >= timedelta(hours=1) else visit.before_at
        return seen

    def _read(self, case_id: str) -> str:
        what = {"case": case_id, "program": self._actor.program_id}
        with self.engine.connect() as connection:
            case = connection.execute(CASE, what).one()
            types, heads, known, seats, mates, invited = (
                connection.execute(query, what).all() for query in (TYPES, HEADS, PEOPLE, PLACES, MATES, INVITED)
            )
        under = defaultdict(list)
        for head in heads:
            under[head.program_id, head.information_type].append((head, head.title))
        page = SimpleNamespace(
            header=SimpleNamespace(
                reference=case.reference,
                opened_at=case.opened_at,
                closed_at=case.closed_at,
                open=case.closed_at is None,
            ),
            called=case.called,
            child=json.loads(case.child),
            people=[SimpleNamespace(id=row.record_id, answers=json.loads(row.answers)) for row in known],
            types=[
                SimpleNamespace(
                    program_id=row.program_id,
                    program_name=row.program_name,
                    information_type=InformationType(row.information_type),
                    access=Access(row.access),
                    sentence=row.sentence,
                    authority=row.authority,
                    citation=row.citation,
                    asks=row.asks,
                    notices=tuple(map(tuple, json.loads(row.notices))),
                    standing=row.standing,
                    records=under[row.program_id, row.information_type],
                )
                for row in types
            ],
            team=SimpleNamespace(
                programs=[
                    SimpleNamespace(
                        program=row,
                        since=row.since,
                        coordinates=row.program_id == case.coordinating_program_id,
                        people=[mate for mate in mates if mate.program_id == row.program_id],
                    )
                    for row in sorted(seats, key=lambda row: row.program_id != case.coordinating_program_id)
                ],
                unanswered=list,
            ),
            invitations=invited,
            coordinator=case.coordinator,
            offered=False,
            restricted=case.restricted,
            actions=self._actions,
            forms=frozenset({"person", "safe_contact"}),
            screens=True,
            documents=True,
        )
        form = {"errors": {}, "recusals": list(RECUSALS.items())}
        return render_template("cases/case.html", page=page, case_id=case_id, **form, **self._frame)


def _lines(rows: Sequence[Any], before: datetime | None) -> list[SimpleNamespace]:
    """The lines of a list of cases."""
    return [
        SimpleNamespace(
            header=SimpleNamespace(case_id=row.id, reference=row.reference, open=row.closed_at is None),
            called=row.called,
            aliases=row.aliases,
            coordinator=row.coordinator,
            since=row.since,
            changed=before is None or row.changed_at >= before,
            restricted=row.restricted,
            member=True,
            notices=(),
            standing="",
            missing=False,
        )
        for row in rows
    ]


def _referral(row: Any, requested: str) -> SimpleNamespace:  # noqa: ANN401 - a row of _OPEN
    """A line of a list of referrals. requested: what is said of one that nobody has opened."""
    other = SimpleNamespace(name=row.name, agency_name=row.agency_name)
    kind = Kind(row.kind)
    one = SimpleNamespace(
        referral_id=row.id,
        need_words=_NEEDS.get(row.need, kind.words),
        case_reference=row.reference,
        urgency=Urgency(row.urgency),
        asked=row.asked,
        kind=kind,
        sender=other,
        recipient=other,
        sent_at=row.sent_at,
    )
    state = requested if row.state == "requested" else words(row.state)
    return SimpleNamespace(referral=one, state=state, over=False, veiled=False, alarm=None)


def _engine(url: URL) -> Engine:
    """As any application would open it; SQLite with the same durability as the hub's."""
    if url.get_backend_name() != "sqlite":
        return create_engine(url, connect_args={"application_name": NAME})
    engine = create_engine(url)

    @event.listens_for(engine, "connect")
    def set_pragmas(raw: sqlite3.Connection, _record: object) -> None:
        for name, value in PRAGMAS:
            raw.execute(f"PRAGMA {name} = {value}")

    return engine
