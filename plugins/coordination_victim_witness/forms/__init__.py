"""Room: plugins. The forms a victim-witness program files: notice and support, never an account."""

from __future__ import annotations

from coordination_victim_witness.forms.contact import CONTACT_NOTE
from coordination_victim_witness.forms.intake import VICTIM_WITNESS_INTAKE
from coordination_victim_witness.forms.safety_plan import COURT_SAFETY_PLAN

FORMS = (VICTIM_WITNESS_INTAKE, CONTACT_NOTE, COURT_SAFETY_PLAN)
