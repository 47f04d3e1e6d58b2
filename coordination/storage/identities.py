"""Room: storage. Compares identities inside storage: what a search matches leaves as case ids, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from coordination.audit.grant import Grant
from coordination.declare.core_forms import CHILD
from coordination.model.ids import CaseId
from coordination.model.record import Answer
from coordination.storage import records
from coordination.storage.cabinet import Cabinet

Likeness = Callable[[Mapping[str, Answer]], int]
"""How well an identity fits what was typed: 0 for not at all, more for better."""


def matching(cabinet: Cabinet, grant: Grant, likeness: Likeness, most: int) -> list[CaseId]:
    """The cases whose open identity fits, best first and at most `most`; identities are opened here and forgotten."""
    best: dict[CaseId, int] = {}
    for record in records.open_form(cabinet, grant, CHILD):
        fits = likeness(record.answers)
        if fits > best.get(record.case_id, 0):
            best[record.case_id] = fits
    return sorted(best, key=lambda case_id: (-best[case_id], case_id))[:most]
