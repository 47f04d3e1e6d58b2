"""Room: plugins. The forms a shelter files: the least that keeps somebody safe there. None asks where it is."""

from __future__ import annotations

from coordination_safe_housing.forms.intake import INTAKE
from coordination_safe_housing.forms.needs import NEEDS
from coordination_safe_housing.forms.note import NOTE
from coordination_safe_housing.forms.safety_plan import SAFETY_PLAN
from coordination_safe_housing.forms.stay import STAY

FORMS = (INTAKE, STAY, NOTE, SAFETY_PLAN, NEEDS)
