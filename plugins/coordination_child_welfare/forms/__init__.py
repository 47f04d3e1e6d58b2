"""Room: plugins. The forms a child-protection program files, in the order in which work usually meets them."""

from __future__ import annotations

from coordination.declare import CONSULTATION, SCREENING_DECISION
from coordination_child_welfare.forms.indian_child import ICWA_INQUIRY, ICWA_NOTICE
from coordination_child_welfare.forms.missing import DEBRIEF, MISSING
from coordination_child_welfare.forms.note import CHILD_PROTECTION_NOTE
from coordination_child_welfare.forms.placement import PLACEMENT_NOTE
from coordination_child_welfare.forms.report import REPORT, REPORT_1
from coordination_child_welfare.forms.reporter import REPORTER
from coordination_child_welfare.forms.safety_plan import SAFETY_PLAN
from coordination_child_welfare.forms.screening import SCREENING_NOTE
from coordination_child_welfare.forms.trafficking_detail import TRAFFICKING_DETAIL

FORMS = (
    REPORT_1,
    REPORT,
    SCREENING_DECISION,
    REPORTER,
    SCREENING_NOTE,
    CHILD_PROTECTION_NOTE,
    CONSULTATION,
    ICWA_INQUIRY,
    ICWA_NOTICE,
    PLACEMENT_NOTE,
    TRAFFICKING_DETAIL,
    MISSING,
    DEBRIEF,
    SAFETY_PLAN,
)
