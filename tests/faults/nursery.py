"""Room: tests. From the test's side: starts the nursery, and drives one clerk of it over a socket."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

TREE = Path(__file__).resolve().parents[2]
PATIENCE = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hired:
    """One clerk. pid: its process."""

    pid: int
    line: Connection

    def tell(self, name: str, key: str = "") -> None:
        """Tell it to do an act, and do not wait."""
        self.line.send((name, key))

    def hear(self) -> tuple[str, str] | None:
        """What came of the oldest act not heard of: ("done", made) or ("failed", error); None when it is dead."""
        assert self.line.poll(PATIENCE), "The clerk hangs."
        try:
            said: tuple[str, str] = self.line.recv()
        except (EOFError, ConnectionResetError):
            return None
        return said

    def do(self, name: str, key: str = "") -> str:
        """Have an act done that must succeed; what it made."""
        self.tell(name, key)
        said = self.hear()
        assert said is not None, f"The clerk died in {name}."
        assert said[0] == "done", f"The clerk could not {name}: {said[1]}"
        return said[1]

    def kill(self) -> None:
        """SIGKILL, and wait until the process is gone."""
        os.kill(self.pid, signal.SIGKILL)
        self.bury()

    def bury(self) -> None:
        """Wait until nothing more can come: the process has died, or is told to go."""
        while self.line.poll(PATIENCE):
            try:
                self.line.recv()
            except (EOFError, ConnectionResetError):
                break
        self.line.close()


class Nursery:
    """A warm process that forks clerks."""

    def __init__(self) -> None:
        self._hired = 0
        self._ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [sys.executable, "-m", "tests.faults.clerk", str(theirs.fileno())]
        self._process = subprocess.Popen(command, cwd=TREE, pass_fds=[theirs.fileno()], env=_environment())
        theirs.close()

    def hire(self, environ: Mapping[str, str], **options: str) -> Hired:
        """A clerk at work in the hub of this environment."""
        ours, theirs = socket.socketpair()
        self._hired += 1  # each comes a minute after the one before: the lease of a dead sequencer is then over
        told = json.dumps({"environ": dict(environ), "minutes": self._hired, **options}).encode()
        socket.send_fds(self._ours, [told], [theirs.fileno()])
        theirs.close()
        line: Connection[Any, Any] = Connection(ours.detach())
        assert line.poll(PATIENCE), "The clerk does not come."
        word, pid = line.recv()
        assert word == "ready"
        return Hired(pid=pid, line=line)

    @contextmanager
    def clerk(self, environ: Mapping[str, str], **options: str) -> Iterator[Hired]:
        """A clerk for as long as the block lasts."""
        hired = self.hire(environ, **options)
        try:
            yield hired
        finally:
            hired.line.close()

    def close(self) -> None:
        """Let the process end."""
        self._ours.close()
        self._process.wait(PATIENCE)


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("COORDINATION_")}


def environ_of(home: Path, database: str = "", sequencer: str = "") -> dict[str, str]:
    """The settings of a hub at `home`: its own SQLite file, or the given addresses."""
    url = database or f"sqlite:///{home / 'hub.db'}"
    return {
        "COORDINATION_HOME": str(home),
        "COORDINATION_DATABASE_URL": url,
        "COORDINATION_SEQUENCER_URL": sequencer or url,
    }


def moved_in(base: Path, home: Path) -> dict[str, str]:
    """A copy of the prepared hub at `base`, and its settings."""
    shutil.copytree(base, home)
    return environ_of(home)
