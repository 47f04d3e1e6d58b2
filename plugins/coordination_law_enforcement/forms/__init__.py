"""Room: plugins. The forms an investigating program files."""

from __future__ import annotations

from coordination_law_enforcement.forms.missing import MISSING_CHILD
from coordination_law_enforcement.forms.note import INVESTIGATION_NOTE
from coordination_law_enforcement.forms.report import POLICE_REPORT

FORMS = (POLICE_REPORT, INVESTIGATION_NOTE, MISSING_CHILD)
