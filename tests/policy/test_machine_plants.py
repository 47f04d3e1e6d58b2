"""Room: tests. The machine finds every bug that is planted in rules, drawers and verbs, in a short run of few rules."""

from __future__ import annotations

import pytest

from tests.policy.machine import focused
from tests.policy.machine_plants import PLANTS
from tests.policy.machine_run import built_world, run, world

__all__ = ("built_world", "world")
pytestmark = pytest.mark.slow
EXAMPLES = 60


@pytest.mark.parametrize("bug", PLANTS)
@pytest.mark.usefixtures("world")
def test_the_machine_finds_a_planted_bug(bug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plant, rules = PLANTS[bug]
    plant(monkeypatch)
    with pytest.raises(AssertionError, match="the hub"):
        run(focused(rules.split()), examples=EXAMPLES, steps=16, seeded=1)
