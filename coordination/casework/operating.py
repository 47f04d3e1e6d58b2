"""Room: casework. Two transactions of an operator's work that are no single act: an instant to copy, keys to rewrap.

Nothing is opened in either. Whoever uses them writes the entries of the whole: backups.py and key_rotation.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from coordination.casework.desk import Desk
from coordination.storage.cabinet import Cabinet


@contextmanager
def snapshot(desk: Desk) -> Iterator[Cabinet]:
    """A read transaction that sees one instant however long it lasts, for a backup: rows leave it unopened."""
    with desk.database.snapshot() as connection:
        yield Cabinet(connection=connection, keyring=desk.keyring, now=desk.now)


@contextmanager
def rewrapping(desk: Desk, cases: Iterable[str] = ()) -> Iterator[Cabinet]:
    """A write transaction in which keys are wrapped anew; what is under them stays."""
    with desk.database.write(cases) as connection:
        yield Cabinet(connection=connection, keyring=desk.keyring, now=desk.now)
