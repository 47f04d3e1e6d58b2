"""Room: plugins. Law enforcement: police and sheriffs who investigate the exploitation of children.

Sources: law-and-standards.md §0, §1.10, §1.11 and clocks C4 and C5; the HHS guide for caseworkers.
"""

from __future__ import annotations

from coordination.declare import PartnerType, hook
from coordination_law_enforcement.partner import LAW_ENFORCEMENT


@hook
def partner_type() -> PartnerType:
    """What an investigating program is, is bound by and files."""
    return LAW_ENFORCEMENT
