"""Room: plugins. Maine law: teams and the use of child-protection records, as far as read; the rest asks counsel."""

from __future__ import annotations

from coordination.declare import Jurisdiction, hook
from coordination_us_maine.jurisdiction import US_MAINE


@hook
def jurisdiction() -> Jurisdiction:
    """The Maine law that was read, and what was not."""
    return US_MAINE
