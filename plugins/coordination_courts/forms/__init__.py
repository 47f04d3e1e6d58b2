"""Room: plugins. What a court gives to those who filed with it: an order, or a date of its docket."""

from __future__ import annotations

from coordination_courts.forms.docket import DOCKET_ENTRY
from coordination_courts.forms.order import COURT_ORDER

FORMS = (DOCKET_ENTRY, COURT_ORDER)
