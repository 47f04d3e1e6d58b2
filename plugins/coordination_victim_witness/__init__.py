"""Room: plugins. Victim-witness services inside police or a prosecutor's office: help that is not confidential.

What is told to a system-based advocate is the prosecution team's to know and may have to go to the defense
(law-and-standards.md §0, Brady and Kyles, [M]). So every page says so, to those who write and to those who read.
"""

from __future__ import annotations

from coordination.declare import PartnerType, hook
from coordination_victim_witness.partner import VICTIM_WITNESS


@hook
def partner_type() -> PartnerType:
    """What a system-based victim-witness program is, is bound by and files."""
    return VICTIM_WITNESS
