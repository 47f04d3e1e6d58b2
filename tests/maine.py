"""Room: tests. Agencies under Maine's law for the synthetic community: child protection, a district attorney, a center,
police, and sexual assault advocates, who are confidential. They come by a roster load, as in life.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

from sqlalchemy import select

from coordination.casework import cases, records, roster, sessions, teams
from coordination.casework.answers import Typed
from coordination.model.ids import CaseId, PersonId, RecordId, new_id
from coordination.model.session import Proof
from coordination.storage import roster as tables
from coordination.storage.program_facts import PROGRAM_COLUMNS, program_of
from tests import community as ground
from tests.community import Community
from tests.instrumented import go_live

MAINE_ZONE = "America/New_York"
AGENCIES = {  # slug: (name, government)
    "pine_services": ("Pine Child and Family Services", True),
    "pine_attorney": ("Pine District Attorney", True),
    "pine_center": ("Pine Children's Advocacy Center", False),
    "pine_police": ("Pine Police", True),
    "pine_support": ("Pine Sexual Assault Support", False),
}
PROGRAMS = {  # slug: (agency, name, partner type)
    "ocfs": ("pine_services", "Child Protection District 3", "child_welfare"),
    "da": ("pine_attorney", "Prosecution", "prosecution"),
    "pine_cac": ("pine_center", "Center", "child_advocacy_center"),
    "pine_pd": ("pine_police", "Detectives", "law_enforcement"),
    "support": ("pine_support", "Advocates", "victim_advocacy"),
}
PEOPLE = {  # subject: (program, role, title)
    "ocfs_worker": ("ocfs", "worker", "Caseworker"),
    "ocfs_other": ("ocfs", "worker", "Caseworker"),
    "ocfs_supervisor": ("ocfs", "supervisor", "Supervisor"),
    "ocfs_second_supervisor": ("ocfs", "supervisor", "Supervisor"),
    "ocfs_administrator": ("ocfs", "worker", "Program Administrator"),
    "ocfs_assistant": ("ocfs", "worker", "Assistant Program Administrator"),
    "da_worker": ("da", "worker", "Assistant District Attorney"),
    "da_supervisor": ("da", "supervisor", "Deputy District Attorney"),
    "pine_cac_supervisor": ("pine_cac", "supervisor", "Director"),
    "pine_pd_supervisor": ("pine_pd", "supervisor", "Sergeant"),
    "support_supervisor": ("support", "supervisor", "Director"),
}
CALLED = "2026-11-21 08:00"  # in Maine; the hub's clock stands at 10:00 there


@dataclass(slots=True, kw_only=True)
class Maine(Community):
    """The community with Maine's agencies, whose people sign in by their own provider."""

    tokens: dict[str, str] = field(default_factory=dict)

    def token(self, slug: str) -> str:
        """Sign a person in, once: a world shared by many tests would else end their older sessions."""
        if slug not in self.tokens:
            self.tokens[slug] = self._signed_in(slug) if slug in PEOPLE else Community.token(self, slug)
        return self.tokens[slug]

    def _signed_in(self, slug: str) -> str:
        now = self.clock.now
        proof = Proof(issuer=issuer_of(slug), subject=slug, auth_time=now, asked_at=now, mfa=True, sid=new_id())
        return sessions.start(self.desk, proof, self.browser())

    def case(self, **answers: str) -> CaseId:
        """A case of child protection, with its two supervisors and the other worker on the team."""
        case = cases.open_case(self.desk, self.actor("ocfs_worker"), {"called": "Wren", **answers}, new_id())
        for who in ("ocfs_supervisor", "ocfs_second_supervisor", "ocfs_other"):
            teams.assign(self.desk, self.actor("ocfs_supervisor"), case, self.people[who], new_id())
        return case

    def report(self, case: CaseId, by: str = "ocfs_worker", **typed: str) -> RecordId:
        """A report as it was called in."""
        form: Typed = {"what_happened": "A teacher saw her get into a car.", "received_at": CALLED, **typed}
        return records.file(self.desk, self.actor(by), case, "suspected_exploitation_report", form, new_id())


def settle(community: Community) -> Maine:
    """The same community after Maine's agencies came by a roster load."""
    roster.load(community.desk, _file(), {})
    go_live(community.desk)
    for subject in PEOPLE:
        community.accepts(subject)
    with community.desk.consulting() as cabinet:
        joined = tables.programs.join(tables.agencies, tables.agencies.c.id == tables.programs.c.agency_id)
        rows = cabinet.connection.execute(select(*PROGRAM_COLUMNS).select_from(joined))
        programs = {program.slug: program for program in (program_of(row) for row in rows)}
        known = cabinet.connection.execute(select(tables.people.c.subject, tables.people.c.id)).all()
    kept = {one.name: getattr(community, one.name) for one in fields(community)}
    people = {subject: PersonId(found) for subject, found in known}
    return Maine(**{**kept, "programs": programs, "people": people})


def issuer_of(slug: str) -> str:
    """The identity provider that speaks for this person's agency, in Maine or in the community."""
    return _issuer(PROGRAMS[PEOPLE[slug][0]][0]) if slug in PEOPLE else ground.issuer_of(slug)


def _issuer(agency: str) -> str:
    return f"https://id.{agency.replace('_', '-')}.example"


def _file() -> dict[str, Any]:
    return {
        "agencies": [
            {"slug": slug, "name": name, "government": government, "zone": MAINE_ZONE}
            for slug, (name, government) in AGENCIES.items()
        ],
        "programs": [
            {
                "slug": slug,
                "agency": agency,
                "name": name,
                "partner_type": partner_type,
                "jurisdictions": ["us_federal", "us_maine"],
            }
            for slug, (agency, name, partner_type) in PROGRAMS.items()
        ],
        "issuers": [
            {"url": _issuer(slug), "name": name, "client_id": "hub", "agencies": [slug]}
            for slug, (name, _) in AGENCIES.items()
        ],
        "people": [
            {"issuer": _issuer(PROGRAMS[program][0]), "subject": slug, "name": slug.replace("_", " ").title()}
            for slug, (program, _, _) in PEOPLE.items()
        ],
        "appointments": [
            {
                "issuer": _issuer(PROGRAMS[program][0]),
                "subject": slug,
                "program": program,
                "role": role,
                "title": title,
            }
            for slug, (program, role, title) in PEOPLE.items()
        ],
    }
