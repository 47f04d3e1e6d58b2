"""Room: plugins. The forms of both sides of the office."""

from __future__ import annotations

from coordination_prosecution.forms.attorney import ATTORNEY_NOTE
from coordination_prosecution.forms.charging import CHARGING_DECISION
from coordination_prosecution.forms.filing import FILING
from coordination_prosecution.forms.intake import PROSECUTION_INTAKE
from coordination_prosecution.forms.protection import PROTECTION_CASE
from coordination_prosecution.forms.status import PROSECUTION_NOTE

CRIMINAL_FORMS = (PROSECUTION_INTAKE, CHARGING_DECISION, PROSECUTION_NOTE, FILING, ATTORNEY_NOTE)
CIVIL_FORMS = (PROTECTION_CASE, FILING, ATTORNEY_NOTE)
