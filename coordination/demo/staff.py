"""Room: demo. What people of the demo are trained in and until when, who watches over a region, and a clinical team.

Made up like the rest; days are told from today, so that one has lapsed, one ends soon and one is far off on any day.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from coordination.casework import agreements, units
from coordination.demo.people import PROGRAMS
from coordination.demo.village import Village
from coordination.model.ids import new_id

Lines = list[dict[str, object]]

# Program, subject, training, days from today until it ends (None: no end), and how it is known.
CERTIFICATES = (
    ("cps", "ana_cps_worker", "mn_trafficking_response", 25, "Training academy, number 4471"),
    ("cps", "eli_cps_worker", "mn_trafficking_response", -4, "Training academy, number 4019"),
    ("cps", "sam_cps_supervisor", "mn_trafficking_response", None, "Training academy, number 3807"),
    ("cps", "ana_cps_worker", "screening_instruments", None, "Training academy, number 4472"),
    ("cps", "sam_cps_supervisor", "screening_instruments", None, "Training academy, number 3808"),
    ("south_cps", "sup_south", "mn_trafficking_response", 300, "Training academy, number 4102"),
    ("therapy", "the_willow", "clinical_license", 200, "State board, number 118-20"),
    ("therapy", "sup_willow", "clinical_license", 6, "State board, number 90-77"),
    ("shelter", "she_lantern", "mn_not_a_number_facilitator", None, "Facilitator training, spring group"),
)
TAKEN = timedelta(days=400)


def certificates(issuers: dict[str, str], zone: str, today: datetime) -> Lines:
    """The certificates as lines of a roster file. issuers: the provider of each agency, by its slug."""
    day = today.astimezone(ZoneInfo(zone)).date()
    return [
        {
            "program": program,
            "issuer": issuers[PROGRAMS[program][0]],
            "subject": subject,
            "training": training,
            "completed": (day - TAKEN).isoformat(),
            "evidence": evidence,
            **({} if left is None else {"ends": (day + timedelta(days=left)).isoformat()}),
        }
        for program, subject, training, left, evidence in CERTIFICATES
    ]


def homes(zone: str, today: datetime) -> Lines:
    """A certified setting whose certification ran out a week ago, as a line of a roster file."""
    day = today.astimezone(ZoneInfo(zone)).date()
    return [
        {
            "program": "therapy", "name": "Willow group home", "needs": ["housing"], "areas": ["27037"],
            "about": "Six rooms, with somebody awake at night.", "eligibility": "13 to 17 years.",
            "languages": ["eng", "spa"], "hours": "Always", "number": "651-555-0152", "capacity": 6,
            "certification_kind": "mn_qrtp", "certification_number": "Q-0117",
            "certified_until": (day - timedelta(days=7)).isoformat(),
        }
    ]  # fmt: skip


def agree(village: Village) -> None:
    """North County wrote down an agreement with the center, which has yet to confirm it."""
    officer, center = village.actor("pri_privacy"), village.actor("sup_harbor")
    today = village.desk.now.date()
    form = {
        "title": "Agreement on teams that look into abuse",
        "parties": [center.agency_id],
        "types": ["child_protection", "report"],
        "starts": today.isoformat(),
        "ends": (today + timedelta(days=365)).isoformat(),
        "signatory": "Alma Stone, director",
        "signed_on": (today - timedelta(days=3)).isoformat(),
    }
    agreements.record(village.desk, officer, form, new_id())


def team_up(village: Village) -> None:
    """The trauma team's supervisor makes a clinical team of its two licensed people, herself the point person."""
    supervisor, program = village.actor("sup_willow"), village.program("therapy")
    for subject, point in (("the_willow", ""), ("sup_willow", "yes")):
        form = {"unit": "clinical_team", "person": village.actor(subject).person_id, "point": point}
        units.join(village.desk, supervisor, program, form, new_id())
