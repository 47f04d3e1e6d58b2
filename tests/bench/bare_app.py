"""Room: tests. The denominator: bare Flask, SQLAlchemy Core and Jinja, showing the same two pages from plain tables.

Nobody signs in, nothing is judged, sealed or logged. The templates are the hub's own, so the HTML is the same.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from datetime import datetime, timedelta
from types import SimpleNamespace

from flask import Blueprint, Flask, render_template, url_for
from sqlalchemy import Engine, bindparam, create_engine, event, func, select
from sqlalchemy.engine import URL, make_url

from coordination.database.sqlite import PRAGMAS
from coordination.declare.information import InformationType
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.explanation import Access
from coordination.model.ids import new_id
from coordination.settings import Settings
from coordination.storage.case_tables import invitations, memberships, places, visits
from coordination.storage.outbox_tables import outbox
from coordination.storage.record_tables import records
from coordination.storage.roster import agencies, appointments, people, programs
from coordination.web import page as furniture
from coordination.web.app import STATIC
from coordination.web.navigation import Link
from tests.bench.bare_tables import bare_cases, bare_notes, bare_people, bare_titles, bare_types

_NAMED = programs.join(agencies, agencies.c.id == programs.c.agency_id)
_COORDINATOR = (agencies.c.name + ", " + programs.c.name).label("coordinator")
_LIST = (
    select(bare_cases, _COORDINATOR, places.c.since, memberships.c.changed_at)
    .select_from(
        memberships.join(bare_cases, bare_cases.c.id == memberships.c.case_id)
        .join(places, (places.c.case_id == bare_cases.c.id) & (places.c.program_id == memberships.c.program_id))
        .join(programs, programs.c.id == bare_cases.c.coordinating_program_id)
        .join(agencies, agencies.c.id == programs.c.agency_id)
    )
    .where(
        memberships.c.person_id == bindparam("person"),
        memberships.c.program_id == bindparam("program"),
        bare_cases.c.listed.is_(True),
    )
    .order_by(memberships.c.changed_at.desc(), memberships.c.case_id.desc())
    .limit(26)
)
_VISIT = select(visits.c.seen_at, visits.c.before_at).where(
    visits.c.person_id == bindparam("person"), visits.c.program_id == bindparam("program")
)
_CASE = (
    select(bare_cases, _COORDINATOR)
    .select_from(bare_cases.join(_NAMED, programs.c.id == bare_cases.c.coordinating_program_id))
    .where(bare_cases.c.id == bindparam("case"))
)
_TYPES = (
    select(bare_types, (agencies.c.name + ", " + programs.c.name).label("program_name"))
    .select_from(bare_types.join(_NAMED, programs.c.id == bare_types.c.program_id))
    .where(bare_types.c.case_id == bindparam("case"))
    .order_by(bare_types.c.place)
)
_HEADS = (
    select(
        records.c.id,
        records.c.program_id,
        records.c.information_type,
        records.c.filed_at,
        records.c.corrects,
        people.c.name.label("author_name"),
        func.coalesce(bare_titles.c.title, records.c.form).label("title"),
    )
    .select_from(
        records.join(people, people.c.id == records.c.author_id)
        .outerjoin(bare_titles, bare_titles.c.form == records.c.form)
        .join(
            bare_types,
            (bare_types.c.case_id == records.c.case_id)
            & (bare_types.c.program_id == records.c.program_id)
            & (bare_types.c.information_type == records.c.information_type)
            & (bare_types.c.access == "open"),
        )
    )
    .where(records.c.case_id == bindparam("case"), records.c.current.is_(True), records.c.withdrawn_at.is_(None))
    .order_by(records.c.filed_at.desc(), records.c.id)
)
_PEOPLE = select(bare_people).where(bare_people.c.case_id == bindparam("case")).order_by(bare_people.c.place)
_PLACES = (
    select(places.c.program_id, places.c.since, programs.c.name, agencies.c.name.label("agency_name"))
    .select_from(places.join(_NAMED, programs.c.id == places.c.program_id))
    .where(places.c.case_id == bindparam("case"), programs.c.confidential.is_(False))
)
_MATES = (
    select(memberships.c.program_id, people.c.name, appointments.c.title)
    .select_from(
        memberships.join(people, people.c.id == memberships.c.person_id).outerjoin(
            appointments,
            (appointments.c.person_id == people.c.id) & (appointments.c.program_id == memberships.c.program_id),
        )
    )
    .where(memberships.c.case_id == bindparam("case"))
    .order_by(people.c.name, people.c.id)
)
_INVITED = select(invitations).where(
    invitations.c.case_id == bindparam("case"), invitations.c.program_id == bindparam("program")
)


_UNSEEN = (
    select(func.count())
    .select_from(outbox)
    .where(
        outbox.c.person_id == bindparam("person"),
        outbox.c.program_id == bindparam("program"),
        outbox.c.seen_at.is_(None),
    )
)


class Bare:
    """The application, and the one durable line it would write if it wrote what it did."""

    def __init__(
        self,
        url: str,
        actor: Actor,
        links: tuple[Link, ...],
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
        referrals = Blueprint("referrals", __name__)
        referrals.add_url_rule("/cases/<case_id>/referrals/new", "new", str)
        self.app.register_blueprint(referrals)
        self._frame = {
            "actor": actor, "demo": False, "links": links, "settings": settings, "signed_in": True, "viewer": actor,
            "notices_waiting": self._waiting,
        }  # fmt: skip

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
            return int(connection.execute(_UNSEEN, who).scalar_one())

    def _mine(self) -> str:
        who = {"person": self._actor.person_id, "program": self._actor.program_id}
        with self.engine.connect() as connection:
            visit = connection.execute(_VISIT, who).first()
            rows = connection.execute(_LIST, who).all()
        before = None
        if visit is not None:
            before = visit.seen_at if self._now - visit.seen_at >= timedelta(hours=1) else visit.before_at
        lines = [
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
            )
            for row in rows[:25]
        ]
        further = ""
        if len(rows) > 25:
            further = f"{int(rows[24].changed_at.timestamp() * 1_000_000)}.{rows[24].id}"
        found = SimpleNamespace(lines=lines, last_visit=before)
        return render_template("cases/mine.html", found=found, further=further, **self._frame)

    def _read(self, case_id: str) -> str:
        what = {"case": case_id, "program": self._actor.program_id}
        with self.engine.connect() as connection:
            case = connection.execute(_CASE, what).one()
            types, heads, known, seats, mates, invited = (
                connection.execute(query, what).all() for query in (_TYPES, _HEADS, _PEOPLE, _PLACES, _MATES, _INVITED)
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
                ]
            ),
            invitations=invited,
            coordinator=case.coordinator,
            offered=False,
            restricted=case.restricted,
            actions=self._actions,
        )
        return render_template("cases/case.html", page=page, case_id=case_id, **self._frame)


def _engine(url: URL) -> Engine:
    """As any application would open it; SQLite with the same durability as the hub's."""
    if url.get_backend_name() != "sqlite":
        return create_engine(url)
    engine = create_engine(url)

    @event.listens_for(engine, "connect")
    def set_pragmas(raw: sqlite3.Connection, _record: object) -> None:
        for name, value in PRAGMAS:
            raw.execute(f"PRAGMA {name} = {value}")

    return engine
