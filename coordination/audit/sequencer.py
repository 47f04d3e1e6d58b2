"""Room: audit. The sequencer gives committed entries their numbers, fills the indexes, and has the log signed.

Any process may run one; a lease lets one work at a time. A batch is one transaction: leaves, indexes and position
commit together, so a process killed anywhere leaves no gap and no duplicate (tests/audit/test_sequencer_kill.py).
Numbers come from the order of commits, never from a clock.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from coordination.audit import bulk, endings, lease, nodes, publication, tables, tree, waiting
from coordination.audit.checkpoint import Checkpoint
from coordination.audit.publication import Press
from coordination.audit.waiting import Found
from coordination.database.engine import Database

EVERY = timedelta(seconds=60)
AFTER = 100
"""A checkpoint is due this long, or this many entries, after the last one: the tail that no signature covers yet."""
_WORD = re.compile(r"[A-Za-z0-9_.:/-]{1,64}").fullmatch
_BATCH = {"sqlite": 2_000, "postgresql": 10_000}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What one step did: entries numbered, the newest checkpoint it signed (or None)."""

    numbered: int
    signed: Checkpoint | None


class Sequencer:
    """Numbers and signs. `holder` names this process (a random id).

    Call `step` about once a second and `close` at the end.
    """

    def __init__(
        self, database: Database, press: Press, holder: str, *, every: timedelta = EVERY, after: int = AFTER
    ) -> None:
        self._database, self._press, self._holder = database, press, holder
        self._every, self._after = every, after
        self._most = _BATCH[database.dialect]
        self._frontier = tree.Frontier()
        self._signed: tuple[int, datetime] | None = None
        self._begun = False  # whether the list of endings is known to be there

    def step(self, now: datetime) -> Step:
        """Number everything that waits and sign when a checkpoint is due. Raises Unavailable (see publication.sign)."""
        self._keep_endings(now)
        numbered, signed = 0, None
        while count := self._number(now):
            numbered += count
            signed = self._sign(now, self._after) or signed
            if count < self._most:
                break
        return Step(numbered=numbered, signed=self._sign(now, self._after) or signed)

    def close(self, now: datetime) -> Step:
        """Number and sign everything at a clean stop, then give the lease back."""
        step = self.step(now)
        signed = self._sign(now, 1)
        with self._database.write() as connection:
            lease.release(connection, self._holder)
        return replace(step, signed=signed or step.signed)

    def settled(self, now: datetime) -> bool:
        """Whether no entry waits for its number and a checkpoint covers every one, whoever signed it."""
        self._signed = None  # so that it is read anew
        with self._database.read() as connection:
            if waiting.exists(connection, lease.position(connection)):
                return False
        return not self._due(now, 1)

    def _keep_endings(self, now: datetime) -> None:
        """Write what ended to the second path, so that no restore of an older backup brings it back."""
        with self._database.read() as connection:
            if self._begun and not endings.waiting(connection, 1):
                return
        with self._database.write() as connection:
            if lease.take(connection, self._holder, now) is not None:
                endings.keep(connection, self._press)
                self._begun = True

    def _number(self, now: datetime) -> int:
        """Number one batch; 0 when nothing waits or another process holds the lease."""
        with self._database.read() as connection:
            if not waiting.exists(connection, lease.position(connection)):
                return 0
        with self._database.write() as connection:
            position = lease.take(connection, self._holder, now)
            if position is None:
                return 0
            found, reached = waiting.batch(connection, position, self._most)
            frontier = self._at(connection, position.size)
            if found:
                _write(connection, found, frontier)
            lease.keep(connection, self._holder, now, replace(reached, size=frontier.size))
        self._frontier = frontier  # only once it is committed
        return len(found)

    def _at(self, connection: Connection, size: int) -> tree.Frontier:
        """The frontier at `size`: the one in memory, or read from storage after a start or another's turn."""
        return self._frontier.copy() if self._frontier.size == size else nodes.frontier(connection, size)

    def _sign(self, now: datetime, after: int) -> Checkpoint | None:
        """Sign what is due, in bounded pieces so that nobody waits long behind the writer's lock."""
        newest = None
        while self._due(now, after):
            with self._database.write() as connection:
                if lease.take(connection, self._holder, now) is None:
                    return newest
                signed = publication.sign(connection, self._press, now, self._most)
            if signed is None:
                self._signed = None
                return newest
            newest, self._signed = signed, (signed.size, now)
        return newest

    def _due(self, now: datetime, after: int) -> bool:
        """Whether a checkpoint is due; a clock that jumped back makes it due too."""
        with self._database.read() as connection:
            size = lease.position(connection).size
            if self._signed is None:
                self._signed = _newest(connection)
        if self._signed is None:
            return size > 0
        covered, at = self._signed
        return size > covered and (size - covered >= after or not at <= now < at + self._every)


def _newest(connection: Connection) -> tuple[int, datetime] | None:
    table = tables.checkpoint
    highest = select(func.max(table.c.size)).scalar_subquery()
    row = connection.execute(select(table.c.size, table.c.at).where(table.c.size == highest)).one_or_none()
    return (row.size, row.at) if row else None


def _write(connection: Connection, found: Iterable[Found], frontier: tree.Frontier) -> None:
    """Append a batch to the tree and write its leaves, nodes and indexes."""
    leaves, seen, concerned = list[bulk.Row](), list[bulk.Row](), list[bulk.Row]()
    for one in found:
        seq, digest = frontier.size, tree.leaf_hash(one.data)
        leaves.append((seq, one.entry, one.at, digest))
        handles, programs = named(one.data)
        seen += [(handle, seq) for handle in handles]
        concerned += [(program, seq) for program in programs]
        frontier.append(digest)
    bulk.write(connection, "leaf", ("seq", "entry", "at", "hash"), leaves)
    bulk.write(connection, "node", ("level", "place", "hash"), frontier.take_nodes())
    bulk.write(connection, "disclosure", ("handle", "seq"), sorted(seen))  # sorted: the index pages are met in turn
    bulk.write(connection, "concern", ("program", "seq"), sorted(concerned))


def named(data: bytes) -> tuple[set[str], set[str]]:
    """The object handles an entry names, and the programs it concerns: who acted, and whose information was shown.

    Bytes that are no entry are numbered all the same (a forger must not be able to stop the log); `verify` names them.
    """
    try:
        return index(json.loads(data))
    except (KeyError, TypeError, ValueError):
        return set(), set()


def index(entry: dict[str, Any]) -> tuple[set[str], set[str]]:
    """`named` for bytes already read; texts that no handle looks like are left out."""
    programs = {entry["program"], *(owner for _, owner, _ in entry["shown"])}
    return set(filter(_WORD, entry["objects"])), set(filter(_WORD, programs))
