"""Room: tests. Bugs that a tired developer might plant where courts meet tribes, and notices that travel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from coordination.policy import decide as judge
from coordination.policy import floor

Patch = pytest.MonkeyPatch


def _tribe_kept_from_court(patch: Patch) -> None:
    shut = tuple(
        replace(one, except_by=one.except_by - {floor.FILED_IN_COURT}) if one.slug == "tribe_decides" else one
        for one in floor.FORBIDS
    )
    patch.setattr(floor, "FORBIDS", shut)


def _treatment_given_to_court(patch: Patch) -> None:
    wide = tuple(replace(one, except_by=one.except_by | {floor.FILED_IN_COURT}) for one in floor.FORBIDS)
    patch.setattr(floor, "FORBIDS", wide)


def _court_not_told(patch: Patch) -> None:
    honest = judge._opened

    def sloppy(*given: object, **more: object) -> object:
        line = honest(*given, **more)  # type: ignore[arg-type]  # passes on what it is given
        return line._replace(notices=()) if line.authority == floor.FILED_IN_COURT else line

    patch.setattr(judge, "_opened", sloppy)


# Seen by the matrix of tests/matrix/legal_cells.py, each.
MEETINGS: dict[str, tuple[Callable[[Patch], None], str]] = {
    "tribe kept from the court": (
        _tribe_kept_from_court,
        "tribe_gives_a_court_what_it_files_there_and_treatment_gives_nothing",
    ),
    "treatment given to the court": (
        _treatment_given_to_court,
        "tribe_gives_a_court_what_it_files_there_and_treatment_gives_nothing",
    ),
    "court not told what travels": (
        _court_not_told,
        "what_is_filed_in_court_carries_the_notices_of_whoever_filed_it",
    ),
}
