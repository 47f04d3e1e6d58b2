"""Room: model. The directory: what programs offer, whom they serve, where, when, and who is designated for a county.

It holds nothing about any child, so everybody signed in may read it. A confidential program has no address here at all:
not an empty one, but no place for one; only a way to reach it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from coordination.model.counties import COUNTIES, STATES
from coordination.model.ids import ProgramId
from coordination.model.program import Program

# What a young person may need (rows A9, B14, C5 to C12 of the seed checklist; HSDS calls it the service's taxonomy).
NEEDS: Mapping[str, str] = {
    "advocacy": "Advocacy",
    "basic_needs": "Food, clothing and other basic needs",
    "crisis": "Crisis response",
    "education": "School and education",
    "employment": "Work and job training",
    "family_support": "Support for family and caregivers",
    "forensic_interview": "Forensic interview",
    "housing": "Housing",
    "immigration": "Immigration help",
    "legal": "Legal help",
    "medical": "Medical care",
    "medical_exam": "Medical exam after abuse or assault",
    "mental_health": "Mental health care",
    "mentoring": "Mentoring",
    "navigation": "Regional navigator",
    "outreach": "Street outreach",
    "shelter": "Emergency shelter",
    "substance_use": "Substance use treatment",
    "transport": "Rides",
}

# Who must be found for a county at any hour, whatever else there is.
RESOURCES: Mapping[str, str] = {
    "cac": "Children’s advocacy center",
    "emergency_hospital": "Emergency hospital",
    "assault_clinician": "Sexual assault clinician, day and night",
    "child_protection": "Child protection intake",
    "navigator": "Regional navigator",
}

# ISO 639-3 codes; ASL is American Sign Language.
LANGUAGES: Mapping[str, str] = {
    "eng": "English",
    "amh": "Amharic",
    "ara": "Arabic",
    "ase": "American Sign Language",
    "dak": "Dakota",
    "fra": "French",
    "hmn": "Hmong",
    "kar": "Karen",
    "khm": "Khmer",
    "lin": "Lingala",
    "ojb": "Ojibwe",
    "orm": "Oromo",
    "por": "Portuguese",
    "pqm": "Passamaquoddy",
    "rus": "Russian",
    "som": "Somali",
    "spa": "Spanish",
    "vie": "Vietnamese",
    "other": "Others, through an interpreter",
}

# "Available now" is a claim about the present: after a day it is not counted any more.
STAYS_FRESH = timedelta(hours=24)
# After half a year without a look, an entry says so beside its name.
CHECK_AGAIN = timedelta(days=183)


def is_area(code: str) -> bool:
    """Whether it is a county's code, or a state's two letters, which stand for all its counties."""
    return code in COUNTIES or code in STATES


def counties_of(areas: frozenset[str]) -> frozenset[str]:
    """The counties of these areas, whole states spelt out."""
    return frozenset(
        county.code for county in COUNTIES.values() if county.code in areas or county.state in areas
    )  # fmt: skip


def area_words(areas: frozenset[str]) -> str:
    """Areas as people say them: "all of Minnesota; Kennebec County, ME"."""
    whole = [f"all of {STATES[code]}" for code in sorted(areas & STATES.keys())]
    return "; ".join([*whole, *(COUNTIES[code].label for code in sorted(areas & COUNTIES.keys()))])


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a program says of itself. hours: as model/week writes them. Numbers are as they are dialled.

    reach: a way to reach it, in words. address: None when nothing is said, and always for a confidential program.
    fallback: the program to ring when nobody here answers.
    """

    about: str = ""
    reach: str = ""
    address: str | None = None
    business_hours: str = ""
    business_number: str = ""
    after_hours_number: str = ""
    fallback_id: ProgramId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offering:
    """One service as its program describes it. areas: county codes, and states' letters for all their counties.

    capacity and available: places, None when it does not go by places. certified_until: the last day, or "".
    certification_kind: slug of a certification that a jurisdiction declares, "" for none; certification: its words.
    """

    name: str
    needs: frozenset[str]
    areas: frozenset[str]
    about: str = ""
    eligibility: str = ""
    languages: frozenset[str] = frozenset()
    hours: str = ""
    number: str = ""
    capacity: int | None = None
    available: int | None = None
    certification: str = ""
    certified_until: str = ""
    certification_kind: str = ""
    certification_number: str = ""

    def run_out(self, day: str) -> bool:
        """Whether its certification ended before this day (YYYY-MM-DD)."""
        return bool(self.certified_until) and self.certified_until < day


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """When (UTC) somebody last looked that it is right, and who; None when nobody has."""

    at: datetime | None = None
    by: str = ""

    def old(self, now: datetime) -> bool:
        """Whether it is time to look again."""
        return self.at is None or now - self.at > CHECK_AGAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFacts:
    """A service with whose it is. available_at: when the free places were counted (UTC)."""

    id: str
    program: Program
    service: Offering
    available_at: datetime | None
    verified: Verified
    sort: str

    def has_room(self, now: datetime) -> bool:
        """Whether there was a free place when it was last counted, less than a day ago."""
        counted = self.available_at
        return bool(self.service.available) and counted is not None and now - counted <= STAYS_FRESH


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFacts:
    """A program's entry with whose it is."""

    program: Program
    entry: Entry
    verified: Verified
    fallback_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Designation:
    """That a program is designated as a resource for an area in some hours ("" is any hour). rank 1 is asked first."""

    id: str
    resource: str
    area: str
    program: Program
    hours: str
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is looked for. Everything left empty is not asked about. words: each must be there."""

    need: str = ""
    county: str = ""
    language: str = ""
    available: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceKey:
    """Where a page of the directory ended."""

    sort: str
    service_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page of services, by name. after: where it ended, when there is more."""

    services: tuple[ServiceFacts, ...]
    after: ServiceKey | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramPage:
    """One program in the directory. editable: the viewer keeps this entry."""

    facts: EntryFacts
    services: tuple[ServiceFacts, ...]
    designations: tuple[Designation, ...]
    editable: bool
