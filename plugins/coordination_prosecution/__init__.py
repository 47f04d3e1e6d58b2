"""Room: plugins. Prosecution: the criminal prosecutor and the civil child-protection attorney, and the wall between.

They often sit in one agency (a county or district attorney's office). Each is a partner type of its own under attorney
rules, so that neither gets what the other has, and a release that names the whole office reaches neither: it names the
one or the other. Work product is a type that nothing opens. Sources: law-and-standards.md §0, §1.10 and §3.3; the HHS
guide for caseworkers; Maine IV.D-2B.
"""

from __future__ import annotations

from coordination.declare import PartnerType, hook
from coordination_prosecution.civil import CHILD_PROTECTION_ATTORNEY
from coordination_prosecution.criminal import PROSECUTION


@hook
def partner_types() -> tuple[PartnerType, ...]:
    """Both sides of the office."""
    return CHILD_PROTECTION_ATTORNEY, PROSECUTION
