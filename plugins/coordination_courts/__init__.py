"""Room: plugins. Courts: clerks and court programs. They receive filings, give orders and dates, and never see a case.

Judges stay out of case-specific team sharing (OVC TTAC, law-and-standards.md §7). So a court has no case page, no
list of cases and no team: only what stands in its own file (policy/courtroom.py).
"""

from __future__ import annotations

from coordination.declare import PartnerType, hook
from coordination_courts.partner import COURTS


@hook
def partner_type() -> PartnerType:
    """What a court program is, is bound by and files."""
    return COURTS
