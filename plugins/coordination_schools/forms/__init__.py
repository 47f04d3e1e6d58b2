"""Room: plugins. The forms a school files."""

from __future__ import annotations

from coordination_schools.forms.attendance import ATTENDANCE
from coordination_schools.forms.concern import CONCERN
from coordination_schools.forms.emergency import EMERGENCY
from coordination_schools.forms.enrollment import ENROLLMENT
from coordination_schools.forms.support import SUPPORT

FORMS = (CONCERN, ENROLLMENT, ATTENDANCE, SUPPORT, EMERGENCY)
