"""Room: plugins. Community victim advocacy: confidential by federal law, down to the fact that somebody is a client.

VAWA, FVPSA and VOCA bind it (34 USC 12291(b)(2), 42 USC 10406(c)(5), 28 CFR 94.115); it shares by the person's own
written release and in no other way. System-based advocates of police or prosecutors are another partner type.
"""

from __future__ import annotations

from coordination.declare import PartnerType, hook
from coordination_victim_advocacy.partner import VICTIM_ADVOCACY


@hook
def partner_type() -> PartnerType:
    """What a community advocacy program is, is bound by and files."""
    return VICTIM_ADVOCACY
