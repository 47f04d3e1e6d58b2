"""Room: plugins. Medical care: hospital, clinic, sexual assault nurse examiner; bound by HIPAA.

It shares by the patient's authorization; a report of suspected abuse to those whom the law names needs none (45 CFR
164.512(b)(1)(ii)) and is made by telephone, not here. A unit for substance-use treatment is a program of another type.
"""

from __future__ import annotations

from coordination.declare import PartnerType, hook
from coordination_medical.partner import MEDICAL


@hook
def partner_type() -> PartnerType:
    """What a medical program is, is bound by and files."""
    return MEDICAL
