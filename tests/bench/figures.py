"""Room: tests. What the bench hands on: figures with their targets, and the small statistics they are made with."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the report. at_least says which side of the target is good; target None: told, not judged."""

    what: str
    engine: str
    value: float
    target: float | None = None
    at_least: bool = False
    unit: str = ""
    detail: str = ""

    @property
    def met(self) -> bool:
        """Whether the target is met."""
        if self.target is None:
            return True
        return self.value >= self.target if self.at_least else self.value <= self.target

    @property
    def verdict(self) -> str:
        """As the table says it."""
        return "" if self.target is None else "met" if self.met else "**missed**"


def auc(one: Sequence[float], other: Sequence[float]) -> float:
    """How well the better threshold rule tells two sets of times apart: 0.5 not at all, 1 always (Mann-Whitney)."""
    ordered = sorted(other)
    below = sum(bisect_left(ordered, value) + bisect_right(ordered, value) for value in one) / 2
    share = below / (len(one) * len(other))
    return max(share, 1 - share)


def middle(values: Sequence[float]) -> float:
    """The median."""
    return median(values)
