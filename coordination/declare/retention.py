"""Room: declare. How long the law wants something kept, as data with its citation; only where it was read.

What a program keeps is its own choice where nothing here says otherwise (law-and-standards.md §1.12): most state
schedules were not read, and a hub that guessed one would keep too long or destroy too early.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coordination.declare.regime import Regime


class Kept(StrEnum):
    """What a rule is about."""

    ACCESS_LOG = "access_log"  # who was told what: it is never purged here, and holds no content
    RECORDS = "records"


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRule:
    """A least time by law. words: what it says, in ours. regimes: whom it binds. months: the least, above zero.

    Of RECORDS it is the shortest period that a program under one of these regimes and this jurisdiction may set.
    """

    slug: str
    title: str
    citation: str
    words: str
    kept: Kept
    regimes: frozenset[Regime]
    months: int
