"""Room: plugins. Tribes: sovereign governments with their own law, courts, child protection and consent authority.

A tribe is not just a recipient: it may have custody of a child by order, decide under its own code, and sign a release
as such. What it tells goes by its own decision alone (25 USC 3205 lets it exchange; tribal code). A tribe's police,
shelter or clinic are programs of their own partner types within the tribe's agency.
"""

from __future__ import annotations

from coordination.declare import PartnerType, hook
from coordination_tribes.partner import TRIBES


@hook
def partner_type() -> PartnerType:
    """What a tribe's child and family program is, is bound by and files."""
    return TRIBES
