"""Room: tests. The federal floor: what each forbid closes, what may pass it, and that an error in one closes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coordination.declare import InformationType, Regime
from coordination.model.facts import Holding
from coordination.model.program import Program
from coordination.policy import floor
from coordination.policy.floor import FORBIDS, OWN_RECORD, RELEASE, Forbid, forbidden
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
    def broken(_holding: Holding) -> bool:
        raise ZeroDivisionError

    odd = Forbid(slug="odd", citation="c", sentence="s.", covers=broken, except_by=frozenset({OWN_RECORD, RELEASE}))
    monkeypatch.setattr(floor, "FORBIDS", (odd,))
    assert forbidden(Holding(program=COUNTY, information_type=REPORT), authority) is odd
    with pytest.raises(AssertionError):
        PROMISES["law_opens_to_government_police_and_to_nobody_else"]()


def test_every_forbid_cites_and_speaks() -> None:
    for forbid in FORBIDS:
        assert forbid.citation.strip()
        assert forbid.sentence.endswith(".")
