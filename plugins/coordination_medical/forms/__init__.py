"""Room: plugins. The forms a medical program files."""

from __future__ import annotations

from coordination_medical.forms.care_alone import CARE_ALONE
from coordination_medical.forms.concern import CONCERN
from coordination_medical.forms.exam import EXAM
from coordination_medical.forms.hiv_sti import HIV_STI_CARE
from coordination_medical.forms.sexual_assault_exam import SEXUAL_ASSAULT_EXAM

FORMS = (CONCERN, EXAM, SEXUAL_ASSAULT_EXAM, CARE_ALONE, HIV_STI_CARE)
