"""Room: tests. The hub as an operator starts it: a process of its own, spoken to by signals and over HTTP."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import requests

PATIENCE = 60.0


class Started:
    """A command that runs, and the file that holds what it said."""

    def __init__(self, command: str, environ: Mapping[str, str], said: Path) -> None:
        self._said = said
        clean = {name: value for name, value in os.environ.items() if not name.startswith("COORDINATION_")}
        with said.open("wb") as file:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "coordination", command],
                env={**clean, **environ},
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def said(self) -> str:
        """All that it has said so far."""
        return self._said.read_text(encoding="utf-8")

    def wait_for(self, words: str) -> None:
        """Until it has said this."""
        end = time.monotonic() + PATIENCE
        while words not in self.said:
            assert self.process.poll() is None, self.said
            assert time.monotonic() < end, self.said
            time.sleep(0.05)

    def children(self) -> list[int]:
        """Process ids of its children."""
        listed = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return sorted(int(pid) for file in listed for pid in file.read_text(encoding="ascii").split())

    def end(self, number: int) -> int:
        """Send a signal and wait; the exit code."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


@contextmanager
def started(command: str, environ: Mapping[str, str], said: Path) -> Iterator[Started]:
    """A command of the hub's command line, ended afterwards whatever the test did."""
    run = Started(command, environ, said)
    try:
        yield run
    finally:
        left = run.children()
        with suppress(ProcessLookupError):
            run.process.kill()
        run.process.wait(PATIENCE)
        gone(left)


def gone(pids: list[int]) -> None:
    """Wait until none of these processes is there, not even as somebody else's child."""
    end = time.monotonic() + PATIENCE
    while alive := [pid for pid in pids if _alive(pid)]:
        assert time.monotonic() < end, f"still there: {alive}"
        time.sleep(0.05)


def _alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def two_free_ports() -> int:
    """A port that is free, the one after it too."""
    while True:
        with socket.socket() as one, socket.socket() as other:
            one.bind(("127.0.0.1", 0))
            port = int(one.getsockname()[1])
            with suppress(OSError, OverflowError):
                other.bind(("127.0.0.1", port + 1))
                return port


def answers(url: str) -> int:
    """The status of a page, 0 when nobody listens."""
    with requests.Session() as session:
        session.trust_env = False
        try:
            return session.get(url, timeout=10, allow_redirects=False).status_code
        except requests.ConnectionError:
            return 0
