"""Room: storage. Compares identities inside storage: what a search matches leaves as case ids, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from coordination.audit.grant import Grant
from coordination.declare.core_forms import CHILD
from coordination.model.ids import CaseId
from coordination.model.record import Opened
from coordination.storage import listed
from coordination.storage.cabinet import Cabinet

Likeness = Callable[[Sequence[Opened]], int]
"""How well the identities open on one case fit what was typed: 0 for not at all, more for better."""

Comparison = Callable[[Mapping[CaseId, Sequence[Opened]]], list[list[CaseId]]]
"""Holds many against all identities at once; what leaves is case ids, as it is of a likeness."""


def compared(cabinet: Cabinet, grant: Grant, comparison: Comparison) -> list[list[CaseId]]:
    """The cases whose open identities resemble each of those sought; identities are opened here and forgotten."""
    found = listed.open_lines(cabinet, grant, CHILD)
    return comparison({case_id: children for case_id, (_, children) in found.items()})


def matching(cabinet: Cabinet, grant: Grant, likeness: Likeness, most: int) -> list[CaseId]:
    """The cases whose open identity fits, best first and at most `most`; identities are opened here and forgotten."""
    best: dict[CaseId, int] = {}
    for case_id, (_, children) in listed.open_lines(cabinet, grant, CHILD).items():
        fits = likeness(children)
        if fits > 0:
            best[case_id] = fits
    return sorted(best, key=lambda case_id: (-best[case_id], case_id))[:most]
