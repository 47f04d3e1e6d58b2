"""Room: plugins. The forms a juvenile justice program files. None of them has a field for a charge."""

from __future__ import annotations

from coordination_juvenile_justice.forms.alert import ALERT
from coordination_juvenile_justice.forms.hearing import HEARING
from coordination_juvenile_justice.forms.missing import ABSENCE
from coordination_juvenile_justice.forms.placement import PLACEMENT
from coordination_juvenile_justice.forms.screening import INTAKE_SCREENING
from coordination_juvenile_justice.forms.supervision import SUPERVISION_NOTE

FORMS = (INTAKE_SCREENING, ALERT, SUPERVISION_NOTE, PLACEMENT, ABSENCE, HEARING)
