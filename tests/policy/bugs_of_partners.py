"""Room: tests. Bugs that a tired developer might plant in the rules about treatment, therapy, schools and tribes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from coordination.policy import consents, floor, rulebook
from coordination.policy import decide as judge

Patch = pytest.MonkeyPatch


def _mixed_forgotten(patch: Patch) -> None:
    patch.setattr(judge, "opens", lambda release, kind: kind in release.types)


def _patients_shown_locked(patch: Patch) -> None:
    patch.setattr(judge, "EXISTENCE_PROTECTED", floor.CONSENT_REGIMES)


def _floor_without_tribe(patch: Patch) -> None:
    patch.setattr(floor, "FORBIDS", tuple(one for one in floor.FORBIDS if one.slug != "tribe_decides"))


def _notices_left_behind(patch: Patch) -> None:
    patch.setattr(rulebook.Rulebook, "travels", lambda _self, _sharing: ())


def _notices_of_every_place(patch: Patch) -> None:
    patch.setattr(
        rulebook.Rulebook,
        "travels",
        lambda self, sharing: tuple(told.slug for _, told in self.redisclosures if told.regimes & sharing.regimes),
    )


def _notices_on_own_records(patch: Patch) -> None:
    honest = judge.accesses

    def sloppy(rules: rulebook.Rulebook, actor: object, *rest: object) -> object:
        found = honest(rules, actor, *rest)  # type: ignore[arg-type]  # passes on what it is given
        mine = rules.travels(actor.program)  # type: ignore[attr-defined]  # an actor
        return [line._replace(notices=line.notices or mine) for line in found]

    patch.setattr(judge, "accesses", sloppy)


def _notices_on_locked_types(patch: Patch) -> None:
    honest = judge._of_another

    def sloppy(*given: object) -> object:
        line = honest(*given)  # type: ignore[arg-type]  # passes on what it is given
        return None if line is None else line._replace(notices=given[-1])  # type: ignore[arg-type]  # its notices

    patch.setattr(judge, "_of_another", sloppy)


def _nothing_against_a_release(patch: Patch) -> None:
    patch.setattr(consents, "objections", lambda _sharing, _types, _purpose: {})


# Seen by the matrix of tests/matrix/neighbours.py, each.
SIGHTS: dict[str, tuple[Callable[[Patch], None], str]] = {
    "mixed release opens therapy notes": (_mixed_forgotten, "therapy_notes_open_by_a_release_of_their_own_alone"),
    "patients shown locked": (_patients_shown_locked, "treatment_tells_nobody_that_there_is_a_patient"),
    "floor without tribe": (_floor_without_tribe, "tribe_is_opened_by_no_other_governments_rule"),
    "notices left behind": (
        _notices_left_behind,
        "notice_travels_with_what_is_shown_and_not_with_what_is_locked",
    ),
    "notices of every place": (_notices_of_every_place, "own_records_and_other_places_carry_no_notice"),
    "notices on own records": (_notices_on_own_records, "own_records_and_other_places_carry_no_notice"),
    "notices on locked types": (
        _notices_on_locked_types,
        "notice_travels_with_what_is_shown_and_not_with_what_is_locked",
    ),
}
# About recording a release, which is no sight.
PAPERS: dict[str, tuple[Callable[[Patch], None], str]] = {
    "therapy notes released with others": (
        _nothing_against_a_release,
        "therapy_notes_are_not_released_together_with_anything",
    ),
    "treatment released for a proceeding": (
        _nothing_against_a_release,
        "treatment_is_not_released_for_a_proceeding",
    ),
}
