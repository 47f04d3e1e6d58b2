"""Room: tests. What the hub opens, tells of and hides, against an oracle that was written from the law alone."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import pytest

from coordination.declare.authority_on_file import KINDS
from coordination.model import facts as model
from coordination.policy import claims, consents, floor, on_file, rulebook, signers
from coordination.policy import decide as judge
from coordination.policy.claims import Claim
from tests.matrix import disclosed
from tests.matrix.disclosed_differences import MORE_OPEN, NOT_ENCODED, STRICTER, Difference, unlike
from tests.oracles import disclosures_cells as parts
from tests.oracles.disclosures_words import Cell
from tests.plugins import ours
from tests.policy.plants import always

Patch = pytest.MonkeyPatch
Plant = Callable[[Patch], None]


def judged(cells: Iterable[Cell]) -> Iterator[tuple[Cell, str, str | None]]:
    """Each of these cells: what the hub shows, and which difference that is."""
    book = ours.rulebook()
    for cell in cells:
        shown, by = disclosed.answered(cell, book)
        yield cell, f"{shown} {by}", unlike(cell, shown, by)


def test_every_disclosure_is_what_the_law_note_says() -> None:
    wrong, met, without = [], Counter[str](), Counter[str]()
    for cell, shown, difference in judged(_in_the_hub(without)):
        if difference is None:
            wrong.append(f"{shown}: {cell}")
        else:
            met[difference] += 1
    tried = met.total() + len(wrong)
    sys.stdout.write(f"{tried:,} cells tried, {met['']:,} alike, {len(wrong)} unexpected; {dict(met)}\n")
    assert not wrong, f"{len(wrong)} of {tried}: " + "\n".join(wrong[:20])
    assert tried == without[""] > 390_000
    assert without.total() > 410_000
    assert {slug for slug in met if slug} == {one.slug for one in (*STRICTER, *MORE_OPEN)} | NOT_ENCODED.keys()
    assert len([why for why in without if why]) == 2


def _in_the_hub(without: Counter[str]) -> Iterator[Cell]:
    """The cells that the hub has; counted, with those that it has not."""
    for cell in parts.cells():
        why = disclosed.no_counterpart(cell)
        without[why] += 1
        if not why:
            yield cell


def test_law_that_is_not_encoded_is_told_as_a_gap() -> None:
    gaps = {gap.slug for _, gap in ours.rulebook().not_encoded}
    assert set(NOT_ENCODED.values()) <= gaps


def _floor_without(*slugs: str) -> Plant:
    kept = tuple(forbid for forbid in floor.FORBIDS if forbid.slug not in slugs)
    return lambda patch: patch.setattr(floor, "FORBIDS", kept)


def _except(slug: str, *authorities: str) -> Plant:
    wide = tuple(
        replace(one, except_by=one.except_by | set(authorities)) if one.slug == slug else one for one in floor.FORBIDS
    )
    return lambda patch: patch.setattr(floor, "FORBIDS", wide)


def _kinds(**changes: object) -> Plant:
    """Every kind of paper asks nothing of this."""
    wide = {kind.slug: replace(kind, **changes) for kind in KINDS}  # type: ignore[arg-type]
    return lambda patch: patch.setattr(on_file, "BY_SLUG", wide)


def _both(one: Plant, other: Plant) -> Plant:
    def plant(patch: Patch) -> None:
        one(patch)
        other(patch)

    return plant


def _paper_is(**changes: object) -> Plant:
    def plant(patch: Patch) -> None:
        honest = model.AuthorityOnFile.in_force
        patch.setattr(model.AuthorityOnFile, "in_force", lambda self, now: honest(replace(self, **changes), now))

    return plant


def _agency_passes_the_wall(of: type) -> Plant:
    return lambda patch: patch.setattr(
        of, "names", lambda self, program, *_: bool({program.id, program.agency_id} & self.recipients)
    )


def _government_ignored(patch: Patch) -> None:
    honest = rulebook.Rulebook.between
    patch.setattr(
        rulebook.Rulebook, "between", lambda self, one, other: honest(self, one, replace(other, government=True))
    )


def _of(kind: str) -> Callable[[], Iterator[Cell]]:
    """The cells of one kind of paper."""
    return lambda: (cell for cell in parts.papers() if cell.paper is not None and cell.paper.kind == kind)


def _nothing(_: object, *__: object) -> None:
    return None


PLANTS: dict[str, tuple[Plant, Callable[[], Iterator[Cell]]]] = {
    "law office opens in an emergency": (_floor_without("law_office"), parts.emergencies),
    "mandated report of a law office": (_floor_without("law_office"), _of("mandated_report")),
    "advocate's notes by any paper": (_floor_without("guarded_types"), _of("subpoena_with_assurance")),
    "school records pass on in an emergency": (_floor_without("school_records"), parts.emergencies),
    "youth shelter answers to an order": (
        _both(_floor_without("youth_shelter_never"), _kinds(never=frozenset())),
        _of("court_order"),
    ),
    "care the minor chose by any order": (
        _except("minor_consented_care", "subpoena_with_assurance"),
        _of("subpoena_with_assurance"),
    ),
    "who reported opens by release": (_except("reporter_identity", "release"), parts.releases),
    "work product opens by order": (_except("work_product", "court_order"), _of("court_order")),
    "therapy notes open by order": (_except("psychotherapy_notes_by_release_only", "court_order"), _of("court_order")),
    "treatment opens by any order": (_except("substance_use_by_release_only", "court_order"), _of("court_order")),
    "tribe answers to an order": (
        _both(_floor_without("tribe_decides"), _kinds(never=frozenset())),
        _of("court_order"),
    ),
    "papers pass the floor": (lambda patch: patch.setattr(on_file, "forbidden", _nothing), _of("court_order")),
    "law passes the floor": (lambda patch: patch.setattr(judge, "forbidden", _nothing), parts.emergencies),
    "anybody files any paper": (
        lambda patch: patch.setattr(on_file, "may_share", lambda *_: True),
        _of("subpoena_with_assurance"),
    ),
    "anybody may be named": (
        lambda patch: patch.setattr(on_file, "may_receive", lambda *_: True),
        _of("medical_emergency"),
    ),
    "private clinics exchange with tribes": (_kinds(one_side=frozenset()), _of("tribal_exchange")),
    "papers open what they name": (_kinds(types=frozenset()), _of("mandated_report")),
    "papers name anybody": (_kinds(recipients=frozenset()), _of("subpoena_with_assurance")),
    "papers name private bodies": (_kinds(government_only=False), _of("capta_ix")),
    "papers reach every regime": (_kinds(never=frozenset()), _of("fatality_review")),
    "papers begin early": (_paper_is(starts_at=disclosed.SINCE), parts.paper_states),
    "papers never end": (_paper_is(ended_at=None), parts.paper_states),
    "papers never expire": (_paper_is(expires_at=disclosed.NOW + disclosed.DAY), parts.paper_states),
    "paper to the agency passes the wall": (_agency_passes_the_wall(model.AuthorityOnFile), parts.paper_states),
    "release to the agency passes the wall": (_agency_passes_the_wall(model.Release), parts.releases),
    "a parent alone signs for treatment": (
        lambda patch: patch.setattr(signers, "_youth_too", lambda _: []),
        parts.releases,
    ),
    "notes released with other types": (
        lambda patch: patch.setattr(consents, "_mixed", lambda *_: False),
        parts.releases,
    ),
    "release of a confidential program without the hub": (
        lambda patch: patch.setattr(judge, "in_the_hub", lambda *_: True),
        parts.releases,
    ),
    "order of appointment not asked": (
        lambda patch: patch.setattr(judge, "ordered", lambda *_: True),
        parts.orders,
    ),
    "conflict ignored": (always(Claim.EXCLUDED, value=False), parts.emergencies_refused),
    "restriction ignored": (always(Claim.ADMITTED, value=True), parts.emergencies_refused),
    "auditor taken for worker": (always(Claim.IS_WORKER, value=True), parts.own),
    "place not asked": (lambda patch: patch.setattr(claims, "placed", lambda *_: True), parts.gates),
    "never shown locked is shown": (
        lambda patch: patch.setattr(judge, "NEVER_SHOWN_LOCKED", frozenset()),
        parts.emergencies_refused,
    ),
    "fact of a client is told": (lambda patch: patch.setattr(judge, "EXISTENCE_PROTECTED", frozenset()), parts.law),
    "location without second factor": (lambda patch: patch.setattr(judge, "STEP_UP", frozenset()), parts.own),
    "government ignored": (_government_ignored, parts.law),
}


@pytest.mark.parametrize("bug", list(PLANTS))
def test_planted_bug_in_disclosures_turns_the_cells_red(bug: str, monkeypatch: Patch) -> None:
    plant, cells = PLANTS[bug]
    disclosed.forget()
    plant(monkeypatch)
    try:
        assert any(
            difference is None
            for _, _, difference in judged(cell for cell in cells() if not disclosed.no_counterpart(cell))
        )
    finally:
        disclosed.forget()


@pytest.mark.parametrize("one", [*STRICTER, *MORE_OPEN], ids=lambda one: one.slug)
def test_each_difference_says_why_and_where(one: Difference) -> None:
    assert one.cite
    assert one.why.endswith(".")
