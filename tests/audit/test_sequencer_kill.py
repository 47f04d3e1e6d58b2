"""Room: audit. A sequencer killed at any statement or file write goes on: no gap, no duplicate, no lost signature."""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest

from coordination.audit import bulk, lease, publication, second_path
from tests.audit.ground import NOW, Log

STEPS = (
    (bulk, "read"),
    (bulk, "write"),
    (lease, "take"),
    (lease, "keep"),
    (lease, "release"),
    (publication, "_complete"),
    (second_path, "_write"),
)


class Killed(BaseException):
    """The process dies here: no `except Exception` may tidy up after it."""


class Death:
    """Kills at the nth step, before or after it was done; a file write can also be cut in the middle."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.left = -1
        self.after = self.torn = False
        for module, name in STEPS:
            monkeypatch.setattr(module, name, self._around(getattr(module, name), name))

    def _around(self, work: Callable[..., Any], name: str) -> Callable[..., Any]:
        def step(*values: Any) -> Any:  # noqa: ANN401 (it stands in for any of them)
            self.left -= 1
            if self.left:
                return work(*values)
            if self.torn and name == "_write":
                file, data, at = values
                os.pwrite(file, data[: len(data) // 2 + 1], at)
            elif self.after:
                work(*values)
            raise Killed

        return step


@pytest.mark.parametrize("how", ["before", "after", "torn"])
def test_killed_at_every_step_it_resumes_without_gap_or_duplicate(
    log: Log, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    death = Death(monkeypatch)
    death.after, death.torn = how == "after", how == "torn"
    committed = deaths = 0
    for place in count(1):
        log.add(range(committed, committed + 30))
        committed += 30
        sequencer = log.sequencer(holder="killed", after=20)
        death.left = place
        try:
            sequencer.step(NOW)
            sequencer.close(NOW)
        except Killed:
            deaths += 1
        survived = death.left > 0
        death.left = -1
        log.sequencer(holder="killed").close(NOW)
        report = log.verify()
        assert report.findings == ()
        assert (report.size, report.signed, report.waiting) == (committed, committed, 0)
        if survived:
            break
    assert deaths >= len(STEPS)


def test_a_lease_held_by_a_dead_process_passes_on_after_ten_seconds(log: Log) -> None:
    log.add(range(10))
    assert log.sequencer("dead").step(NOW).numbered == 10
    log.add(range(10, 20))
    other = log.sequencer("other")
    assert other.step(NOW + lease.LENGTH / 2).numbered == 0
    assert other.step(NOW + lease.LENGTH).numbered == 10


def test_a_lease_from_a_clock_that_jumped_ahead_does_not_count(log: Log) -> None:
    log.add(range(10))
    assert log.sequencer("ahead").step(NOW + 1000 * lease.LENGTH).numbered == 10
    log.add(range(10, 20))
    assert log.sequencer("other").step(NOW).numbered == 10


def test_a_clean_stop_signs_everything_and_gives_the_lease_back(log: Log) -> None:
    sequencer = log.sequencer("one")
    log.add(range(100))
    sequencer.step(NOW)
    log.add(range(100, 103))
    step = sequencer.close(NOW)
    assert step.numbered == 3
    assert step.signed is not None
    assert step.signed.size == 103
    log.add([103])
    assert log.sequencer("two").step(NOW).numbered == 1
