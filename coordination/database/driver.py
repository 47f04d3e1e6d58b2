"""Room: database. What the two engines must each know: how to connect, begin, and notice a lost transaction."""

from __future__ import annotations

from typing import Literal, Protocol

from sqlalchemy import Connection, Engine

from coordination.database.told import Told

Dialect = Literal["sqlite", "postgresql"]
Mode = Literal["read", "snapshot", "write", "alter"]


class Driver(Protocol):
    """One engine's habits. `begin` runs outside SQLAlchemy's own begin, so that BEGIN is ours on both engines."""

    @property
    def dialect(self) -> Dialect:
        """Name the engine."""

    @property
    def engine(self) -> Engine:
        """Return the pooled SQLAlchemy engine."""

    def begin(self, connection: Connection, mode: Mode, told: Told) -> None:
        """Begin a transaction on the raw driver connection; `told` is what row-level security asks for."""

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
