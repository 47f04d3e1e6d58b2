"""Room: plugins. The forms a community advocacy program files: the least that helps, since all of it may be sought."""

from __future__ import annotations

from coordination_victim_advocacy.forms.intake import INTAKE
from coordination_victim_advocacy.forms.needs import NEEDS
from coordination_victim_advocacy.forms.note import ADVOCACY_NOTE
from coordination_victim_advocacy.forms.safety_plan import SAFETY_PLAN

FORMS = (INTAKE, ADVOCACY_NOTE, SAFETY_PLAN, NEEDS)
