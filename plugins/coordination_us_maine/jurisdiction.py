"""Room: plugins. Maine: whom a team needs, and the limit on use that travels with child-protection records.

Read: 22 MRSA 4008(1) and (2)(A), 4019(9) (text of current law in a bill), and policy IV.D-2B of the Office of Child and
Family Services, effective 7 April 2016. 4008(2)(A) lets the department disclose to those who take part in a team that
investigates under an agreement; it does not make it, so nothing opens but under one that it recorded (sharing.py).
"""

from __future__ import annotations

from coordination.declare import Jurisdiction, Redisclosure, Regime
from coordination_us_maine.appendix_a import APPENDIX_A
from coordination_us_maine.documents import DOCUMENTS
from coordination_us_maine.gaps import GAPS
from coordination_us_maine.intake import DEADLINES as OF_INTAKE
from coordination_us_maine.sharing import TEAM_AGREEMENT, TEAM_BY_AGREEMENT
from coordination_us_maine.teams import CONSULTATION, WITHOUT_CENTER
from coordination_us_maine.tiers import DEADLINES as OF_TIERS
from coordination_us_maine.training import TRAININGS

US_MAINE = Jurisdiction(
    slug="us_maine",
    title="Maine law",
    authorities=(TEAM_AGREEMENT,),
    disclosures=(TEAM_BY_AGREEMENT,),
    not_encoded=GAPS,
    tools=(APPENDIX_A,),
    calendar="US-ME",
    deadlines=(*OF_INTAKE, *OF_TIERS),
    team_without_center=WITHOUT_CENTER,
    consultation=CONSULTATION,
    documents=DOCUMENTS,
    # IV.D-2B B.1 and B.2: a team is convened by referral to the nearest child advocacy center; where a district has
    # none, local law enforcement, the district attorney's office and a sexual assault advocate are required invitees.
    disciplines=(
        "child_welfare",
        "child_advocacy_center",
        "law_enforcement",
        "prosecution",
        "victim_advocacy",
    ),
    redisclosures=(
        Redisclosure(
            slug="maine_department_records",
            citation="22 MRSA 4008(1)",
            sentence=(
                "Child-protection records of the department: use them only for the purposes for which they were "
                "released to you."
            ),
            regimes=frozenset({Regime.CAPTA}),
        ),
    ),
    trainings=TRAININGS,
)
