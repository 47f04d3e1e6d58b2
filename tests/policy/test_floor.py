"""Room: tests. The federal floor: what each forbid closes, what may pass it, and that an error in one closes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from coordination.declare import InformationType, Regime
from coordination.declare.authority_on_file import COURT_ORDER, MANDATED_REPORT, MEDICAL_EMERGENCY, PART_2_ORDER
from coordination.model.facts import Holding
from coordination.model.program import Program
from coordination.policy import floor
from coordination.policy.floor import (
    EMERGENCY_ACCESS,
    FILED_IN_COURT,
    FORBIDS,
    OWN_RECORD,
    RELEASE,
    Covered,
    Forbid,
    forbidden,
)
from tests.policy.promises_of_cases import PROMISES
from tests.policy.village import CENTER, COUNTY, HAVEN, UNIT, program

SHELTER = program("safe_housing", Regime.RHYA, government=False)
TRIBE = program("tribes", Regime.TRIBAL)
QUIET = replace(COUNTY, confidential=True)
REPORT, NOTES = InformationType.REPORT, InformationType.PSYCHOTHERAPY_NOTES

# program, type: which of (own record, release, a law) the floor lets through
TABLE: list[tuple[Program, InformationType, tuple[bool, bool, bool]]] = [
    (COUNTY, REPORT, (True, True, True)),
    (COUNTY, InformationType.REPORTER_IDENTITY, (True, False, False)),
    (COUNTY, InformationType.SUBSTANCE_USE, (True, True, False)),
    (COUNTY, NOTES, (True, True, False)),
    (CENTER, REPORT, (True, True, False)),
    (HAVEN, REPORT, (True, True, False)),
    (HAVEN, InformationType.REPORTER_IDENTITY, (True, False, False)),
    (QUIET, REPORT, (True, True, False)),
    (SHELTER, REPORT, (True, True, False)),
    (UNIT, REPORT, (True, True, False)),
    (TRIBE, REPORT, (True, True, False)),
]


@pytest.mark.parametrize(("owner", "kind", "expected"), TABLE)
def test_floor_lets_through_only_what_the_law_was_read_to_allow(
    owner: Program, kind: InformationType, expected: tuple[bool, bool, bool]
) -> None:
    holding = Holding(program=owner, information_type=kind)
    through = tuple(forbidden(holding, authority) is None for authority in (OWN_RECORD, RELEASE, "capta_ix"))
    assert through == expected


@pytest.mark.parametrize("regime", [Regime.VAWA, Regime.FVPSA, Regime.VOCA, Regime.RHYA])
def test_each_consent_regime_alone_closes_every_law(regime: Regime) -> None:
    owner = replace(COUNTY, regimes=frozenset({Regime.CAPTA, regime}))
    found = forbidden(Holding(program=owner, information_type=REPORT), "capta_ix")
    assert found
    assert found.slug == "victim_service_by_release_only"


@pytest.mark.parametrize("authority", [OWN_RECORD, RELEASE, "capta_ix"])
def test_error_in_a_forbid_closes(authority: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_held: Covered) -> bool:
        raise ZeroDivisionError

    odd = Forbid(slug="odd", citation="c", sentence="s.", covers=broken, except_by=frozenset({OWN_RECORD, RELEASE}))
    monkeypatch.setattr(floor, "FORBIDS", (odd,))
    assert forbidden(Holding(program=COUNTY, information_type=REPORT), authority) is odd
    with pytest.raises(AssertionError):
        PROMISES["law_opens_to_government_police_and_to_nobody_else"]()


def test_another_table_is_asked_anew_and_so_is_a_program_that_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What covers a holding is kept; what it was told from is looked at each time."""
    held = Holding(program=COUNTY, information_type=REPORT)
    assert forbidden(held, "capta_ix") is None
    vowed = Holding(program=replace(COUNTY, confidential=True), information_type=REPORT)
    assert forbidden(vowed, "capta_ix") is not None
    shut = Forbid(slug="shut", citation="c", sentence="s.", covers=lambda _held: True, except_by=frozenset())
    with monkeypatch.context() as patch:
        patch.setattr(floor, "FORBIDS", (shut,))
        assert forbidden(held, "capta_ix") is shut
    assert forbidden(held, "capta_ix") is None


def test_a_kind_of_holding_that_nobody_asked_about_is_asked_of_every_forbid(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(floor, "_asked", {})
    for _ in range(2):  # told, then kept
        assert forbidden(Holding(program=HAVEN, information_type=REPORT), "capta_ix") is FORBIDS[0]
        assert forbidden(Holding(program=COUNTY, information_type=REPORT), "capta_ix") is None


def test_every_forbid_cites_and_speaks() -> None:
    for forbid in FORBIDS:
        assert forbid.citation.strip()
        assert forbid.sentence.endswith(".")


def through(owner: Program, authority: str) -> bool:
    return forbidden(Holding(program=owner, information_type=InformationType.SUBSTANCE_USE), authority) is None


def test_a_confidential_treatment_unit_answers_to_the_emergency_and_the_order_of_its_own_law() -> None:
    """42 USC 290dd-2(b)(2)(A) and (C). Every treatment unit of the hub is confidential, so no paper would ever open."""
    quiet = replace(UNIT, confidential=True)
    for authority in (MEDICAL_EMERGENCY, PART_2_ORDER):
        assert through(quiet, authority)
        assert not through(replace(quiet, regimes=quiet.regimes | {Regime.VAWA}), authority)
        assert not through(replace(HAVEN, confidential=True), authority)
    for authority in ("capta_ix", COURT_ORDER, EMERGENCY_ACCESS, MANDATED_REPORT, FILED_IN_COURT):
        assert not through(quiet, authority)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda one: one.confidential or not floor.CONSENT_REGIMES.isdisjoint(one.regimes),
        lambda one: not floor.CONSENT_REGIMES.isdisjoint(one.regimes - {Regime.VAWA}),
        lambda _one: False,
    ],
    ids=["unit_too", "not_vawa", "nobody"],
)
def test_a_victim_service_told_wrongly_turns_the_promise_red(
    wrong: Callable[[Covered], bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *others = FORBIDS
    monkeypatch.setattr(floor, "FORBIDS", (replace(first, covers=wrong), *others))
    with pytest.raises(AssertionError):
        _both()


def _both() -> None:
    test_a_confidential_treatment_unit_answers_to_the_emergency_and_the_order_of_its_own_law()
    for row in TABLE:
        test_floor_lets_through_only_what_the_law_was_read_to_allow(*row)
