"""Room: plugins. The forms a tribe's child and family program files."""

from __future__ import annotations

from coordination_tribes.forms.decision import DECISION
from coordination_tribes.forms.inquiry import INQUIRY
from coordination_tribes.forms.kin import KIN
from coordination_tribes.forms.missing import MISSING
from coordination_tribes.forms.note import NOTE
from coordination_tribes.forms.plans import CULTURAL_PLAN, SAFETY_PLAN
from coordination_tribes.forms.report import REPORT

FORMS = (REPORT, INQUIRY, DECISION, NOTE, KIN, CULTURAL_PLAN, SAFETY_PLAN, MISSING)
