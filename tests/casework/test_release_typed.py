"""Room: tests. What was typed into a release form, field by field, and whom a release may name: without a hub."""

from __future__ import annotations

from dataclasses import replace

from coordination.casework import release_typed
from coordination.casework.release_form import recipient_rows
from coordination.casework.release_offer import receives
from coordination.declare import Regime
from tests.policy.village import CENTER, HAVEN, POLICE


def test_what_was_typed_is_trimmed_and_the_first_of_several_counts() -> None:
    assert release_typed.text({"a": " x "}, "a") == "x"
    assert release_typed.text({"a": (" x ", "y")}, "a") == "x"
    assert release_typed.text({"a": ()}, "a") == release_typed.text({}, "a") == ""
    assert release_typed.several({"a": "xy"}, "a") == ("xy",)
    assert release_typed.several({"a": ("x", "y")}, "a") == ("x", "y")
    assert release_typed.several({"a": ""}, "a") == release_typed.several({}, "a") == ()


def test_a_choice_is_one_of_those_offered_and_a_line_is_kept_or_told() -> None:
    wrong: dict[str, str] = {}
    assert release_typed.chosen({"a": "x"}, "a", {"x": 1}, "y", wrong) == "x"
    assert release_typed.chosen({}, "a", {"x": 1}, "y", wrong) == "y"
    assert wrong == {}
    assert release_typed.chosen({"a": "z"}, "a", {"x": 1}, "y", wrong) == "y"
    assert release_typed.kept({"b": "xx"}, "b", 1, wrong) == ""
    assert list(wrong) == ["a", "b"]


def test_a_release_names_no_confidential_program_and_no_court() -> None:
    assert receives(POLICE)
    assert not receives(HAVEN)
    assert not receives(replace(POLICE, regimes=frozenset({Regime.JUDICIAL})))


def test_recipients_are_kept_as_programs() -> None:
    assert recipient_rows((POLICE.id, CENTER.id)) == ((POLICE.id, "program"), (CENTER.id, "program"))
