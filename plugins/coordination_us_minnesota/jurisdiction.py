"""Room: plugins. Minnesota: who may sit on a child protection team. It opens nothing without a release.

Read: Minn. Stat. 626.558 subd. 1-2 (texts of 2007 and 2016, revisor.mn.gov), renumbered 260E.02 in 2020, and the plain
guide to 260E.02 subd. 1 of the Minnesota Children's Alliance. Not read: subd. 5 (information sharing). So police see
by federal law (CAPTA (ix)), and the center by release.
"""

from __future__ import annotations

from coordination.declare import Jurisdiction
from coordination_us_minnesota.deadlines import DEADLINES
from coordination_us_minnesota.documents import DEADLINES as OF_DOCUMENTS
from coordination_us_minnesota.documents import DOCUMENTS
from coordination_us_minnesota.found import FOUND_DEADLINES
from coordination_us_minnesota.gaps import GAPS
from coordination_us_minnesota.report_screening import REPORT_SCREENING
from coordination_us_minnesota.routes import ROUTES
from coordination_us_minnesota.training import CERTIFICATIONS, TRAININGS

# INVARIANT: no disclosure stands here whose text was not read.
US_MINNESOTA = Jurisdiction(
    slug="us_minnesota",
    title="Minnesota law",
    authorities=(),
    disclosures=(),
    not_encoded=GAPS,
    tools=(REPORT_SCREENING,),
    calendar="US-MN",
    routes=ROUTES,
    deadlines=(*DEADLINES, *FOUND_DEADLINES, *OF_DOCUMENTS),
    documents=DOCUMENTS,
    # Subd. 1: the local welfare agency, the county attorney (two partner types here), the county sheriff, health,
    # education, mental health, community-based agencies such as schools, social services and children's advocacy
    # centers. Subd. 2, committees for case consultation: also chemical dependency, probation and parole. The list is
    # open ("not limited to"). Battered women's and domestic abuse programs are named as programs whose *standards* the
    # lead person plans with, not as members: community advocates are invited all the same, under their own law.
    disciplines=(
        "child_welfare",
        "prosecution",
        "child_protection_attorney",
        "law_enforcement",
        "medical",
        "schools",
        "mental_health",
        "child_advocacy_center",
        "substance_use",
        "juvenile_justice",
    ),
    trainings=TRAININGS,
    certifications=CERTIFICATIONS,
)
