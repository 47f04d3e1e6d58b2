"""Room: database. Counts statements and commits, so that a test can say how many a page may cost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from sqlalchemy import Engine, event


class Tally:
    """What went to the database while it was counted, from all threads. BEGIN and its context are not counted."""

    __slots__ = ("commits", "statements", "texts")

    def __init__(self) -> None:
        self.statements = 0
        self.commits = 0
        self.texts: list[str] = []

    def __repr__(self) -> str:
        """Show the counts."""
        return f"Tally(statements={self.statements}, commits={self.commits})"


class Tallies:
    """The tallies open on one database; counting costs nothing when there are none."""

    __slots__ = ("_lock", "_open")

    def __init__(self, engine: Engine) -> None:
        self._open: tuple[Tally, ...] = ()
        self._lock = Lock()
        event.listen(engine, "before_cursor_execute", self._on_statement)
        event.listen(engine, "commit", self._on_commit)

    @contextmanager
    def count(self) -> Iterator[Tally]:
        """Yield a Tally that counts until the block ends; tallies may overlap."""
        tally = Tally()
        with self._lock:
            self._open = (*self._open, tally)
        try:
            yield tally
        finally:
            with self._lock:
                self._open = tuple(other for other in self._open if other is not tally)

    def _on_statement(self, _connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if self._open:
            with self._lock:
                for tally in self._open:
                    tally.statements += 1
                    tally.texts.append(statement)

    def _on_commit(self, _connection: object) -> None:
        if self._open:
            with self._lock:
                for tally in self._open:
                    tally.commits += 1
