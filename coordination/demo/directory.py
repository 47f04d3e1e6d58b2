"""Room: demo. The directory of the demo: what its programs offer, who is on call, and who is designated for a county.

All of it is made up; the numbers are of the kind that is kept for fiction (555-01xx). Loaded with the roster, as an
operator would load it. North County serves Hennepin, South County serves Dakota.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from coordination.demo.people import PROGRAMS

Lines = list[dict[str, object]]

HENNEPIN, RAMSEY, DAKOTA, ANOKA = "27053", "27123", "27037", "27003"
METRO = [HENNEPIN, RAMSEY, DAKOTA, ANOKA]
OFFICE = "Mon-Fri 08:00-17:00"

ENTRIES: Lines = [
    {"program": "cps", "about": "Takes reports about children and keeps them safe. Screens day and night.",
     "business_hours": "Mon-Fri 08:00-16:30", "business_number": "612-555-0120", "after_hours_number": "612-555-0129",
     "address": "300 Courthouse Square, second floor"},
    {"program": "south_cps", "about": "Takes reports about children in South County, day and night.",
     "business_hours": "Mon-Fri 08:00-16:30", "business_number": "651-555-0110", "after_hours_number": "651-555-0119",
     "address": "40 Bluff Street"},
    {"program": "cac", "about": "Forensic interviews, medical exams and advocacy in one place.",
     "business_hours": OFFICE, "business_number": "612-555-0130", "fallback": "cps",
     "address": "12 Harbor Road", "reach": "Ring before you bring a child, so that a room is ready."},
    {"program": "detectives", "about": "Investigates crimes against children and youth.", "business_hours": OFFICE,
     "business_number": "612-555-0140", "after_hours_number": "612-555-0149", "address": "1 Lakeside Plaza"},
    {"program": "sheriff", "about": "Looks for missing children and investigates, in all of South County.",
     "business_hours": "Always", "business_number": "651-555-0140", "address": "9 Bluff Street"},
    {"program": "advocates", "about": "Stands by young people. Confidential: it tells nobody whom it serves.",
     "reach": "Ring at any hour. An advocate meets you where you are.", "business_hours": "Always",
     "business_number": "612-555-0170"},
    {"program": "shelter", "about": "Beds for young people on their own. Confidential: it tells nobody who is there.",
     "reach": "Ring at any hour. Somebody picks you up.", "business_hours": "Always",
     "business_number": "651-555-0170"},
    {"program": "clinic", "about": "Medical care and exams for children and youth, day and night.",
     "business_hours": "Always", "business_number": "612-555-0150", "address": "2 Bayview Drive"},
    {"program": "recovery", "about": "Treatment for young people who use drugs or alcohol. Confidential.",
     "reach": "Ring, and say that you would like to talk. You need not say why.", "business_hours": OFFICE,
     "business_number": "612-555-0158"},
    {"program": "therapy", "about": "Trauma therapy for young people and those who care for them.",
     "business_hours": "Mon-Sat 09:00-19:00", "business_number": "651-555-0150", "address": "7 Willow Lane"},
    {"program": "school", "about": "Enrollment, rides and support at school, whatever the address.",
     "business_hours": "Mon-Fri 07:30-15:30", "business_number": "651-555-0130", "address": "1 Maple Ridge",
     "reach": "Ask for the liaison for students without a fixed home."},
    {"program": "tribe", "about": "Child and family services of Cedar Nation, for its children wherever they live.",
     "business_hours": OFFICE, "business_number": "218-555-0110", "after_hours_number": "218-555-0119",
     "address": "100 Nation Road"},
    {"program": "prosecutors", "about": "Prosecutes those who exploit children, never the children.",
     "business_hours": OFFICE, "business_number": "612-555-0180", "address": "300 Courthouse Square, fifth floor"},
    {"program": "victim_help", "about": "Help for victims and witnesses around court. Not confidential.",
     "business_hours": OFFICE, "business_number": "612-555-0184", "address": "300 Courthouse Square, fifth floor"},
    {"program": "probation", "about": "Supervises young people, and notices who is exploited.",
     "business_hours": OFFICE, "business_number": "612-555-0188", "address": "302 Courthouse Square"},
    {"program": "guardians", "about": "Speaks for a child in court, when a court appoints one of us.",
     "business_hours": OFFICE, "business_number": "612-555-0194", "address": "8 Summer Street"},
]  # fmt: skip
SERVICES: Lines = [
    {"program": "advocates", "name": "Advocate on call", "needs": ["advocacy", "crisis"], "areas": METRO,
     "about": "An advocate who comes to the hospital, the station or the school, and stays as long as it takes.",
     "eligibility": "Under 24 years.", "languages": ["eng", "spa", "som"], "hours": "Always", "number": "612-555-0170"},
    {"program": "advocates", "name": "Safe Path shelter", "needs": ["shelter", "basic_needs"], "areas": METRO,
     "about": "A bed for the night and longer, for young people who were exploited.", "capacity": 8,
     "eligibility": "12 to 17 years, any gender.", "languages": ["eng", "spa"], "hours": "Always",
     "number": "612-555-0171", "certification": "Certified specialised setting", "certified_until": "2027-06-30"},
    {"program": "shelter", "name": "Lantern House beds", "needs": ["shelter", "housing"], "areas": [DAKOTA, RAMSEY],
     "eligibility": "15 to 21 years.", "languages": ["eng", "hmn"], "hours": "Always", "number": "651-555-0170",
     "capacity": 12},
    {"program": "cac", "name": "Forensic interview", "needs": ["forensic_interview"], "areas": METRO,
     "eligibility": "3 to 17 years, referred by police or child protection.", "languages": ["eng", "spa", "other"],
     "hours": OFFICE, "number": "612-555-0131"},
    {"program": "cac", "name": "Medical exam", "needs": ["medical_exam", "medical"], "areas": METRO,
     "eligibility": "Under 18 years. No police report is needed.", "languages": ["eng", "spa"],
     "hours": "Mon-Fri 09:00-16:00", "number": "612-555-0132"},
    {"program": "cac", "name": "Trauma therapy", "needs": ["mental_health"], "areas": [HENNEPIN, RAMSEY],
     "languages": ["eng", "hmn"], "hours": "Mon-Thu 10:00-19:00", "number": "612-555-0133", "capacity": 20},
    {"program": "clinic", "name": "Nurse examiner, day and night", "needs": ["medical_exam", "medical"],
     "areas": METRO, "eligibility": "Any age. The young person decides how much of it they want.",
     "languages": ["eng", "spa", "som", "hmn"], "hours": "Always", "number": "612-555-0151"},
    {"program": "recovery", "name": "Day treatment", "needs": ["substance_use"], "areas": METRO,
     "eligibility": "14 to 20 years.", "languages": ["eng"], "hours": OFFICE, "number": "612-555-0158",
     "capacity": 10},
    {"program": "therapy", "name": "Therapy at school or at home", "needs": ["mental_health"], "areas": [DAKOTA],
     "languages": ["eng", "spa"], "hours": "Mon-Sat 09:00-19:00", "number": "651-555-0151", "capacity": 16},
    {"program": "school", "name": "School without an address", "needs": ["education", "transport"],
     "areas": [DAKOTA], "about": "Enrolls on the first day; papers can come later.", "languages": ["eng", "vie"],
     "hours": "Mon-Fri 07:30-15:30", "number": "651-555-0131"},
    {"program": "tribe", "name": "Kin and culture", "needs": ["family_support", "mentoring"],
     "areas": [HENNEPIN, DAKOTA], "eligibility": "Children of Cedar Nation and their kin.",
     "languages": ["eng", "ojb"], "hours": OFFICE, "number": "218-555-0111"},
    {"program": "victim_help", "name": "Somebody beside you at court", "needs": ["legal", "transport"],
     "areas": [HENNEPIN, DAKOTA], "about": "Not confidential: what you say may be given to the defense.",
     "languages": ["eng", "spa"], "hours": OFFICE, "number": "612-555-0184"},
    {"program": "cps", "name": "Support for caregivers", "needs": ["family_support", "basic_needs"],
     "areas": [HENNEPIN], "languages": ["eng", "som", "other"], "hours": OFFICE, "number": "612-555-0121"},
    {"program": "cps", "name": "Regional navigator", "needs": ["navigation"], "areas": ["MN"],
     "about": "Knows what there is in each region of the state, and finds the way in.", "languages": ["eng", "ojb"],
     "hours": OFFICE, "number": "612-555-0122"},
]  # fmt: skip
DESIGNATIONS: Lines = [
    {"program": "cac", "resource": "cac", "areas": METRO, "hours": OFFICE, "rank": 1},
    {"program": "cps", "resource": "child_protection", "areas": [HENNEPIN], "rank": 1},
    {"program": "south_cps", "resource": "child_protection", "areas": [DAKOTA], "rank": 1},
    {"program": "cps", "resource": "navigator", "areas": ["MN"], "hours": OFFICE, "rank": 1},
    {"program": "clinic", "resource": "emergency_hospital", "areas": METRO, "rank": 1},
    {"program": "clinic", "resource": "assault_clinician", "areas": [HENNEPIN, DAKOTA], "rank": 1},
    {"program": "cac", "resource": "assault_clinician", "areas": [RAMSEY], "rank": 1},
]
# Who takes turns, week by week: program, then subject and number of each.
TURNS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "cps": (("ana_cps_worker", "612-555-0123"), ("sam_cps_supervisor", "612-555-0124")),
    "south_cps": (("noa_south", "651-555-0112"), ("sup_south", "651-555-0113")),
    "sheriff": (("sgt_south", "651-555-0142"),),
    "clinic": (("doc_bay", "612-555-0152"), ("sup_bay", "612-555-0153")),
}
WEEKS = 6


def on_call(issuers: dict[str, str], zone: str, today: datetime) -> Lines:
    """Who is on call from a week ago to five weeks from now. issuers: the provider of each agency, by its slug."""
    monday = today.astimezone(ZoneInfo(zone)).date()
    monday -= timedelta(days=monday.weekday() + 7)
    lines: Lines = []
    for program, people in TURNS.items():
        for week in range(WEEKS):
            subject, number = people[week % len(people)]
            starts, ends = monday + timedelta(weeks=week), monday + timedelta(weeks=week + 1)
            lines.append({
                "program": program, "roster": "after_hours", "issuer": issuers[PROGRAMS[program][0]],
                "subject": subject, "number": number, "starts": f"{starts} 08:00", "ends": f"{ends} 08:00",
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
