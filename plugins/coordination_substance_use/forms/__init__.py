"""Room: plugins. The forms a treatment program files: all under substance use, since all of it tells of a patient."""

from __future__ import annotations

from coordination_substance_use.forms.attendance import ATTENDANCE
from coordination_substance_use.forms.intake import INTAKE
from coordination_substance_use.forms.note import NOTE

FORMS = (INTAKE, NOTE, ATTENDANCE)
