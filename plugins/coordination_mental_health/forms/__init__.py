"""Room: plugins. The forms a mental-health program files."""

from __future__ import annotations

from coordination_mental_health.forms.assessment import ASSESSMENT
from coordination_mental_health.forms.engagement import ENGAGEMENT
from coordination_mental_health.forms.intake import INTAKE
from coordination_mental_health.forms.psychotherapy import PSYCHOTHERAPY_NOTE
from coordination_mental_health.forms.safety_plan import SAFETY_PLAN

FORMS = (INTAKE, ASSESSMENT, ENGAGEMENT, SAFETY_PLAN, PSYCHOTHERAPY_NOTE)
