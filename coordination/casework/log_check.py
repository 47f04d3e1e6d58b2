"""Room: casework. Proving the access log: verify it, prove one entry, and write what an outside verifier needs.

The keys and the second path come from outside the database (settings or the command line): whoever owns the database
must not be able to say by what it is checked.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from coordination.audit import export
from coordination.audit.findings import Report
from coordination.audit.second_path import SecondPath
from coordination.audit.verify import verify as verify_log
from coordination.casework.desk import Desk, Noted
from coordination.crypto.signing import Verifier
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.errors import Conflict, Invalid, Unavailable
from coordination.model.oversight import Checked, Fault
from coordination.storage.cabinet import Cabinet

PAGE_SECONDS = 30.0
"""How long a page may take, which is enough for about a million entries."""
Progress = Callable[[int, int], None]
_READING = Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """What the log is held against. verifier_keys: public keys (C2SP), the present one first, retired ones after it.

    second_path: the folder of the signed copies, None when there is none: then a log that was cut short is not found.
    """

    verifier_keys: tuple[str, ...]
    second_path: Path | None

    @property
    def origin(self) -> str:
        """The log's name, which is that of its key."""
        return self.verifiers()[0].name

    def verifiers(self) -> Sequence[Verifier]:
        """The keys; Misconfigured when one is damaged, Invalid when there is none."""
        if not self.verifier_keys:
            raise Invalid({"verifier_key": "Name the public key that signs the log."})
        return [Verifier.parse(key) for key in self.verifier_keys]


def verify(desk: Desk, actor: Actor, against: Callable[[], Against], *, seconds: float = PAGE_SECONDS) -> Checked:
    """Read the whole log and hold it against its signatures, for at most `seconds`; logged. For the auditor's page.

    against: asked after the policy, since what it reads (a key file) may fail, and a refusal must not tell that.
    One at a time in a process, so that nobody can keep all of it busy; the next asker gets a Conflict.
    """
    grant = desk.ask_general(actor, Action.ACCESS_LOG_VERIFY)
    if not _READING.acquire(blocking=False):
        raise Conflict("The log is being verified just now. Try again in a minute.")
    try:
        with desk.opened(grant) as cabinet:
            return _checked(cabinet, against(), seconds=seconds, columns=True, progress=_silent)
    finally:
        _READING.release()


def verify_all(desk: Desk, against: Against, *, columns: bool, progress: Progress) -> Checked:
    """The same from the command line, however long it takes. columns: also compare columns and indexes with the bytes.

    The entry about it is written if the hub can write: a copy brought back from a backup can be verified, too.
    """
    with suppress(Unavailable):  # what follows shows nobody's information
        desk.note_system(Action.ACCESS_LOG_VERIFY, Noted(reason="command_line"))
    with desk.consulting() as cabinet:
        return _checked(cabinet, against, seconds=None, columns=columns, progress=progress)


def prove(desk: Desk, seq: int) -> str:
    """A C2SP tlog-proof that entry `seq` is in the log; it holds hashes only. Invalid when it is not signed yet."""
    with desk.consulting() as cabinet:
        try:
            return export.prove(cabinet.connection, seq)
        except LookupError as error:
            sentence = "This entry is not under a signed checkpoint yet. Wait a minute, or check its number."
            raise Invalid({"seq": sentence}, sentence) from error


class _OutOfTime(Exception):
    """The time is over."""


def _checked(
    cabinet: Cabinet, against: Against, *, seconds: float | None, columns: bool, progress: Progress
) -> Checked:
    verifiers = against.verifiers()
    second_path = SecondPath(against.second_path) if against.second_path else None
    started, reached = time.monotonic(), [0, 0]

    def told(done: int, whole: int) -> None:
        reached[:] = [done, whole]
        progress(done, whole)
        if seconds is not None and done < whole and time.monotonic() - started > seconds:
            raise _OutOfTime

    checkpoints = sum(1 for _ in export.heads(cabinet.connection))
    report: Report | None = None
    with suppress(_OutOfTime):
        report = verify_log(cabinet.connection, verifiers, against.origin, second_path, columns=columns, progress=told)
    faults = report.findings if report else ()
    return Checked(
        size=report.size if report else reached[1],
        read=report.size if report and not faults else reached[0],
        signed=report.signed if report else 0,
        checkpoints=checkpoints,
        waiting=report.waiting if report else 0,
        seconds=time.monotonic() - started,
        complete=report is not None,
        faults=tuple(Fault(seq=one.seq, sentence=one.sentence) for one in faults),
    )


def _silent(_done: int, _whole: int) -> None:
    """Nobody watches."""
