"""Room: tests. The hub that the machine drives: real, on SQLite, built once and set back before each example.

Everybody of machine_people.py comes by a roster load; child protection opens the case, the programs have their places,
one worker each and most of what they hold. What was committed then is copied back over the database, page by page.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from coordination.casework import cases, hub_codes, records, releases, roster, sessions, teams
from coordination.casework.desk import Desk
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.ids import AgencyId, CaseId, PersonId, ProgramId, new_id
from coordination.model.session import Proof
from coordination.storage import case_rows, case_tables, roster_known
from coordination.storage import records as drawer
from tests.community import START, Clock, Community, build, opened_on
from tests.databases import SqliteStore
from tests.instrumented import go_live
from tests.matrix.filled import answered, paper
from tests.policy.machine_model import Case, Paper, Record
from tests.policy.machine_people import PEOPLE, PROGRAMS, after

# By type the form, where it matters by kind of program; none of them starts a deadline.
FORMS: dict[str, str | dict[str, str]] = {
    "advocacy": {"victim_advocacy": "advocacy_note", "safe_housing": "shelter_note"},
    "appointment": "appointment_order",
    "case_review": "case_review_note",
    "child_protection": {"child_welfare": "child_protection_note", "tribes": "tribal_note"},
    "criminal_investigation": "investigation_note",
    "education": "attendance_note",
    "forensic_interview": "interview_summary",
    "hiv_sti": "hiv_sti_care",
    "identity": "substitute_address",
    "location": "safe_contact",
    "medical": "medical_exam",
    "mental_health": "mental_health_intake",
    "minor_consented_care": "care_alone",
    "placement": {"child_welfare": "placement_note", "tribes": "kin_and_placement"},
    "prosecution": "prosecution_note",
    "psychotherapy_notes": "psychotherapy_note",
    "reporter_identity": "reporter",
    "screening": "screening_note",
    "service_plan": "representation_note",
    "substance_use": "treatment_note",
    "work_product": "attorney_note",
}
NOT_YET = {("center", "case_review"), ("guardians", "appointment"), ("tribe", "placement"), ("cps", "screening")}
AT_FIRST = 30  # days for which the confidential programs are in the hub
LAST = START.date() + timedelta(days=AT_FIRST)
PARENT = "Pat Parent"


@dataclass(slots=True, kw_only=True)
class World:
    """The hub with its case, as the machine finds it. ids: of records and papers, by the model's own."""

    community: Community
    template: Path
    actors: dict[str, Actor]
    people: dict[str, PersonId]
    programs: dict[str, ProgramId]
    agencies: dict[str, AgencyId]
    case_id: CaseId
    reference: str
    model: Case
    ids: dict[int, str]

    @property
    def desk(self) -> Desk:
        """The hub's desk."""
        return self.community.desk

    @property
    def clock(self) -> Clock:
        """The hub's clock."""
        return self.community.clock

    def begin(self) -> tuple[Case, dict[int, str]]:
        """Set the hub back to its first state; the model in the same, with the hub's ids of what it has."""
        _copy(self.template, _file(self.community))
        self.clock.now = START
        held = deepcopy(self.model)
        pairs = zip((*self.model.records, *self.model.papers), (*held.records, *held.papers), strict=True)
        return held, {id(new): self.ids[id(old)] for old, new in pairs}

    def actor(self, person: str, *, stepped: bool = False) -> Actor:
        """Somebody, perhaps with a fresh second factor."""
        until = self.clock.now + timedelta(minutes=15) if stepped else None
        return replace(self.actors[person], stepped_up_until=until)

    def conflicts(self) -> dict[str, str]:
        """The entries of the conflict list that are not lifted: by handle, whose program's."""
        table, known = case_tables.conflicts, {found: slug for slug, found in self.programs.items()}
        query = select(table.c.handle, table.c.program_id).where(table.c.lifted_at.is_(None))
        with self.desk.consulting() as cabinet:
            return {handle: known[program] for handle, program in cabinet.connection.execute(query)}


def form_of(slug: str, kind: str) -> str:
    """The form by which a program files a type."""
    found = FORMS[kind]
    return found if isinstance(found, str) else found[PROGRAMS[slug].kind]


@contextmanager
def built(store: SqliteStore, home: Path) -> Iterator[World]:
    """The world, at its beginning."""
    store.make_template("community", build)
    databases = store.fresh("community")
    try:
        with opened_on(databases, home) as community:
            yield _case(community, home)
    finally:
        store.drop(databases)


def _case(community: Community, home: Path) -> World:
    desk = community.desk
    roster.load(desk, document(), {})
    go_live(desk)
    for person in PEOPLE:
        community.accepts(person)
    actors = {person: _signed_in(community, person) for person in PEOPLE}
    with desk.consulting() as cabinet:
        known = roster_known.facts_of_roster(cabinet)
    world = World(
        community=community,
        template=home / "machine.db",
        actors=actors,
        people={person: actors[person].person_id for person in PEOPLE},
        programs={slug: ProgramId(known.programs[f"m_{slug}"].id) for slug in PROGRAMS},
        agencies={one.agency: actors[f"{slug}_worker"].agency_id for slug, one in PROGRAMS.items()},
        case_id=cases.open_case(desk, actors["cps_worker"], {"called": "Bluebird"}, new_id()),
        reference="",
        model=Case(now=START, coordinator="cps"),
        ids={},
    )
    with desk.consulting() as cabinet:
        grant = desk.ask(actors["cps_worker"], Action.CASE_READ, desk.facts(actors["cps_worker"], world.case_id))
        world.reference = case_rows.headers(cabinet, grant)[world.case_id].reference
    _told(world)
    _copy(_file(community), world.template)
    return world


def _told(world: World) -> None:
    """Everybody comes, and files. The model is told the same."""
    desk, case_id, model = world.desk, world.case_id, world.model
    grant = desk.ask(world.actors["cps_worker"], Action.CASE_READ, desk.facts(world.actors["cps_worker"], case_id))
    with desk.opened(grant) as cabinet:
        (child,) = drawer.open(cabinet, grant, forms=("child",))
    first = Record(program="cps", kind="identity", author="cps_worker", born="")
    model.records.append(first)
    world.ids[id(first)] = child.id
    for slug, program in PROGRAMS.items():
        worker, boss = f"{slug}_worker", f"{slug}_supervisor"
        if program.confidential:
            code, _ = hub_codes.issue(desk, world.actors["cps_worker"], case_id, new_id())
            typed = paper((), tuple(sorted(program.holds))) | {"expires_on": LAST.isoformat()}
            releases.name_hub(desk, world.actors[worker], code, typed, new_id())
            ends = after(LAST, 0, slug)
            named = Paper(
                kind="release", sharer=slug, to=frozenset(), types=program.holds, start=START, end=ends, hub=True
            )
            named.rests = True
            model.papers.append(named)
            world.ids[id(named)] = desk.facts(world.actors[worker], case_id).releases[-1].id
        elif slug != "cps":
            teams.invite(desk, world.actors["cps_worker"], case_id, world.programs[slug], new_id())
            teams.assign(desk, world.actors[boss], case_id, world.people[worker], new_id())
        model.places.add(slug)
        model.members.add(worker)
        for kind in sorted(program.holds):
            if (slug, kind) not in NOT_YET and (slug, kind) != ("cps", "identity"):
                filed = Record(program=slug, kind=kind, author=worker)
                world.ids[id(filed)] = file(world, worker, kind)
                model.records.append(filed)


def file(world: World, person: str, kind: str) -> str:
    """Somebody files a record of this type."""
    program = world.actors[person].program
    form = world.desk.catalog.form(program.partner_type, form_of(PEOPLE[person][0], kind))
    assert form is not None
    return records.file(world.desk, world.actors[person], world.case_id, form.slug, answered(form), new_id())


def _signed_in(community: Community, person: str) -> Actor:
    now = community.clock.now
    issuer = _issuer(PROGRAMS[PEOPLE[person][0]].agency)
    proof = Proof(issuer=issuer, subject=person, auth_time=now, asked_at=now, mfa=True, sid=new_id())
    session = sessions.find(
        community.desk, sessions.start(community.desk, proof, community.browser()), browser=community.browser()
    )
    assert session is not None
    assert session.actor is not None
    return session.actor


def _issuer(agency: str) -> str:
    return f"https://id.m-{agency}.example"


def document() -> dict[str, Any]:
    """The roster file. Regimes are left to the kinds of program."""
    agencies = {one.agency: one for one in PROGRAMS.values()}
    return {
        "agencies": [
            {"slug": f"m_{slug}", "name": f"Agency {slug}", "government": one.government, "zone": one.zone}
            for slug, one in agencies.items()
        ],
        "programs": [
            {
                "slug": f"m_{slug}",
                "agency": f"m_{one.agency}",
                "name": f"Program {slug}",
                "partner_type": one.kind,
                "jurisdictions": ["us_federal", "us_maine"],
            }
            for slug, one in PROGRAMS.items()
        ],
        "issuers": [
            {"url": _issuer(slug), "name": slug, "client_id": "hub", "mfa_amr": ["mfa"], "agencies": [f"m_{slug}"]}
            for slug in agencies
        ],
        "people": [
            {"issuer": _issuer(PROGRAMS[slug].agency), "subject": person, "name": f"Person {person}"}
            for person, (slug, _) in PEOPLE.items()
        ],
        "appointments": [
            {"issuer": _issuer(PROGRAMS[slug].agency), "subject": person, "program": f"m_{slug}", "role": role}
            for person, (slug, role) in PEOPLE.items()
        ],
    }


def _file(community: Community) -> Path:
    return Path(community.databases.app.removeprefix("sqlite:///"))


def _copy(source: Path, target: Path) -> None:
    """Every page of one database over another, which may be open and idle."""
    with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(target)) as there:
        here.backup(there)
