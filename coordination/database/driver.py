"""Room: database. What the two engines must each know: how to connect, begin, and notice a lost transaction."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, Protocol

from sqlalchemy import Connection, Engine

from coordination.model.errors import Invalid

Dialect = Literal["sqlite", "postgresql"]
Mode = Literal["read", "snapshot", "write", "alter"]

_CASE = re.compile(r"[0-9A-Za-z_-]{1,64}")


class Driver(Protocol):
    """One engine's habits. `begin` runs outside SQLAlchemy's own begin, so that BEGIN is ours on both engines."""

    @property
    def dialect(self) -> Dialect:
        """Name the engine."""

    @property
    def engine(self) -> Engine:
        """Return the pooled SQLAlchemy engine."""

    def begin(self, connection: Connection, mode: Mode, cases: str) -> None:
        """Begin a transaction on the raw driver connection; `cases` is the validated list for row-level security."""

    def alive(self, connection: Connection) -> bool:
        """Say whether the raw connection could be used again."""

    def committable(self, connection: Connection) -> bool:
        """Say whether a COMMIT now would keep the work (a transaction that the engine gave up would be lost).

        A read that wrote all the same is not committable either.
        """

    def end(self, connection: Connection, mode: Mode) -> None:
        """Put the raw connection back as it was, after the transaction."""

    def verify(self, *, allow_owner: bool) -> None:
        """Refuse (`Misconfigured`) a database that cannot keep the hub's promises."""

    def checkpoint(self) -> bool:
        """Fold the write-ahead log into the database where that is ours to do; say whether all of it was."""


def case_list(cases: Iterable[str]) -> str:
    """Return the sorted, comma-separated case ids for `hub.cases`; an id that could hide another is `Invalid`."""
    unique = sorted(set(cases))
    if not all(_CASE.fullmatch(case) for case in unique):
        raise Invalid({"cases": "A case id has a character that ids never have."})
    return ",".join(unique)
