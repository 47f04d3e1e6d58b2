"""Room: audit. What a verification says: plain sentences, each with the first entry it touches."""

from collections.abc import Callable
from dataclasses import dataclass

Progress = Callable[[int, int], None]
"""Called now and then with (entries read, entries in all)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong. `seq` is the number of the first entry touched (from 0), None when no entry is."""

    seq: int | None
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The outcome of a verification.

    size: entries numbered. signed: how many of them a checkpoint covers; the rest is the unprotected tail. waiting:
    entries committed and not numbered yet. findings: everything wrong, by entry.
    """

    size: int
    signed: int
    waiting: int
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings

    @property
    def first_bad(self) -> int | None:
        """The number of the first bad entry, None when there is none or the fault is not in an entry."""
        return min((finding.seq for finding in self.findings if finding.seq is not None), default=None)
