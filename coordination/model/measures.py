"""Room: model. What the hub counts about itself: numbers only, none of a person, a case, a program or an agency."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """One look. waiting, oldest_seconds: messages due or deferred, and the age of the oldest. ended: by outcome.

    unnumbered: entries of the access log without a number. checkpoint_seconds: age of the last signed checkpoint, or
    None before the first. sessions: in force.
    """

    waiting: int
    oldest_seconds: float
    ended: Mapping[str, int]
    unnumbered: int
    checkpoint_seconds: float | None
    sessions: int
