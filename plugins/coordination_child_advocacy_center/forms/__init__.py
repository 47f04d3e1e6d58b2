"""Room: plugins. The forms a child advocacy center files."""

from __future__ import annotations

from coordination_child_advocacy_center.forms.case_review import CASE_REVIEW_NOTE
from coordination_child_advocacy_center.forms.intake import INTAKE
from coordination_child_advocacy_center.forms.interview import ARRANGEMENT, SUMMARY
from coordination_child_advocacy_center.forms.services import SERVICES

FORMS = (INTAKE, ARRANGEMENT, SUMMARY, CASE_REVIEW_NOTE, SERVICES)
