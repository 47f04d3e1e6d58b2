"""Room: tests. How long a decision takes. `measure()` answers microseconds of CPU; nothing here is a timed test.

Targets (issue 2, Speed): one decision at most 3 µs; a case of 20 types with legal authority and reason at most 40 µs.
Run by itself it prints the table: python -m tests.bench.decision
"""

from __future__ import annotations

import time
import timeit
from collections.abc import Callable
from dataclasses import replace

from coordination.declare import InformationType
from coordination.model.action import Action
from coordination.policy.decide import decide
from coordination.policy.explain import explain
from tests.policy.village import CENTER, CLINIC, COUNTY, NOW, POLICE, UNIT, case, holding, person, release, rulebook

TARGETS = {"decision": 3.0, "case_of_20": 40.0}


def measure(*, rounds: int = 7, runs: int = 2_000) -> dict[str, float]:
    """Best of `rounds`, each the mean of `runs`, in µs.

    decision: yes or no to one action of a team member on a case where nothing is filed. case_of_20: the same with
    twenty holdings of four programs, each line with its authority and the rule that decided (the coded reason).
    sentences: writing the twenty reasons out in plain words, for the page.
    """
    book = rulebook()
    detective = person(POLICE, stepped_up_until=NOW.replace(year=2027))
    bare = case(detective)
    full = bare
    kinds = list(InformationType)
    for place in range(20):
        full = holding(full, (COUNTY, CLINIC, POLICE, CENTER)[place % 4], kinds[place])
    papers = tuple(release(each, [POLICE.agency_id], kinds) for each in (CLINIC, CENTER, UNIT))
    full = replace(full, releases=papers)
    lines = decide(book, detective, Action.CASE_READ, full, NOW).cases[0].types

    def best(work: Callable[[], object]) -> float:
        return min(timeit.repeat(work, timer=time.process_time, number=runs, repeat=rounds)) / runs * 1e6

    return {
        "decision": best(lambda: decide(book, detective, Action.CASE_READ, bare, NOW)),
        "case_of_20": best(lambda: decide(book, detective, Action.CASE_READ, full, NOW)),
        "sentences": best(lambda: [explain(book, line, owner="County") for line in lines]),
        "lines": float(len(lines)),
    }


if __name__ == "__main__":
    for name, micros in measure().items():
        print(f"{name:12} {micros:8.2f}  target {TARGETS.get(name, '-')}")
