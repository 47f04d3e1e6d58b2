"""Room: tests. What is not here leaves at whole steps of time, hidden or absent; nothing else waits.

No test looks at the clock: what is waited for is written down instead. How well it hides is for tests/bench/absent.py.
"""

from __future__ import annotations

import pytest

from coordination.door import pace
from coordination.model.ids import new_id
from coordination.web.app import create_app
from tests.casework.story import opened
from tests.community import Community

STEP = 0.15


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Every wait of the door, in seconds; none is really waited for."""
    found: list[float] = []
    monkeypatch.setattr("coordination.door.pace.time.sleep", found.append)
    return found


def test_hidden_and_absent_wait_for_the_next_step_and_what_is_open_does_not(
    community: Community, waits: list[float]
) -> None:
    hidden = opened(community, "ana_cps_worker")
    det, ana = community.client("det_lake"), community.client("ana_cps_worker")
    community.app.refusal_step = STEP
    for path in (f"/cases/{hidden}", f"/cases/{new_id()}", "/nowhere"):
        before = len(waits)
        assert det.get(path).status_code == 404
        (waited,) = waits[before:]
        assert 0 < waited <= STEP
    before = len(waits)
    assert ana.get(f"/cases/{hidden}").status_code == 200
    assert waits[before:] == []


def test_the_hub_paces_unless_told_otherwise(community: Community) -> None:
    assert create_app(community.hub).refusal_step == pace.STEP_SECONDS > 0


def test_without_steps_nothing_waits(community: Community, waits: list[float]) -> None:
    """The meta-test: what holds the answer back is the step and nothing else."""
    assert community.client("det_lake").get(f"/cases/{new_id()}").status_code == 404
    assert waits == []
