"""Room: demo. Who lives in the demo: four agencies, their programs and people, and one line on what each will see.

All of it is made up. The same slugs stand in tests/community.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coordination.demo.provider.people import DemoClient, DemoPerson, issuer_url
from coordination.model.actor import Role

CLIENT_ID = "coordination-demo"
ZONE = "America/Chicago"
JURISDICTIONS = ("us_federal", "us_minnesota")

AGENCIES: Mapping[str, tuple[str, bool]] = {  # slug: (name, government)
    "harbor_cac": ("Harbor Children's Advocacy Center", False),
    "lakeside_police": ("Lakeside Police Department", True),
    "north_county": ("North County Human Services", True),
    "safe_path": ("Safe Path", False),
}
PROGRAMS: Mapping[str, tuple[str, str, str]] = {  # slug: (agency, name, partner type)
    "advocates": ("safe_path", "Community Advocates", "victim_advocacy"),
    "cac": ("harbor_cac", "Advocacy Center", "child_advocacy_center"),
    "cps": ("north_county", "Child Protection", "child_welfare"),
    "detectives": ("lakeside_police", "Juvenile Detectives", "law_enforcement"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Resident:
    """A synthetic person. program None: their provider knows them and the roster does not. line: what they will see."""

    subject: str
    name: str
    agency: str
    program: str | None
    role: Role
    title: str
    line: str


def _of(program: str, subject: str, name: str, role: Role, title: str, line: str) -> Resident:
    agency = PROGRAMS[program][0]
    return Resident(subject=subject, name=name, agency=agency, program=program, role=role, title=title, line=line)


RESIDENTS: tuple[Resident, ...] = (
    _of("cps", "ana_cps_worker", "Ana Brook", Role.WORKER, "Child protection worker",
        "her eight cases, all that her program wrote on them, and a note she has not finished"),
    _of("cps", "sam_cps_supervisor", "Sam Reed", Role.SUPERVISOR, "Child protection supervisor",
        "every case of the program, a request that waits for an answer, and whom to assign"),
    _of("cps", "pri_privacy", "Priya Lane", Role.PRIVACY_OFFICER, "Privacy officer",
        "the conflict list, and no case at all"),
    _of("cps", "aud_north", "Noor Field", Role.AUDITOR, "Records auditor",
        "who saw and did what on North County's information, without its content"),
    _of("cps", "adm_north", "Max Hill", Role.ADMINISTRATOR, "Roster administrator",
        "who is signed in at North County; never a case"),
    _of("detectives", "det_lake", "Leo Marsh", Role.WORKER, "Detective",
        "what the law has child protection share with police; not Ash's case, where he is shut out"),
    _of("detectives", "sgt_lake", "Ivy Stone", Role.SUPERVISOR, "Sergeant, investigations",
        "every case of the detectives, and Ash's too; not the restricted one"),
    _of("detectives", "aud_lake", "Ola Birch", Role.AUDITOR, "Records auditor",
        "the access log as it concerns the Lakeside police, and nobody else"),
    _of("cac", "coo_harbor", "Carla Moss", Role.COORDINATOR, "Team coordinator",
        "Dana's reports, because a release names her center; she invites programs and hands out one-time codes"),
    _of("cac", "sup_harbor", "Ben Shore", Role.SUPERVISOR, "Program director",
        "every case of the center, and what the center itself wrote on it"),
    _of("cac", "int_harbor", "Mia Vale", Role.WORKER, "Forensic interviewer",
        "four cases: one release in force, one withdrawn, one run out, and her request that waits"),
    _of("advocates", "adv_safe", "Rosa Wren", Role.WORKER, "Community advocate",
        "one case, by a release that names the hub; nobody but the center can know that she serves the child"),
    _of("advocates", "sup_safe", "Tess Dove", Role.SUPERVISOR, "Advocacy program manager",
        "that same case, and nothing that the release does not name"),
    _of("advocates", "aud_safe", "Gil Heath", Role.AUDITOR, "Records auditor",
        "the access log of Safe Path alone"),
    Resident(subject="new_person", name="Kim Day", agency="north_county", program=None, role=Role.WORKER, title="",
             line="whom to ask, since the roster does not know Kim yet; nothing else"),
)  # fmt: skip


def provider_people() -> list[DemoPerson]:
    """The people as the demo identity provider knows them."""
    return [
        DemoPerson(subject=one.subject, name=one.name, agency=AGENCIES[one.agency][0], line=f"Sees {one.line}.")
        for one in RESIDENTS
    ]


def provider_client(hub_url: str) -> DemoClient:
    """The hub as the provider knows it. hub_url: "http://127.0.0.1:8000"."""
    return DemoClient(
        client_id=CLIENT_ID,
        redirect_uris=(f"{hub_url}/sign-in/return",),
        post_logout_redirect_uris=(f"{hub_url}/signed-out",),
        backchannel_logout_uri=f"{hub_url}/sign-in/back-channel",
    )


def issuer_of(base_url: str, agency: str) -> str:
    """The issuer that speaks for an agency, by its slug."""
    return issuer_url(base_url, AGENCIES[agency][0])


def roster(base_url: str) -> dict[str, object]:
    """The whole roster, as `roster load` reads it. base_url: the demo provider's."""
    known = [one for one in RESIDENTS if one.program is not None]
    return {
        "agencies": [
            {"slug": slug, "name": name, "government": government, "zone": ZONE}
            for slug, (name, government) in AGENCIES.items()
        ],
        "programs": [
            {"slug": slug, "agency": agency, "name": name, "partner_type": kind, "jurisdictions": list(JURISDICTIONS)}
            for slug, (agency, name, kind) in PROGRAMS.items()
        ],
        "issuers": [
            {
                "url": issuer_of(base_url, slug),
                "name": f"{name} (demo)",
                "client_id": CLIENT_ID,
                "algorithms": ["ES256"],
                "agencies": [slug],
            }
            for slug, (name, _government) in AGENCIES.items()
        ],
        "people": [
            {"issuer": issuer_of(base_url, one.agency), "subject": one.subject, "name": one.name} for one in known
        ],
        "appointments": [
            {
                "issuer": issuer_of(base_url, one.agency),
                "subject": one.subject,
                "program": one.program,
                "role": one.role.value,
                "title": one.title,
            }
            for one in known
        ],
    }
