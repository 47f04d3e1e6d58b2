"""Room: tests. The machine: releases, memberships, agreements, births, restrictions, emergencies, papers and time.

A hypothesis state machine. Each rule is a verb that workers use, at a real hub, by somebody who may or may not; after
each the hub must have done what the model allows, and people must read what the model says.
"""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis.stateful import RULE_MARKER

from tests.policy.machine_filed import Filed
from tests.policy.machine_papers import Papers
from tests.policy.machine_team import Team
from tests.policy.machine_times import Times


class Machine(Papers, Team, Filed, Times):
    """All of it."""


RULES = frozenset(name for name in dir(Machine) if hasattr(getattr(Machine, name), RULE_MARKER))


def focused(rules: Iterable[str]) -> type[Machine]:
    """A machine that knows these rules alone, and looks at more people after each step."""
    left_out = dict.fromkeys(RULES - set(rules))
    assert RULES.issuperset(rules), "no such rule"
    return type("Focused", (Machine,), {**left_out, "LOOKS": 8})
