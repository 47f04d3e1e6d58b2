"""Room: tests. The troupe of the big story: two neighbouring counties with one agency or more of every partner type.

All of it is made up. The demo has people of its own; a test builds what it needs.
"""

from __future__ import annotations

from dataclasses import dataclass

from coordination.demo.provider.people import DemoClient, DemoPerson, issuer_url

CLIENT = "coordination"
ZONE = "America/Chicago"

AGENCIES = {  # slug: (name, government)
    "bayview": ("Bayview Hospital", False),
    "casa": ("Lake County CASA", False),
    "cedar": ("Cedar Nation", True),
    "county": ("North County Human Services", True),
    "court": ("Lake County District Court", True),
    "attorney": ("Lake County Attorney", True),
    "harbor": ("Harbor Children's Advocacy Center", False),
    "lantern": ("Lantern House", False),
    "police": ("Lakeside Police Department", True),
    "probation": ("Lake County Probation", True),
    "riverbend": ("Riverbend Recovery", False),
    "safe_path": ("Safe Path", False),
    "schools": ("North County Schools", True),
    "willow": ("Willow Counseling", False),
}
PROGRAMS = {  # slug: (agency, name, partner type)
    "advocates": ("safe_path", "Community Advocates", "victim_advocacy"),
    "cac": ("harbor", "Advocacy Center", "child_advocacy_center"),
    "casa": ("casa", "Court Appointed Advocates", "child_representation"),
    "civil": ("attorney", "Child Protection Division", "child_protection_attorney"),
    "clinic": ("bayview", "Child Protection Clinic", "medical"),
    "cps": ("county", "Child Protection", "child_welfare"),
    "criminal": ("attorney", "Criminal Division", "prosecution"),
    "court": ("court", "Juvenile Court", "courts"),
    "detectives": ("police", "Juvenile Detectives", "law_enforcement"),
    "probation": ("probation", "Juvenile Probation", "juvenile_justice"),
    "recovery": ("riverbend", "Youth Treatment", "substance_use"),
    "school": ("schools", "Student Services", "schools"),
    "shelter": ("lantern", "Youth Shelter", "safe_housing"),
    "therapy": ("willow", "Trauma Team", "mental_health"),
    "tribe": ("cedar", "Child and Family Services", "tribes"),
    "witness": ("attorney", "Victim-Witness Services", "victim_witness"),
}


@dataclass(frozen=True, slots=True)
class Player:
    """A synthetic person with one appointment."""

    name: str
    program: str
    role: str

    @property
    def agency(self) -> str:
        """The slug of their agency."""
        return PROGRAMS[self.program][0]

    @property
    def subject(self) -> str:
        """What their provider calls them."""
        return self.name.lower().replace(" ", "-")


PLAYERS = (
    Player("Rosa Wren", "advocates", "worker"),
    Player("Mia Vale", "cac", "worker"),
    Player("Gus Linden", "casa", "worker"),
    Player("Cora Finch", "civil", "worker"),
    Player("Dr Iris Poole", "clinic", "worker"),
    Player("Ana Brook", "cps", "worker"),
    Player("Paul Steele", "criminal", "worker"),
    Player("Jean Clerk", "court", "worker"),
    Player("Leo Marsh", "detectives", "worker"),
    Player("Omar Pike", "probation", "worker"),
    Player("Ruth Sand", "recovery", "worker"),
    Player("Nina Chalk", "school", "worker"),
    Player("Hope Lantern", "shelter", "worker"),
    Player("Theo Willow", "therapy", "worker"),
    Player("Wren Cedar", "tribe", "worker"),
    Player("Vera Stand", "witness", "worker"),
)


def boss(program: str) -> Player:
    """The supervisor of a program."""
    return Player(f"Boss of {program}", program, "supervisor")


EVERYBODY = (*PLAYERS, *(boss(program) for program in PROGRAMS))
SIGN_IN = {one.name: AGENCIES[one.agency][0] for one in EVERYBODY}


def issuer(base: str, agency: str) -> str:
    """The provider's issuer that speaks for an agency."""
    return issuer_url(base, AGENCIES[agency][0])


def at_provider() -> list[DemoPerson]:
    """Everybody, as the provider knows them."""
    return [
        DemoPerson(subject=one.subject, name=one.name, agency=AGENCIES[one.agency][0], line=one.role)
        for one in EVERYBODY
    ]


def client(hub: str) -> DemoClient:
    """The hub, as the provider knows it."""
    return DemoClient(
        client_id=CLIENT,
        redirect_uris=(f"{hub}/sign-in/return",),
        post_logout_redirect_uris=(f"{hub}/signed-out",),
        backchannel_logout_uri=f"{hub}/sign-in/back-channel",
    )


def roster(base: str) -> dict[str, object]:
    """The roster file of the two counties. base: the provider's address."""
    named = {slug: {"url": issuer(base, slug), "name": name} for slug, (name, _) in AGENCIES.items()}
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
                "jurisdictions": ["us_federal", "us_minnesota"],
            }
            for slug, (agency, name, kind) in PROGRAMS.items()
        ],
        "issuers": [
            {**line, "client_id": CLIENT, "algorithms": ["ES256"], "agencies": [slug]} for slug, line in named.items()
        ],
        "people": [{"issuer": issuer(base, one.agency), "subject": one.subject, "name": one.name} for one in EVERYBODY],
        "appointments": [
            {
                "issuer": issuer(base, one.agency),
                "subject": one.subject,
                "program": one.program,
                "role": one.role,
            }
            for one in EVERYBODY
        ],
    }
