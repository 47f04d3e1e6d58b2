"""Room: demo. The people of the demo as the roster and the demo provider know them, made from the tables in people.py.

The first four agencies' slugs stand in tests/community.py too.
"""

from __future__ import annotations

from dataclasses import dataclass

from coordination.demo.people import AGENCIES, FEDERAL, JURISDICTIONS, PEOPLE, PROGRAMS, REGIONS, SOVEREIGN, STRANGERS
from coordination.demo.provider.people import DemoClient, DemoPerson, issuer_url
from coordination.model.actor import Role

CLIENT_ID = "coordination-demo"
ZONE = "America/Chicago"


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


RESIDENTS: tuple[Resident, ...] = (
    *(
        Resident(
            subject=subject, name=name, agency=PROGRAMS[program][0], program=program, role=role, title=title, line=line
        )
        for program, subject, name, role, title, line in PEOPLE
    ),
    *(
        Resident(subject=subject, name=name, agency=agency, program=None, role=Role.WORKER, title="", line=line)
        for agency, subject, name, line in STRANGERS
    ),
)


def provider_people() -> list[DemoPerson]:
    """The people as the demo identity provider knows them, agency by agency."""
    return [
        DemoPerson(
            subject=one.subject, name=one.name, agency=AGENCIES[slug][0], title=one.title, line=f"Sees {one.line}."
        )
        for slug in AGENCIES
        for one in RESIDENTS
        if one.agency == slug
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
            {
                "slug": slug,
                "agency": agency,
                "name": name,
                "partner_type": kind,
                "jurisdictions": [FEDERAL] if agency in SOVEREIGN else list(JURISDICTIONS),
            }
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
                **({"oversees": REGIONS[one.subject]} if one.subject in REGIONS else {}),
            }
            for one in known
        ],
    }
