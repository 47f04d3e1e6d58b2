"""Room: tests. Starts a filled unit of deploy/systemd as systemd would: its environment, credentials and command.

What only systemd can do (users, name spaces, filters) is not done here; `systemd-analyze` judges how that is written.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

from tests.cli.running import PATIENCE
from tests.unprivileged import die_with_parent


def service(unit: Path) -> list[tuple[str, str]]:
    """The lines of a unit's [Service], in order."""
    lines = unit.read_text(encoding="utf-8").split("[Service]", 1)[1].split("\n[", 1)[0].splitlines()
    named = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return [(name.strip(), value.strip()) for name, value in named]


class Unit:
    """One instance of a unit at work: `Unit(folder / "coordination-web@.service", "8001", run)`."""

    def __init__(self, unit: Path, instance: str, run: Path) -> None:
        """run: a folder of its own, for its credentials and what it says."""
        run.mkdir(mode=0o700)
        credentials = run / "credentials"
        credentials.mkdir(mode=0o700)
        self.said_in = run / "said"
        environ = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
        command: list[str] = []
        for name, value in service(unit):
            meant = value.replace("%i", instance).replace("%d", str(credentials))
            if name == "Environment":
                environ |= dict(part.split("=", 1) for part in shlex.split(meant))
            elif name == "EnvironmentFile":
                environ |= _file(meant)
            elif name == "LoadCredential":
                slug, _, source = meant.partition(":")
                shutil.copy(source, credentials / slug)
                (credentials / slug).chmod(0o400)
            elif name == "ExecStart":
                command = shlex.split(meant)
        self.environ = environ
        with self.said_in.open("wb") as said:
            self.process = subprocess.Popen(
                command,
                env=environ,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                cwd=run,
                preexec_fn=die_with_parent,  # noqa: PLW1509 - one call into libc; a test that is killed leaves nothing
                start_new_session=True,
            )

    @property
    def said(self) -> str:
        """All that it has said so far."""
        return self.said_in.read_text(encoding="utf-8")

    def kill(self) -> None:
        """SIGKILL to all of it at once, as when a machine goes."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)

    def stop(self) -> int:
        """As `systemctl stop`; the exit code."""
        self.process.terminate()
        return self.process.wait(PATIENCE)


def _file(path: str) -> dict[str, str]:
    file = Path(path.removeprefix("-"))
    if path.startswith("-") and not file.exists():
        return {}
    lines = file.read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
