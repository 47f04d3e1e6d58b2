"""Room: casework. A file is cleaned in a process of its own (child.py), of which at most two run at once.

Whatever a hostile file does to the libraries that read it, it does where there is no key to find, and for so long.
"""

from __future__ import annotations

import subprocess
import sys
from threading import BoundedSemaphore

from coordination.casework.cleaning.kinds import Unfit
from coordination.model.files import LARGEST, Cleaned, Kind

SECONDS = 60  # by the clock on the wall; the processor's are in child.py
AT_ONCE = 2
PATIENCE = 30  # seconds until somebody else's file is done
COMMAND = (sys.executable, "-I", "-m", "coordination.casework.cleaning.child")
TOO_LARGE = "This file is larger than 10 MB. Scan it with fewer points, or attach it in parts."
MOST_KEPT = LARGEST + 1024 * 1024  # bytes; a file written anew may be a little larger
GREW = "Written anew, this file is larger than 10 MB. Scan it with fewer points (300 dots an inch are enough)."
TOO_MUCH = "This file takes too much time or memory to read. Print it to a new PDF, or scan it again, and attach that."
BUSY = "The hub is reading other files just now. Send it again in a minute."

_turns = BoundedSemaphore(AT_ONCE)


def clean(data: bytes, command: tuple[str, ...] = COMMAND) -> Cleaned:
    """The file as it may be kept. Raises Unfit with the sentence for the person."""
    if len(data) > LARGEST:
        raise Unfit(TOO_LARGE)
    if not _turns.acquire(timeout=PATIENCE):
        raise Unfit(BUSY)
    try:
        answer = _answer(data, command)
    finally:
        _turns.release()
    if answer[:1] == b"N":
        raise Unfit(answer[1:].decode())
    kind, mark, content = answer[1:].partition(b"\n")
    if answer[:1] != b"K" or not mark or not content:
        raise Unfit(TOO_MUCH)
    if len(content) > MOST_KEPT:
        raise Unfit(GREW)
    return Cleaned(kind=Kind(kind.decode()), content=content)


def _answer(data: bytes, command: tuple[str, ...]) -> bytes:
    """What the child said; nothing when it was ended. It inherits nothing: no setting, no file, no key."""
    try:
        done = subprocess.run(  # noqa: S603 - our own module, by our own interpreter
            command, input=data, capture_output=True, timeout=SECONDS, check=False, env={}, cwd="/"
        )
    except subprocess.TimeoutExpired:
        return b""
    return done.stdout if done.returncode == 0 else b""
