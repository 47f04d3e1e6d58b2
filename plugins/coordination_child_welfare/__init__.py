"""Room: plugins. Child welfare: the county, state or tribal agency that takes reports and protects children.

Sources: the seeds on Minnesota's child welfare response and on Maine policy IV.D-2B, the HHS guide for caseworkers,
and law-and-standards.md §1.8.
"""

from __future__ import annotations

from coordination.declare import PartnerType, hook
from coordination_child_welfare.partner import CHILD_WELFARE


@hook
def partner_type() -> PartnerType:
    """What a child-protection program is, is bound by and files."""
    return CHILD_WELFARE
