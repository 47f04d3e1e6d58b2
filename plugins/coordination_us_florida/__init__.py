"""Room: plugins. Florida: the screen at juvenile-justice intake, as far as a brief of 2013 tells."""

from __future__ import annotations

from coordination.declare import Jurisdiction, hook
from coordination_us_florida.jurisdiction import US_FLORIDA


@hook
def jurisdiction() -> Jurisdiction:
    """The Florida practice that was read, and what was not."""
    return US_FLORIDA
