"""Room: tests. Who is there when the machine runs: programs of every kind that a rule speaks of, and their people.

The hub gets agencies, kinds and roles by a roster load, and finds the regimes itself; the model goes by what stands
here. Imports nothing of the hub.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo


class Program(NamedTuple):
    """A program: whose, of which kind, bound by which regimes, and the types it files."""

    agency: str
    kind: str
    regimes: frozenset[str]
    holds: frozenset[str]
    confidential: bool = False
    government: bool = False
    zone: str = "America/New_York"


def words(text: str) -> frozenset[str]:
    """The set that a line of words means."""
    return frozenset(text.split())


def _program(agency: str, kind: str, regimes: str, holds: str, **more: bool | str) -> Program:
    return Program(agency, kind, words(regimes), words(holds), **more)  # type: ignore[arg-type]


# §0: which regime binds which partner. Page 30: what each kind files (a few types are left out).
PROGRAMS = {
    "cps": _program(
        "county",
        "child_welfare",
        "capta",
        "child_protection identity location placement reporter_identity screening",
        government=True,
    ),
    "police": _program(
        "police", "law_enforcement", "investigative", "criminal_investigation identity location", government=True
    ),
    "center": _program(
        "harbor",
        "child_advocacy_center",
        "state_team voca",
        "forensic_interview identity location case_review",
        zone="America/Chicago",
    ),
    "da": _program(
        "attorney",
        "prosecution",
        "attorney investigative",
        "identity prosecution work_product",
        government=True,
    ),
    "civil": _program("attorney", "child_protection_attorney", "attorney", "identity work_product", government=True),
    "guardians": _program("voice", "child_representation", "appointed", "appointment identity service_plan"),
    "clinic": _program("hospital", "medical", "hipaa", "hiv_sti identity medical minor_consented_care"),
    "recovery": _program("hospital", "substance_use", "hipaa part_2", "identity substance_use", confidential=True),
    "therapy": _program("willow", "mental_health", "hipaa", "identity psychotherapy_notes mental_health"),
    "school": _program("schools", "schools", "ferpa", "education identity", government=True),
    "shelter": _program("lantern", "safe_housing", "fvpsa rhya vawa", "advocacy identity", confidential=True),
    "advocates": _program("safe", "victim_advocacy", "fvpsa vawa voca", "advocacy identity", confidential=True),
    "tribe": _program(
        "nation",
        "tribes",
        "tribal",
        "child_protection identity placement",
        government=True,
        zone="America/Denver",
    ),
}
OFFICERS = ("cps", "police", "center", "clinic", "da")  # keep their agency's agreements
_MORE = ("cps", "police", "center")  # have a second worker
PEOPLE = {
    **{f"{one}_worker": (one, "worker") for one in PROGRAMS},
    **{f"{one}_other": (one, "worker") for one in _MORE},
    **{f"{one}_supervisor": (one, "supervisor") for one in PROGRAMS},
    **{f"{one}_officer": (one, "privacy_officer") for one in OFFICERS},
}


def midnight(day: date, slug: str) -> datetime:
    """The beginning of a day where the program is, UTC."""
    return datetime.combine(day, time(), tzinfo=ZoneInfo(PROGRAMS[slug].zone)).astimezone(ZoneInfo("UTC"))


def after(day: date, days: int, slug: str) -> datetime:
    """The end of the day that comes `days` after this one, UTC."""
    return midnight(day + timedelta(days=days + 1), slug)
