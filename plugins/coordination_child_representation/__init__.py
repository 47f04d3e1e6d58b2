"""Room: plugins. Who speaks for the child in court: guardian ad litem, CASA volunteer, child's attorney.

They act by an order of a court. Until that order is on file nothing of anybody else opens to them, whatever a release
names (policy/decide.py). A guardian ad litem is no guardian unless the order says so (law-and-standards.md §7, [M]).
"""

from __future__ import annotations

from coordination.declare import PartnerType, hook
from coordination_child_representation.partner import CHILD_REPRESENTATION


@hook
def partner_type() -> PartnerType:
    """What a program that represents children is, is bound by and files."""
    return CHILD_REPRESENTATION
