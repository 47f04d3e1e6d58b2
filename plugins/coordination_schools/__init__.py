"""Room: plugins. Schools: bound by FERPA; they enroll, notice and support. The liaison for homeless children sits here.

A school shares by the parent's written consent, save what the law names (20 USC 1232g(b)(1)). What it keeps, a parent
may inspect, so the screen says so to whoever would tell a school something.
"""

from __future__ import annotations

from coordination.declare import PartnerType, hook
from coordination_schools.partner import SCHOOLS


@hook
def partner_type() -> PartnerType:
    """What a school or district is, is bound by and files."""
    return SCHOOLS
