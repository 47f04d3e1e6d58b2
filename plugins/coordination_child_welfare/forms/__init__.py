"""Room: plugins. The forms a child-protection program files, in the order in which work usually meets them."""

from __future__ import annotations

from coordination.declare import CONSULTATION, SCREENING_DECISION
from coordination_child_welfare.forms.missing import DEBRIEF, MISSING
from coordination_child_welfare.forms.note import CHILD_PROTECTION_NOTE
from coordination_child_welfare.forms.placement import PLACEMENT_NOTE
from coordination_child_welfare.forms.report import REPORT, REPORT_1
from coordination_child_welfare.forms.reporter import REPORTER
from coordination_child_welfare.forms.safety_plan import SAFETY_PLAN
from coordination_child_welfare.forms.screening import SCREENING_NOTE

FORMS = (
    REPORT_1,
    REPORT,
    SCREENING_DECISION,
    REPORTER,
    SCREENING_NOTE,
    CHILD_PROTECTION_NOTE,
    CONSULTATION,
    PLACEMENT_NOTE,
    MISSING,
    DEBRIEF,
    SAFETY_PLAN,
)
