"""Room: demo. The directory of the demo: what its programs offer, who is on call, and who is designated for a county.

All of it is made up; the numbers are of the kind that is kept for fiction (555-01xx). Loaded with the roster, as an
operator would load it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

Lines = list[dict[str, object]]

HENNEPIN, RAMSEY, DAKOTA, ANOKA, ST_LOUIS, CARLTON = "27053", "27123", "27037", "27003", "27137", "27017"
METRO = [HENNEPIN, RAMSEY, DAKOTA, ANOKA]
OFFICE = "Mon-Fri 08:00-17:00"

ENTRIES: Lines = [
    {"program": "cps", "about": "Takes reports about children and keeps them safe. Screens day and night.",
     "business_hours": "Mon-Fri 08:00-16:30", "business_number": "612-555-0120", "after_hours_number": "612-555-0129",
     "address": "300 Courthouse Square, second floor"},
    {"program": "cac", "about": "Forensic interviews, medical exams and advocacy in one place.",
     "business_hours": OFFICE, "business_number": "612-555-0130", "fallback": "cps",
     "address": "12 Harbor Road", "reach": "Ring before you bring a child, so that a room is ready."},
    {"program": "detectives", "about": "Investigates crimes against children and youth.", "business_hours": OFFICE,
     "business_number": "612-555-0140", "after_hours_number": "612-555-0149", "address": "1 Lakeside Plaza"},
    {"program": "advocates", "about": "Stands by young people. Confidential: it tells nobody whom it serves.",
     "reach": "Ring at any hour. An advocate meets you where you are.", "business_hours": "Always",
     "business_number": "612-555-0170"},
]  # fmt: skip
SERVICES: Lines = [
    {"program": "advocates", "name": "Advocate on call", "needs": ["advocacy", "crisis"], "areas": METRO,
     "about": "An advocate who comes to the hospital, the station or the school, and stays as long as it takes.",
     "eligibility": "Under 24 years.", "languages": ["eng", "spa", "som"], "hours": "Always", "number": "612-555-0170"},
    {"program": "advocates", "name": "Safe Path shelter", "needs": ["shelter", "basic_needs"], "areas": METRO,
     "about": "A bed for the night and longer, for young people who were exploited.", "capacity": 8,
     "eligibility": "12 to 17 years, any gender.", "languages": ["eng", "spa"], "hours": "Always",
     "number": "612-555-0171", "certification": "Certified specialised setting", "certified_until": "2027-06-30"},
    {"program": "cac", "name": "Forensic interview", "needs": ["forensic_interview"], "areas": METRO,
     "eligibility": "3 to 17 years, referred by police or child protection.", "languages": ["eng", "spa", "other"],
     "hours": OFFICE, "number": "612-555-0131"},
    {"program": "cac", "name": "Medical exam", "needs": ["medical_exam", "medical"], "areas": METRO,
     "eligibility": "Under 18 years. No police report is needed.", "languages": ["eng", "spa"],
     "hours": "Mon-Fri 09:00-16:00", "number": "612-555-0132"},
    {"program": "cac", "name": "Trauma therapy", "needs": ["mental_health"], "areas": [HENNEPIN, RAMSEY],
     "languages": ["eng", "hmn"], "hours": "Mon-Thu 10:00-19:00", "number": "612-555-0133", "capacity": 20},
    {"program": "cps", "name": "Support for caregivers", "needs": ["family_support", "basic_needs"],
     "areas": [HENNEPIN], "languages": ["eng", "som", "other"], "hours": OFFICE, "number": "612-555-0121"},
    {"program": "cps", "name": "Regional navigator", "needs": ["navigation"], "areas": ["MN"],
     "about": "Knows what there is in each region of the state, and finds the way in.", "languages": ["eng", "ojb"],
     "hours": OFFICE, "number": "612-555-0122"},
]  # fmt: skip
DESIGNATIONS: Lines = [
    {"program": "cac", "resource": "cac", "areas": METRO, "hours": OFFICE, "rank": 1},
    {"program": "cps", "resource": "child_protection", "areas": [HENNEPIN], "rank": 1},
    {"program": "cps", "resource": "navigator", "areas": ["MN"], "hours": OFFICE, "rank": 1},
    {"program": "cac", "resource": "assault_clinician", "areas": [HENNEPIN, RAMSEY], "rank": 1},
]


def on_call(issuers: dict[str, str], zone: str, today: datetime) -> Lines:
    """Who is on call from a week ago to five weeks from now. issuers: the provider of each agency, by its slug."""
    monday = today.astimezone(ZoneInfo(zone)).date()
    monday -= timedelta(days=monday.weekday() + 7)
    people: Sequence[tuple[str, str, str, str]] = (
        ("cps", "north_county", "ana_cps_worker", "612-555-0123"),
        ("cps", "north_county", "sam_cps_supervisor", "612-555-0124"),
    )
    lines: Lines = []
    for week in range(6):
        program, agency, subject, number = people[week % len(people)]
        starts, ends = monday + timedelta(weeks=week), monday + timedelta(weeks=week + 1)
        lines.append({
            "program": program, "roster": "after_hours", "issuer": issuers[agency], "subject": subject,
            "number": number, "starts": f"{starts} 08:00", "ends": f"{ends} 08:00",
        })  # fmt: skip
    return lines


def directory(issuers: dict[str, str], zone: str, today: datetime) -> dict[str, object]:
    """The sections of a roster file about the directory."""
    return {
        "entries": ENTRIES,
        "services": SERVICES,
        "on_call": on_call(issuers, zone, today),
        "designations": DESIGNATIONS,
    }
