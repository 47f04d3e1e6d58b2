"""Room: tests. Five more partner types: a court, a guardian ad litem, a prosecutor, a school, a shelter."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from coordination.casework import hub_codes, releases, roster, sessions, teams
from coordination.model.ids import CaseId, new_id
from coordination.model.session import Proof
from tests.community import PEOPLE, ZONE, Community, opened_on
from tests.databases import Databases
from tests.instrumented import go_live
from tests.matrix.filled import paper

PROGRAMS = {  # slug: (agency, its name, partner type, government)
    "bench": ("county_court", "County Court", "courts", True),
    "guardians": ("first_voice", "First Voice", "child_representation", False),
    "prosecutors": ("county_attorney", "County Attorney", "prosecution", True),
    "school": ("north_schools", "North County Schools", "schools", True),
    "shelter": ("lantern", "Lantern House", "safe_housing", False),
}


@dataclass(slots=True, kw_only=True)
class World(Community):
    """The community with the five, whose people sign in as the others do."""

    def token(self, slug: str) -> str:
        """Sign a person in; those of the five by their own provider."""
        if slug in PEOPLE:
            return Community.token(self, slug)
        now, agency = self.clock.now, PROGRAMS[slug.rpartition("_")[0]][0]
        proof = Proof(issuer=_issuer(agency), subject=slug, auth_time=now, asked_at=now, mfa=True, sid=new_id())
        return sessions.start(self.desk, proof, self.browser())


@contextmanager
def opened(databases: Databases, home: Path) -> Iterator[World]:
    """A hub at work on a copy of such a world."""
    with opened_on(databases, home) as community:
        yield World(**{field.name: getattr(community, field.name) for field in fields(community)})


def come(community: Community) -> None:
    """The five come by a roster load, as in life."""
    roster.load(community.desk, _file(), {})
    go_live(community.desk)
    for program in PROGRAMS:
        for role in ("worker", "supervisor"):
            community.accepts(f"{program}_{role}")


def join(world: World, case_id: CaseId, program: str) -> None:
    """The program is invited to the case, and its supervisor assigns its worker; the shelter comes by a release, and a
    court, to which something is filed, has no team."""
    if program == "shelter":
        name_hub(world, case_id)
        return
    teams.invite(world.desk, world.actor("ana_cps_worker"), case_id, world.programs[program].id, new_id())
    if program == "bench":
        return
    worker = world.people[f"{program}_worker"]
    teams.assign(world.desk, world.actor(f"{program}_supervisor"), case_id, worker, new_id())


def name_hub(world: World, case_id: CaseId) -> None:
    """The shelter's worker enters by a release that names the hub and all that the shelter may hold there."""
    code, _ = hub_codes.issue(world.desk, world.actor("ana_cps_worker"), case_id, new_id())
    held = world.desk.catalog.partner_types["safe_housing"].holds
    typed = paper((), tuple(sorted(kind.value for kind in held)))
    releases.name_hub(world.desk, world.actor("shelter_worker"), code, typed, new_id())


def _issuer(agency: str) -> str:
    return f"https://id.{agency.replace('_', '-')}.example"


def _file() -> dict[str, Any]:
    people = [(f"{slug}_{role}", slug, role) for slug in PROGRAMS for role in ("worker", "supervisor")]
    return {
        "agencies": [
            {"slug": agency, "name": name, "government": government, "zone": ZONE}
            for agency, name, _, government in PROGRAMS.values()
        ],
        "programs": [
            {
                "slug": slug,
                "agency": agency,
                "name": f"{name}, first team",
                "partner_type": partner_type,
                "jurisdictions": ["us_federal", "us_minnesota"],
            }
            for slug, (agency, name, partner_type, _) in PROGRAMS.items()
        ],
        "issuers": [
            {"url": _issuer(agency), "name": name, "client_id": "hub", "agencies": [agency]}
            for agency, name, _, _ in PROGRAMS.values()
        ],
        "people": [
            {"issuer": _issuer(PROGRAMS[slug][0]), "subject": person, "name": person.replace("_", " ").title()}
            for person, slug, _ in people
        ],
        "appointments": [
            {"issuer": _issuer(PROGRAMS[slug][0]), "subject": person, "program": slug, "role": role}
            for person, slug, role in people
        ],
    }
