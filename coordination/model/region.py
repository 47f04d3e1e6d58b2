"""Room: model. What a liaison sees of their region: programs, trainings, places, gaps, and deadlines as numbers.

INVARIANT: no case, no child, no handle and no instant of one stands here, and a number from 1 to 10 of another
program's is not told apart (CMS cell size rule, law-and-standards.md §4).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coordination.model.directory import ServiceFacts
from coordination.model.program import Program
from coordination.model.unit import UnitFacts

SMALL = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingCount:
    """How many people of one program have a training that they need, and how many lack it. They are staff."""

    program: Program
    title: str
    current: int
    ending: int
    gone: int
    missing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyCount:
    """A rule's deadlines by state, in words: of the liaison's own program as they are, of the others in bands."""

    title: str
    citation: str
    own: Mapping[str, str]
    others: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A liaison's region. programs: of their agency, that serve it; elsewhere: of their agency, that list no county.

    settings: places to live that are listed for it; lacking: (county, resources for which nobody is designated).
    """

    areas: frozenset[str]
    programs: tuple[Program, ...]
    elsewhere: tuple[Program, ...]
    trainings: tuple[TrainingCount, ...]
    settings: tuple[ServiceFacts, ...]
    lacking: tuple[tuple[str, tuple[str, ...]], ...]
    units: tuple[UnitFacts, ...]
    duties: tuple[DutyCount, ...] = ()

    @property
    def untrained(self) -> int:
        """How many times somebody lacks a training that they need."""
        return sum(one.gone + one.missing for one in self.trainings)


def banded(count: int) -> str:
    """A number of other programs' deadlines as it may be shown: 0, "1 to 10", then whole tens.

    Tens, so that two looks one after the other do not tell of one child more.
    """
    if count <= 0:
        return "0"
    if count <= SMALL:
        return f"1 to {SMALL}"
    tens = count // 10 * 10
    return f"more than {SMALL}" if tens <= SMALL else f"{tens} or more"
