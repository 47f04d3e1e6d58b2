"""Room: plugins. Substance-use treatment under 42 CFR Part 2: that somebody is a patient is itself protected.

So it is a confidential program here: nowhere, not even on the team, until a consent names the hub and the recipients
(42 CFR 2.13(c), 2.31(a)(4)). Its records are never used against the patient (42 USC 290dd-2(c)).
"""

from __future__ import annotations

from coordination.declare import PartnerType, hook
from coordination_substance_use.partner import SUBSTANCE_USE


@hook
def partner_type() -> PartnerType:
    """What a treatment program is, is bound by and files."""
    return SUBSTANCE_USE
