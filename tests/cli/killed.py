"""Room: tests. A rotation that is killed: reads lines "root 3" or "agency 2" and rotates in a process of its own.

The number is the step after which that process kills itself (SIGKILL); 0 lets it finish. What is printed back is how
it ended: -9 or 0. Everything is imported once.
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import timedelta

from coordination.casework import key_rotation
from coordination.hub import as_owner
from coordination.settings import Settings

AGENCY = "north_county"


def rotate(what: str, last: int) -> None:
    """Rotate, and die after so many steps."""
    steps = 0

    def step(_words: str) -> None:
        nonlocal steps
        steps += 1
        if steps == last:
            os.kill(os.getpid(), signal.SIGKILL)

    settings = Settings.read(os.environ)
    with as_owner(settings) as desk:
        if what == "root":
            key_rotation.rotate_root(desk, settings, step, lambda _seconds: None, settle=timedelta())
        else:
            key_rotation.rotate_agency(desk, AGENCY, step)


def main() -> None:
    """One fork a line."""
    for line in sys.stdin:
        what, last = line.split()
        pid = os.fork()
        if not pid:
            code = 1
            try:
                rotate(what, int(last))
                code = 0
            finally:
                os._exit(code)
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)


if __name__ == "__main__":
    main()
