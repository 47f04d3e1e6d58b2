"""Room: plugins. Juvenile justice: intake, detention and probation, which often meet an exploited child first.

Safe Harbor: victims, not criminals. No form here has a charge in it, and the catalog refuses one (partners/check.py).
Sources: Emerging Practices on the intake tool and the alert of a state's department of juvenile justice; the seeds on
Minnesota's Safe Harbor; law-and-standards.md §0 and §7 (interstate compact).
"""

from __future__ import annotations

from coordination.declare import PartnerType, hook
from coordination_juvenile_justice.partner import JUVENILE_JUSTICE


@hook
def partner_type() -> PartnerType:
    """What a juvenile justice program is, is bound by and files."""
    return JUVENILE_JUSTICE
