"""Room: tests. The legal side of the community: its roster, loaded as an operator would, and its people signed in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coordination.casework import cases, roster, sessions, teams
from coordination.model.actor import Actor
from coordination.model.ids import CaseId, PersonId, ProgramId, new_id
from coordination.model.session import Proof
from coordination.storage import roster_known
from tests.community import ZONE, Community, Visitor
from tests.instrumented import go_live
from tests.matrix.filled import answered

LAW = ["us_federal", "us_minnesota"]
AGENCIES = {
    "attorney_general": "Attorney General",
    "county_attorney": "County Attorney",
    "county_court": "County Court",
    "first_voice": "First Voice",
    "probation": "County Probation",
    "river_nation": "River Nation",
}
PROGRAMS = {  # slug: (agency, partner type)
    "bench": ("county_court", "courts"),
    "civil": ("county_attorney", "child_protection_attorney"),
    "drug_court": ("county_court", "courts"),
    "guardians": ("first_voice", "child_representation"),
    "juvenile": ("probation", "juvenile_justice"),
    "nation": ("river_nation", "tribes"),
    "prosecutors": ("county_attorney", "prosecution"),
    "state_counsel": ("attorney_general", "child_protection_attorney"),
    "witness_help": ("county_attorney", "victim_witness"),
}
# Counsel of a department whose records stand under CAPTA and Maine's law on their use.
FURTHER = {"state_counsel": {"regimes": ["capta"], "jurisdictions": ["us_federal", "us_maine"]}}
# A supervisor of each, who assigns herself; the court has clerks.
PEOPLE = {f"sup_{slug}": (slug, "supervisor") for slug in PROGRAMS} | {"clerk": ("bench", "worker")}


def issuer_of(agency: str) -> str:
    """The identity provider of an agency of the legal side."""
    return f"https://id.{agency.replace('_', '-')}.example"


def document() -> dict[str, Any]:
    """The roster file."""
    people = [(slug, issuer_of(PROGRAMS[program][0]), program, role) for slug, (program, role) in PEOPLE.items()]
    return {
        "agencies": [
            {"slug": slug, "name": name, "government": slug != "first_voice", "zone": ZONE}
            for slug, name in AGENCIES.items()
        ],
        "programs": [
            {"slug": slug, "agency": agency, "name": f"Program {slug}", "partner_type": kind, "jurisdictions": LAW}
            | FURTHER.get(slug, {})
            for slug, (agency, kind) in PROGRAMS.items()
        ],
        "issuers": [
            {"url": issuer_of(slug), "name": name, "client_id": "hub", "mfa_amr": ["mfa"], "agencies": [slug]}
            for slug, name in AGENCIES.items()
        ],
        "people": [{"issuer": issuer, "subject": slug, "name": f"Person {slug}"} for slug, issuer, _, _ in people],
        "appointments": [
            {"issuer": issuer, "subject": slug, "program": program, "role": role}
            for slug, issuer, program, role in people
        ],
    }


class Courthouse:
    """The community with its legal side, and one case that child protection opened."""

    def __init__(self, community: Community) -> None:
        roster.load(community.desk, document())
        go_live(community.desk)
        self.community = community
        self._tokens: dict[str, str] = {}
        with community.desk.consulting() as cabinet:
            known = roster_known.facts_of_roster(cabinet)
        self.programs: Mapping[str, ProgramId] = {slug: ProgramId(one.id) for slug, one in known.programs.items()}
        self.people = {subject: PersonId(one.id) for (_, subject), one in known.people.items()}
        for slug in PEOPLE:
            community.accepts(slug)
        self.ana = community.actor("ana_cps_worker")
        self.case_id: CaseId = cases.open_case(community.desk, self.ana, {"called": "Bluebird"}, new_id())

    def token(self, slug: str) -> str:
        """A person's one session; many would end each other."""
        if slug not in self._tokens:
            self._tokens[slug] = self._signed_in(slug) if slug in PEOPLE else self.community.token(slug)
        return self._tokens[slug]

    def _signed_in(self, slug: str) -> str:
        now = self.community.clock.now
        issuer = issuer_of(PROGRAMS[PEOPLE[slug][0]][0])
        proof = Proof(issuer=issuer, subject=slug, auth_time=now, asked_at=now, mfa=True, sid=new_id())
        return sessions.start(self.community.desk, proof, self.community.browser())

    def actor(self, slug: str) -> Actor:
        """Somebody with a session."""
        found = sessions.find(self.community.desk, self.token(slug), browser=self.community.browser())
        assert found is not None
        assert found.actor is not None
        return found.actor

    def client(self, slug: str) -> Visitor:
        """Their browser."""
        visitor = self.community.client()
        visitor.carry(self.token(slug))
        return visitor

    def invite(self, *slugs: str, assign: bool = True) -> None:
        """Child protection invites these; each one's supervisor puts herself on the team."""
        desk = self.community.desk
        for slug in slugs:
            teams.invite(desk, self.ana, self.case_id, self.programs[slug], new_id())
            if assign:
                teams.assign(desk, self.actor(f"sup_{slug}"), self.case_id, self.people[f"sup_{slug}"], new_id())

    def file(self, slug: str, form: str, word: str) -> str:
        """Somebody files a form through the door, filled in with `word`; the address of the record."""
        visitor = self.client(slug)
        partner = self.actor(slug).program.partner_type
        declared = self.community.desk.catalog.form(partner, form)
        assert declared is not None
        typed = {"form": form, **answered(declared, word)}
        response = visitor.send(f"/cases/{self.case_id}/records/new", typed)
        assert response.status_code == 303, response.text
        return response.headers["Location"]
