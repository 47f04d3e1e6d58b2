"""Room: plugins. The federal jurisdiction, put together from its parts."""

from __future__ import annotations

from coordination.declare import Jurisdiction
from coordination_us_federal.capta import CAPTA_IX, CHILD_PROTECTION_TO_GOVERNMENT
from coordination_us_federal.deadlines import DEADLINES
from coordination_us_federal.documents import DOCUMENTS
from coordination_us_federal.gaps import GAPS
from coordination_us_federal.hotlines import HOTLINES
from coordination_us_federal.retention import RETENTIONS
from coordination_us_federal.return_screen import RETURN_SCREEN

US_FEDERAL = Jurisdiction(
    slug="us_federal",
    title="United States federal law",
    authorities=(CAPTA_IX,),
    disclosures=(CHILD_PROTECTION_TO_GOVERNMENT,),
    not_encoded=GAPS,
    hotlines=HOTLINES,
    tools=(RETURN_SCREEN,),
    deadlines=DEADLINES,
    calendar="US",
    documents=DOCUMENTS,
    retentions=RETENTIONS,
)
