"""Room: plugins. Federal law of the United States: what it opens without a release, numbers to ring, and known gaps."""

from __future__ import annotations

from coordination.declare import Jurisdiction, hook
from coordination_us_federal.jurisdiction import US_FEDERAL


@hook
def jurisdiction() -> Jurisdiction:
    """The federal law that was read, and what was not."""
    return US_FEDERAL
