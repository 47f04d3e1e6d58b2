"""Room: tests. The state machine at its usual size; at night at its full size, in two halves of one proof each."""

from __future__ import annotations

import ast
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import nightly
from tests.policy.machine import RULES, Machine
from tests.policy.machine_hub import COUNTED
from tests.policy.machine_run import built_world, run, world

__all__ = ("built_world", "world")

pytestmark = pytest.mark.slow
EXAMPLES = 500
MODEL = ("machine_law.py", "machine_model.py")
LINES = 400  # of the model, at most
# Each half goes to a process of its own where two share them (tests/nightly.py).
HALVES = tuple(pytest.param(half, marks=pytest.mark.xdist_group(f"half {half}")) for half in (1, 2))
# Every verb of the machine is done; of these many somebody must have been refused as well.
VERBS = (
    *("accept", "agree", "assign", "born", "close", "code", "confirm", "emergency", "end agreement", "end place"),
    *("give back", "invite", "leave", "let in", "lift", "never disclose", "note", "offer", "paper", "recuse"),
    *("release", "release to the hub", "reopen", "restrict", "review", "set aside", "shut out", "stop", "withdraw"),
)
OFTEN = ("assign", "emergency", "note", "paper", "release", "release to the hub", "set aside", "stop", "withdraw")
GROUNDS = (
    "own_record release capta_ix emergency_access court_order part_2_order subpoena_with_assurance mandated_report "
    "capta_agent"
)
# Between two programs alone, or for days alone. By day two of them may be missing, at night none.
NARROW = "me_4008_agreement medical_emergency ferpa_emergency ferpa_child_welfare tribal_exchange fatality_review"
SHARES = {"open": 0.05, "known": 0.1, "nothing": 0.2, "step_up": 0.002}  # of all lines, at least


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.usefixtures("world")
def test_hub_and_model_agree_on_who_may_do_what_and_who_reads_what(
    half: int, record_property: Callable[[str, object], None]
) -> None:
    """No rule was idle, every ground opened something, and each kind of answer was seen often."""
    at_night = nightly.size(EXAMPLES) != EXAMPLES
    examples, steps = nightly.size(EXAMPLES) // len(HALVES), 50 if at_night else 30
    COUNTED.clear()
    began = time.process_time()
    run(Machine, examples=examples, steps=steps, seeded=half, shrink=True)
    spent = time.process_time() - began
    for name in ("steps", "comparisons", "lines", "open", "closed", "absent"):
        record_property(f"{name} ({half})", f"{COUNTED[name]:,}")
    record_property(f"ms of processor a step ({half})", f"{1000 * spent / COUNTED['steps']:.1f}")
    assert COUNTED["steps"] > 25 * examples
    assert COUNTED["comparisons"] > COUNTED["steps"]
    if nightly.size(EXAMPLES) < EXAMPLES:
        return  # a night cut short says less
    idle = [verb for verb in VERBS if not COUNTED[f"{verb} done"]]
    never_refused = [verb for verb in OFTEN if not COUNTED[f"{verb} refused"]]
    opened_nothing = [ground for ground in GROUNDS.split() if not COUNTED[f"by {ground}"]]
    missing = [ground for ground in NARROW.split() if not COUNTED[f"by {ground}"]]
    rare = [answer for answer, share in SHARES.items() if COUNTED[answer] <= share * COUNTED["lines"]]
    assert (idle, never_refused, opened_nothing, rare) == ([], [], [], [])
    assert len(missing) <= (0 if at_night else 2), missing
    assert COUNTED["absent"] > 0.1 * COUNTED["comparisons"]


def test_the_model_is_small_and_imports_nothing_of_the_hub() -> None:
    texts = {name: (Path(__file__).parent / name).read_text(encoding="utf-8") for name in (*MODEL, "machine_people.py")}
    assert sum(len(texts[name].splitlines()) for name in MODEL) <= LINES
    for name, text in texts.items():
        assert _imported(text) <= {*MODEL_IMPORTS}, name


MODEL_IMPORTS = (
    *("__future__", "collections.abc", "dataclasses", "datetime", "typing", "zoneinfo"),
    *("tests.policy", "tests.policy.machine_people"),
)


def test_an_import_of_the_hub_would_be_found() -> None:
    """Meta-test."""
    assert not _imported("from coordination.policy import decide\n") <= {*MODEL_IMPORTS}


def test_every_rule_can_be_left_alone() -> None:
    """Meta-test: the names that planted bugs ask for are rules."""
    assert {"release", "paper", "emergency", "clock", "team", "born", "agree"} <= RULES


def _imported(text: str) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
        elif isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
    return found
