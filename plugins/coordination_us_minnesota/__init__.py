"""Room: plugins. Law of Minnesota: the team statute as far as it was read, and what counsel must be asked."""

from __future__ import annotations

from coordination.declare import Jurisdiction, hook
from coordination_us_minnesota.jurisdiction import US_MINNESOTA


@hook
def jurisdiction() -> Jurisdiction:
    """The Minnesota law that was read, and what was not."""
    return US_MINNESOTA
