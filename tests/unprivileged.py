"""Room: tests. Runs programs as an ordinary user, since PostgreSQL refuses to run as root."""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path


class Ordinary:
    """An account without privileges, and a folder of its own in which its programs run."""

    def __init__(self, prefix: str) -> None:
        self._user: int | None = None
        self._group: int | None = None
        self._groups: list[int] | None = None
        if os.geteuid() == 0:
            entry = _somebody()
            self._user, self._group, self._groups = entry.pw_uid, entry.pw_gid, []
        self.folder = Path(tempfile.mkdtemp(prefix=prefix, dir=self._reachable_tmp()))
        if self._user is not None and self._group is not None:
            os.chown(self.folder, self._user, self._group)

    def run(self, command: Sequence[str], cwd: str | Path | None = None) -> subprocess.CompletedProcess[bytes]:
        """Run to the end; the caller looks at the return code."""
        return subprocess.run(
            command,
            capture_output=True,
            check=False,
            cwd=cwd or self.folder,
            env=_environment(),
            user=self._user,
            group=self._group,
            extra_groups=self._groups,
        )

    def can_run(self, command: Sequence[str], cwd: str | Path | None = None) -> bool:
        """The account can reach the program, and it ends well."""
        try:
            return self.run(command, cwd).returncode == 0
        except OSError:
            return False

    def start(self, command: Sequence[str], log: Path) -> subprocess.Popen[bytes]:
        """Start in the background; what it says goes to `log`; it ends when this process does, however that ends."""
        with log.open("wb") as output:
            return subprocess.Popen(
                command,
                stdout=output,
                stderr=output,
                cwd=self.folder,
                env=_environment(),
                user=self._user,
                group=self._group,
                extra_groups=self._groups,
                preexec_fn=die_with_parent,  # noqa: PLW1509 - one call into libc, before any thread of ours
                start_new_session=True,
            )

    def clean(self) -> None:
        """Remove the folder."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _reachable_tmp(self) -> str:
        """The temporary folder, unless the account cannot enter it (a TMPDIR inside a private folder)."""
        chosen = tempfile.gettempdir()
        tried = (chosen, "/tmp", "/var/tmp")
        return next((folder for folder in tried if self.can_run(["test", "-x", folder], cwd="/")), chosen)


def _somebody() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    sentence = "As root, PostgreSQL needs the system user `nobody` or `postgres`."
    raise RuntimeError(sentence)


def _environment() -> dict[str, str]:
    """Nothing of ours: PGDATA, PGHOST or a foreign locale would be obeyed."""
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C"}


def die_with_parent() -> None:
    """On Linux: prctl PR_SET_PDEATHSIG with SIGQUIT, PostgreSQL's immediate shutdown."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGQUIT)
