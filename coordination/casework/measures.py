"""Room: casework. The hub's counts about itself. They tell of nobody, so no policy stands before them."""

from __future__ import annotations

from coordination.casework.desk import Desk
from coordination.model.measures import Measures
from coordination.storage.measures import facts_of_measures


def look(desk: Desk) -> Measures:
    """The counts now."""
    with desk.consulting() as cabinet:
        return facts_of_measures(cabinet)
