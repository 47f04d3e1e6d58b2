"""Room: plugins. The forms of whoever speaks for a child: the order first."""

from __future__ import annotations

from coordination_child_representation.forms.appointment import APPOINTMENT
from coordination_child_representation.forms.confidence import CHILDS_CONFIDENCE
from coordination_child_representation.forms.court_report import REPORT_TO_COURT
from coordination_child_representation.forms.visit import VISIT_NOTE

FORMS = (APPOINTMENT, VISIT_NOTE, REPORT_TO_COURT, CHILDS_CONFIDENCE)
