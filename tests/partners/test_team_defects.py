"""Room: tests. A rule on teams or consultations without its source, or that nobody could keep, refuses to start."""

from __future__ import annotations

from dataclasses import replace

import pytest
from coordination_us_maine.jurisdiction import US_MAINE
from coordination_us_maine.teams import CONSULTATION, WITHOUT_CENTER

from coordination.declare import Invitee, Seat
from coordination.partners.check_teams import team_defects

SEATS = CONSULTATION.seats


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"quote": " "}, "has no quote"),
        ({"citation": ""}, "has no citation"),
        ({"source": ""}, "has no source"),
        ({"invitees": ()}, "names nobody"),
        ({"invitees": (Invitee(words="Police", partner_types=frozenset()),)}, "names nobody"),
        ({"invitees": (Invitee(words="", partner_types=frozenset({"law_enforcement"})),)}, "names nobody"),
    ],
)
def test_defect_of_a_team_is_found(change: dict[str, object], complaint: str) -> None:
    broken = replace(WITHOUT_CENTER, **change)  # type: ignore[arg-type]  # broken on purpose
    assert any(complaint in found for found in team_defects([replace(US_MAINE, team_without_center=broken)]))


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"quote": ""}, "has no quote"),
        ({"seats": ()}, "no seat that anybody could fill"),
        ({"seats": (Seat(words="Nobody"),)}, "no seat that anybody could fill"),
        ({"seats": (*SEATS, Seat(words="A chief", titles=frozenset({"Chief"})))}, "compares titles in lower case"),
    ],
)
def test_defect_of_a_quorum_is_found(change: dict[str, object], complaint: str) -> None:
    broken = replace(CONSULTATION, **change)  # type: ignore[arg-type]  # broken on purpose
    assert any(complaint in found for found in team_defects([replace(US_MAINE, consultation=broken)]))


def test_rules_as_they_are_have_no_defect() -> None:
    assert team_defects([US_MAINE]) == []
