"""Room: tests. How the machine is run: always the same way for one seed, keeping no examples, and not shrunk."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.databases import SqliteStore
from tests.policy.machine_steps import Steps
from tests.policy.machine_world import World, built


@pytest.fixture(scope="session")
def built_world(sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The hub and its case, built once a process."""
    with built(sqlite_store, Path(tmp_path_factory.mktemp("machine")) / "home") as made:
        yield made


@pytest.fixture
def world(built_world: World) -> World:
    """The hub that machines drive. What lives until the end is not looked through for garbage at each step."""
    Steps.world = built_world
    gc.collect()
    gc.freeze()
    return built_world


def run(machine: type[Steps], *, examples: int, steps: int, seeded: int, shrink: bool = False) -> None:
    """Run so many examples of so many steps. Raises AssertionError where hub and model differ, with all that was done.

    shrink: look for the shortest such example too, which takes a while.
    """
    profile = settings(
        max_examples=examples,
        stateful_step_count=steps,
        database=None,
        deadline=None,
        derandomize=False,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink] if shrink else [Phase.generate],
    )
    run_state_machine_as_test(seed(seeded)(machine), settings=profile)
