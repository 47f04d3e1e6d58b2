"""Room: tests. More agencies for the synthetic community, for tests that need them: one program of each further type.

They come by a roster load, as in life, so that the tests of the four first agencies stay as small as they are.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import select

from coordination.casework import hub_codes, releases, roster, sessions, teams
from coordination.model.ids import CaseId, PersonId, new_id
from coordination.model.session import Proof
from coordination.storage import roster as tables
from coordination.storage.program_facts import PROGRAM_COLUMNS, program_of
from tests.community import ZONE, Community
from tests.instrumented import go_live
from tests.matrix.filled import paper

AGENCIES = {  # slug: (name, government)
    "bayview": ("Bayview Hospital", False),
    "cedar_nation": ("Cedar Nation", True),
    "lantern": ("Lantern House", False),
    "north_schools": ("North County Schools", True),
    "willow": ("Willow Counseling", False),
}
PROGRAMS = {  # slug: (agency, name, partner type)
    "clinic": ("bayview", "Child Protection Clinic", "medical"),
    "recovery": ("bayview", "Riverbend Recovery", "substance_use"),
    "school": ("north_schools", "Student Services", "schools"),
    "shelter": ("lantern", "Youth Shelter", "safe_housing"),
    "therapy": ("willow", "Trauma Team", "mental_health"),
    "tribe": ("cedar_nation", "Child and Family Services", "tribes"),
}
CONFIDENTIAL = ("recovery", "shelter")


def worker(program: str) -> str:
    """The slug of the program's worker."""
    return f"{program}_worker"


def supervisor(program: str) -> str:
    """The slug of the program's supervisor."""
    return f"{program}_supervisor"


@dataclass(slots=True, kw_only=True)
class Neighbourhood(Community):
    """The community with its neighbours, whose people sign in as the others do."""

    def token(self, slug: str) -> str:
        """Sign a person in; neighbours by their own provider."""
        program = slug.rpartition("_")[0]
        if program not in PROGRAMS:
            return Community.token(self, slug)
        now = self.clock.now
        issuer = _issuer(PROGRAMS[program][0])
        proof = Proof(issuer=issuer, subject=slug, auth_time=now, asked_at=now, mfa=True, sid=new_id())
        return sessions.start(self.desk, proof, self.browser())


def settle(community: Community) -> Neighbourhood:
    """The same community after its neighbours came by a roster load."""
    roster.load(community.desk, _file(), {})
    go_live(community.desk)
    for program in PROGRAMS:
        community.accepts(worker(program))
        community.accepts(supervisor(program))
    with community.desk.consulting() as cabinet:
        joined = tables.programs.join(tables.agencies, tables.agencies.c.id == tables.programs.c.agency_id)
        rows = cabinet.connection.execute(select(*PROGRAM_COLUMNS).select_from(joined))
        programs = {program.slug: program for program in (program_of(row) for row in rows)}
        known = cabinet.connection.execute(select(tables.people.c.subject, tables.people.c.id)).all()
    kept = {field.name: getattr(community, field.name) for field in fields(community)}
    people = {subject: PersonId(found) for subject, found in known}
    return Neighbourhood(**{**kept, "programs": programs, "people": people})


def join(here: Neighbourhood, case_id: CaseId, program: str) -> None:
    """The program is invited to the case, and its supervisor assigns its worker."""
    desk, ana = here.desk, here.actor("ana_cps_worker")
    teams.invite(desk, ana, case_id, here.programs[program].id, new_id())
    teams.assign(desk, here.actor(supervisor(program)), case_id, here.people[worker(program)], new_id())


def name_hub(here: Neighbourhood, case_id: CaseId, program: str, to: tuple[str, ...] = ()) -> None:
    """The confidential program's worker enters by a release that names the hub, these programs and all its types."""
    code, _ = hub_codes.issue(here.desk, here.actor("ana_cps_worker"), case_id, new_id())
    held = here.desk.catalog.partner_types[PROGRAMS[program][2]].holds
    typed = paper(tuple(str(here.programs[one].id) for one in to), tuple(sorted(kind.value for kind in held)))
    releases.name_hub(here.desk, here.actor(worker(program)), code, typed, new_id())


def _issuer(agency: str) -> str:
    return f"https://id.{agency.replace('_', '-')}.example"


def _file() -> dict[str, Any]:
    people = [(slug, worker(slug), "worker") for slug in PROGRAMS]
    people += [(slug, supervisor(slug), "supervisor") for slug in PROGRAMS]
    return {
        "agencies": [
            {"slug": slug, "name": name, "government": government, "zone": ZONE}
            for slug, (name, government) in AGENCIES.items()
        ],
        "programs": [
            {
                "slug": slug,
                "agency": agency,
                "name": name,
                "partner_type": partner_type,
                "jurisdictions": ["us_federal", "us_minnesota"],
            }
            for slug, (agency, name, partner_type) in PROGRAMS.items()
        ],
        "issuers": [
            {"url": _issuer(slug), "name": name, "client_id": "hub", "agencies": [slug]}
            for slug, (name, _) in AGENCIES.items()
        ],
        "people": [
            {"issuer": _issuer(PROGRAMS[program][0]), "subject": slug, "name": slug.replace("_", " ").title()}
            for program, slug, _ in people
        ],
        "appointments": [
            {"issuer": _issuer(PROGRAMS[program][0]), "subject": slug, "program": program, "role": role}
            for program, slug, role in people
        ],
    }
