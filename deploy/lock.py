"""Pin every dependency with hashes: `make lock`. What is written holds no host name, so it works behind any mirror."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = (
    "--quiet",
    "--generate-hashes",
    "--allow-unsafe",
    "--strip-extras",
    "--no-header",
    "--annotation-style=line",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-emit-trusted-host",
    "--no-emit-options",
)
# In this order: what runs is pinned to the same versions as what was tested.
LOCKS = (
    ("deploy/requirements-test.txt", ("--extra", "test", "--extra", "check", "pyproject.toml")),
    ("deploy/requirements.txt", ("--constraint", "deploy/requirements-test.txt", "pyproject.toml")),
    ("deploy/requirements-canaille.txt", ("deploy/requirements-canaille.in",)),
)


def main() -> None:
    """Write the three lock files, with newer versions where there are any."""
    for target, source in LOCKS:
        print(f"Pinning {target} ...")
        command = [sys.executable, "-m", "piptools", "compile", "--upgrade", *OPTIONS, "--output-file", target, *source]
        subprocess.run(command, cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
