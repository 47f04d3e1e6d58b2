"""Room: plugins. Connecticut: the screen of every child entering care. It opens nothing without a release.

Read: Emerging Practices Within Child Welfare Responses (May 2013), practices 1, 4, 7 and 9. No statute of Connecticut
was.
"""

from __future__ import annotations

from coordination.declare import Jurisdiction
from coordination_us_connecticut.deadlines import DEADLINES
from coordination_us_connecticut.entry_screen import ENTRY_SCREEN
from coordination_us_connecticut.gaps import GAPS
from coordination_us_connecticut.training import TRAININGS

US_CONNECTICUT = Jurisdiction(
    slug="us_connecticut",
    title="Connecticut law",
    authorities=(),
    disclosures=(),
    not_encoded=GAPS,
    deadlines=DEADLINES,
    calendar="US-CT",
    trainings=TRAININGS,
    tools=(ENTRY_SCREEN,),
)
