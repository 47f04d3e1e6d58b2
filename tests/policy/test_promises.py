"""Room: tests. Every promise of the policy holds."""

from __future__ import annotations

import pytest

from tests.policy.promises_of_staging import PROMISES


@pytest.mark.parametrize("name", PROMISES)
def test_policy_keeps_its_promise(name: str) -> None:
    PROMISES[name]()
