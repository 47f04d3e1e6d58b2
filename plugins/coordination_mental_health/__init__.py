"""Room: plugins. Mental-health care: bound by HIPAA; psychotherapy notes stand apart and are released alone.

45 CFR 164.508(a)(2): such notes need an authorization of their own. What the team may have as a rule is whether the
young person and caregiver come (NCA standard 6), which is filed under the service plan.
"""

from __future__ import annotations

from coordination.declare import PartnerType, hook
from coordination_mental_health.partner import MENTAL_HEALTH


@hook
def partner_type() -> PartnerType:
    """What a mental-health program is, is bound by and files."""
    return MENTAL_HEALTH
