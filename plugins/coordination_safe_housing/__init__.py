"""Room: plugins. Safe housing: shelters for runaway and homeless youth and for people who flee violence. Confidential.

RHYA keeps youths' identities (34 USC 11275), VAWA and FVPSA the fact of a client (34 USC 12291(b)(2), 42 USC
10406(c)(5)). Where a shelter is never stands here, so this partner type files no location and no placement at all.
"""

from __future__ import annotations

from coordination.declare import PartnerType, hook
from coordination_safe_housing.partner import SAFE_HOUSING


@hook
def partner_type() -> PartnerType:
    """What a shelter or safe house is, is bound by and files."""
    return SAFE_HOUSING
