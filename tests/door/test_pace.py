"""Room: tests. What is not here leaves at whole steps of time, hidden or absent; nothing else waits."""

from __future__ import annotations

import time

import pytest

from coordination.door import pace
from coordination.model.ids import new_id
from coordination.web.app import create_app
from tests.casework.story import opened
from tests.community import Community, Visitor

STEP = 0.15


def took(visitor: Visitor, path: str) -> tuple[int, float]:
    """Status and seconds of one answer."""
    began = time.perf_counter()
    answer = visitor.get(path)
    return answer.status_code, time.perf_counter() - began


def test_hidden_and_absent_wait_for_the_next_step_and_what_is_open_does_not(community: Community) -> None:
    hidden = opened(community, "ana_cps_worker")
    det, ana = community.client("det_lake"), community.client("ana_cps_worker")
    ana.get("/cases")  # templates are read
    community.app.refusal_step = STEP
    for path in (f"/cases/{hidden}", f"/cases/{new_id()}", "/nowhere"):
        status, seconds = took(det, path)
        assert status == 404
        assert seconds >= STEP
    status, seconds = took(ana, f"/cases/{hidden}")
    assert status == 200
    assert seconds < STEP


def test_the_hub_paces_unless_told_otherwise(community: Community) -> None:
    assert create_app(community.hub).refusal_step == pace.STEP_SECONDS > 0


def test_without_steps_nothing_waits(community: Community, monkeypatch: pytest.MonkeyPatch) -> None:
    """The meta-test: what holds the answer back is the step and nothing else."""
    slept: list[float] = []
    monkeypatch.setattr("coordination.door.pace.time.sleep", slept.append)
    det = community.client("det_lake")
    assert took(det, f"/cases/{new_id()}")[0] == 404
    assert slept == []
    community.app.refusal_step = STEP
    assert took(det, f"/cases/{new_id()}")[0] == 404
    assert len(slept) == 1
