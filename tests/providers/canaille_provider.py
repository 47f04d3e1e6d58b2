"""Starts Canaille 0.3.6, a provider written by others, from an environment of its own.

Its own, because its wheel installs a package named `tests`. `make test` makes the environment in `.venv-canaille`;
without make it is made here, at first use, from the same lock file.
"""

from __future__ import annotations

import fcntl
import hmac
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from tests.providers.processes import running
from tests.providers.relying_party import RelyingParty

ROOT = Path(__file__).parents[2]
LOCKED = ROOT / "deploy" / "requirements-canaille.txt"
ENVIRONMENT = ROOT / ".venv-canaille"
FOLDER = Path(__file__).with_name("canaille")
PASSWORD, CLIENT_SECRET, TOTP_SECRET = "correct horse battery", "secret-of-the-hub", "a shared secret for passcodes"


def environment() -> Path:
    """The Python of Canaille's environment, made and filled if it is not there yet."""
    python, ready = ENVIRONMENT / "bin" / "python", ENVIRONMENT / "ready"
    with (FOLDER / ".install.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            if not python.exists():
                subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=True)
            install = [str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(LOCKED)]
            subprocess.run(install, check=True)
            ready.touch()
    return python


@contextmanager
def canaille(hub: RelyingParty, port: int, factors: list[str]) -> Iterator[str]:
    """Run Canaille for this hub; yields its issuer. factors: "password", "otp"."""
    told = {
        "port": port,
        "factors": factors,
        "password": PASSWORD,
        "totp_secret": TOTP_SECRET,
        "client_secret": CLIENT_SECRET,
        "hub": hub.address,
        "callback": hub.callback,
        "left": f"{hub.address}/left",
    }
    # -P: only the environment's own packages, none from this tree.
    with running([str(environment()), "-P", "server.py"], told, FOLDER):
        yield f"http://localhost:{port}"


def passcode(now: datetime) -> str:
    """The six digits of this half minute (RFC 6238)."""
    counter = int(now.timestamp()) // 30
    digest = hmac.digest(TOTP_SECRET.encode(), counter.to_bytes(8, "big"), "sha1")
    start = digest[-1] & 0xF
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"
