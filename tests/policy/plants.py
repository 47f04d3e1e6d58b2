"""Room: tests. How a bug is planted in the policy: a claim judged wrongly, an action allowed by another clause."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from coordination.model.action import Action
from coordination.policy import claims
from coordination.policy import decide as judge
from coordination.policy.claims import Claim

Patch = pytest.MonkeyPatch


def always(claim: Claim, *, value: bool) -> Callable[[Patch], None]:
    return lambda patch: patch.setitem(claims.JUDGES, claim, lambda _actor, _facts, _now: value)


def allowing(action: Action, clause: claims.Clause) -> Callable[[Patch], None]:
    return lambda patch: patch.setitem(judge._ABOUT_A_CASE, action, clause)
