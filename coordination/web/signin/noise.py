"""Room: web. Refusals by strangers are counted, not written one by one: a line a minute per source and kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

EVERY = timedelta(minutes=1)
ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoiseLine:
    """One line for the log: how many refusals of a kind from a source since its last line. source: never an address."""

    source: str
    kind: str
    count: int


@dataclass(slots=True)
class _Tally:
    """Refusals since the last line, and when that line was written."""

    logged: datetime
    waiting: int = 0


class Noise:
    """Counts refusals in bounded memory. Safe to share between threads."""

    def __init__(self, capacity: int = 1024) -> None:
        """capacity: most (source, kind) pairs told apart at once; beyond it a source is called "elsewhere"."""
        self._capacity = capacity
        self._lock = Lock()
        self._tallies: dict[tuple[str, str], _Tally] = {}

    def count(self, source: str, kind: str, now: datetime) -> NoiseLine | None:
        """Count one refusal; the line to log now, or None while this minute's line is already written."""
        with self._lock:
            pair = self._place(source, kind, now)
            tally = self._tallies.get(pair)
            if tally is None:
                self._tallies[pair] = _Tally(now)
                return NoiseLine(source=pair[0], kind=kind, count=1)
            tally.waiting += 1
            return self._line(pair, tally, now)

    def due(self, now: datetime) -> list[NoiseLine]:
        """Lines whose minute is over with refusals still unlogged: call at times and at a stop. Forgets the quiet."""
        with self._lock:
            lines = [line for pair, tally in self._tallies.items() if (line := self._line(pair, tally, now))]
            self._forget_quiet(now)
            return lines

    def _place(self, source: str, kind: str, now: datetime) -> tuple[str, str]:
        """The pair to count under: its own while there is room, else the shared one of that kind."""
        pair = (source, kind)
        if pair in self._tallies or len(self._tallies) < self._capacity:
            return pair
        self._forget_quiet(now)
        # Kinds are a closed list, so the shared pairs are bounded too.
        return pair if len(self._tallies) < self._capacity else (ELSEWHERE, kind)

    def _line(self, pair: tuple[str, str], tally: _Tally, now: datetime) -> NoiseLine | None:
        """The pair's line if something waits and its last line is a minute old."""
        if not tally.waiting or now - tally.logged < EVERY:
            return None
        line = NoiseLine(source=pair[0], kind=pair[1], count=tally.waiting)
        tally.waiting, tally.logged = 0, now
        return line

    def _forget_quiet(self, now: datetime) -> None:
        """Drop pairs with nothing waiting whose minute is over."""
        quiet = [pair for pair, t in self._tallies.items() if not t.waiting and now - t.logged >= EVERY]
        for pair in quiet:
            del self._tallies[pair]
