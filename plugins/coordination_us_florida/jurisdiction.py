"""Room: plugins. Florida: the intake screen of juvenile justice, the call to the hotline and the alert.

Read: Emerging Practices Within Child Welfare Responses (May 2013), practices 3 and 10. No statute of Florida was, and
the number of the hotline stands in none of what was read: an installation sets it (COORDINATION_HOTLINE).
"""

from __future__ import annotations

from coordination.declare import Jurisdiction
from coordination_us_florida.deadlines import DEADLINES
from coordination_us_florida.gaps import GAPS
from coordination_us_florida.intake_screen import INTAKE_SCREEN
from coordination_us_florida.training import TRAININGS

US_FLORIDA = Jurisdiction(
    slug="us_florida",
    title="Florida law",
    authorities=(),
    disclosures=(),
    not_encoded=GAPS,
    deadlines=DEADLINES,
    calendar="US-FL",
    trainings=TRAININGS,
    tools=(INTAKE_SCREEN,),
)
