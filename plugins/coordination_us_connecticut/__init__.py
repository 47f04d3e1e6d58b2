"""Room: plugins. Connecticut: every child who enters care is screened, as far as a brief of 2013 tells."""

from __future__ import annotations

from coordination.declare import Jurisdiction, hook
from coordination_us_connecticut.jurisdiction import US_CONNECTICUT


@hook
def jurisdiction() -> Jurisdiction:
    """The Connecticut practice that was read, and what was not."""
    return US_CONNECTICUT
