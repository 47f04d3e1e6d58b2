"""Room: plugins. The child advocacy center: it takes in, interviews, supports and brings the team together.

Most centers are funded under VOCA, so that 28 CFR 94.115 binds them: they share by release (law-and-standards.md §0,
§1.3). They are not confidential programs: the team knows that a child is seen there.
"""

from __future__ import annotations

from coordination.declare import PartnerType, hook
from coordination_child_advocacy_center.partner import CHILD_ADVOCACY_CENTER


@hook
def partner_type() -> PartnerType:
    """What a child advocacy center is, is bound by and files."""
    return CHILD_ADVOCACY_CENTER
