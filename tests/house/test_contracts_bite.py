"""Room: tests. Each import contract of pyproject.toml breaks when its violation is planted in a copy of the house.

A contract that cannot break protects nothing: a misspelt module, or an exception too wide, leaves it green for ever.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINTER = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
CONTRACTS = {contract["id"]: contract for contract in LINTER["contracts"]}
PLUGIN = "plugins/coordination_victim_advocacy"

# (contract, file in the copy, what is written at its end). A new file is made, an existing one is added to.
PLANTS = (
    ("1", "coordination/model/planted.py", "import coordination.policy"),
    ("1", "coordination/declare/planted.py", "import coordination.model"),
    ("1", "coordination/storage/planted.py", "import coordination.casework"),
    ("1", "coordination/casework/planted.py", "import coordination.hub"),
    ("1", "coordination/hub.py", "import coordination.door"),
    ("1", "coordination/web/planted.py", "import coordination.demo"),
    ("1", "coordination/crypto/planted.py", "import coordination.database"),
    ("1", "coordination/database/planted.py", "import coordination.settings"),
    ("1", "coordination/attic/__init__.py", '"""A room that no contract knows."""'),
    ("2", "coordination/casework/planted.py", "from flask import request"),
    ("2", "coordination/cli/planted.py", "import flask"),
    ("2", "coordination/crypto/planted.py", "import joserfc.jwt"),
    ("2", "coordination/hub.py", "import authlib.jose"),
    ("3", "coordination/casework/planted.py", "from sqlalchemy import select"),
    ("3", "coordination/cli/planted.py", "import sqlalchemy"),
    ("4", "coordination/storage/planted.py", "from cryptography.hazmat.primitives.ciphers.aead import AESGCM"),
    ("4", "coordination/casework/planted.py", "import pyrage"),
    ("5a", "coordination/policy/planted.py", "import coordination.crypto"),
    ("5a", "coordination/model/planted.py", "import coordination.settings"),
    ("5b", "coordination/policy/planted.py", "import os"),
    ("5b", "coordination/policy/planted.py", "import time"),
    ("5b", "coordination/policy/planted.py", "import secrets"),
    ("5b", "coordination/declare/planted.py", "import requests"),
    ("6", "coordination/web/planted.py", "import coordination.storage"),
    ("6", "coordination/cli/planted.py", "import coordination.database"),
    ("6", "coordination/demo/planted.py", "import coordination.audit"),
    ("6", "coordination/door/planted.py", "import coordination.policy"),
    ("7", f"{PLUGIN}/planted.py", "import coordination.model"),
    ("7", f"{PLUGIN}/planted.py", "import os"),
    ("8", "coordination/partners/planted.py", "import coordination_victim_advocacy"),
    ("9", f"{PLUGIN}/planted.py", "import coordination_law_enforcement"),
    ("10", "coordination/casework/planted.py", "import coordination.audit._mint"),
    ("10", "coordination/audit/planted.py", "from coordination.audit import _mint"),
    ("11", "coordination/web/planted.py", "import coordination.web.planted_too"),
    ("12", "coordination/storage/planted.py", "import alembic"),
    ("13", "coordination/casework/planted.py", "import coordination.audit.access_log"),
    ("13", "coordination/storage/planted.py", "from coordination.audit import access_log"),
    ("14", "coordination/casework/planted.py", "import coordination.database"),
    ("14", "coordination/casework/planted.py", "from coordination.crypto import envelope"),
    ("14", "coordination/web/planted.py", "import coordination.crypto.envelope"),
    ("15", "coordination/__init__.py", "import coordination.model"),
    ("15", "coordination/__init__.py", "import os"),
    ("15", "coordination/__main__.py", "import coordination.hub"),
    ("16", "coordination/web/planted.py", "from PIL import Image"),
    ("16", "coordination/casework/planted.py", "import pikepdf"),
    ("17", "coordination/casework/planted.py", "import fpdf"),
)
# What the contracts speak of; made in the copy where the house has not built it yet, so that each can be tried alone.
FURNITURE = {
    "coordination/__main__.py": "import coordination.cli",
    "coordination/hub.py": "",
    "coordination/audit/_mint.py": "",
    "coordination/audit/access_log.py": "import coordination.audit._mint",
    "coordination/casework/desk.py": "",
    "coordination/cli/migrations.py": "import alembic",
    "coordination/crypto/envelope.py": "import cryptography",
    "coordination/database/engine.py": "import sqlalchemy",
}
# The second half of the cycle of contract 11.
SECOND_HALF = {"coordination/web/planted_too.py": "import coordination.web.planted"}


# Loads import-linter once; for each line of arguments a fork lints, which reads the copy anew and keeps nothing.
LINTER_AT_WORK = """
import contextlib, os, sys
from importlinter.cli import lint_imports_command
for line in sys.stdin:
    child = os.fork()
    if not child:
        with open("said", "w") as said, contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            lint_imports_command(["--no-logo", *line.split()])  # and exits, as a command does
        os._exit(2)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linted:
    """How one run of lint-imports ended, and what it said."""

    returncode: int
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A copy of the packages and their contracts, to plant violations in, and the linter at work in it."""

    root: Path
    linter: subprocess.Popen[str]

    @contextmanager
    def plant(self, files: dict[str, str]) -> Iterator[None]:
        """Write each line at the end of its file for a while."""
        before = {
            name: (self.root / name).read_text("utf-8") if (self.root / name).exists() else None for name in files
        }
        for name, line in files.items():
            file = self.root / name
            file.parent.mkdir(exist_ok=True)
            file.write_text(f"{before[name] or ''}\n{line}\n", encoding="utf-8")
        try:
            yield
        finally:
            for name, text in before.items():
                if text is not None:
                    (self.root / name).write_text(text, encoding="utf-8")
                else:
                    (self.root / name).unlink()
                    if name.endswith("__init__.py"):
                        (self.root / name).parent.rmdir()

    def lint(self, *contracts: str) -> Linted:
        """Run lint-imports on the copy."""
        limits = [part for contract in contracts for part in ("--contract", contract)]
        assert self.linter.stdin is not None
        assert self.linter.stdout is not None
        self.linter.stdin.write(" ".join(limits) + "\n")
        self.linter.stdin.flush()
        code = int(self.linter.stdout.readline())
        return Linted(returncode=code, said=(self.root / "said").read_text(encoding="utf-8"))


def linter_in(root: Path) -> subprocess.Popen[str]:
    """The linter in a process of its own, which imports nothing of ours; the copy stands first on its path."""
    path = os.pathsep.join([str(root), str(root / "plugins")])
    return subprocess.Popen(
        [sys.executable, "-c", LINTER_AT_WORK],
        cwd=root,
        env={**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1", "NO_COLOR": "1", "COLUMNS": "200"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The copy, furnished."""
    root = tmp_path_factory.mktemp("house")
    leave = shutil.ignore_patterns("__pycache__", "static", "vendor")
    for folder in ("coordination", "plugins"):
        shutil.copytree(ROOT / folder, root / folder, ignore=leave, dirs_exist_ok=True)
    shutil.copy(ROOT / "pyproject.toml", root)
    rooms = {name.strip() for layer in CONTRACTS["1"]["layers"] for name in layer.split("|")}
    packages = [root / "coordination" / room for room in rooms if room not in {"hub", "settings"}]
    packages += [root / "plugins" / name for name in LINTER["root_packages"] if name != "coordination"]
    for package in packages:
        package.mkdir(exist_ok=True)
        (package / "__init__.py").touch()
    for name, line in FURNITURE.items():
        if not (root / name).exists():
            (root / name).write_text(line + "\n", encoding="utf-8")
    with linter_in(root) as linter:  # which ends with its standard input
        yield House(root=root, linter=linter)


def test_the_house_as_it_stands_keeps_every_contract(house: House) -> None:
    done = house.lint()
    assert done.returncode == 0, done.said
    kept = re.search(r"Contracts: (\d+) kept, 0 broken", done.said)
    assert kept is not None
    assert int(kept[1]) == len(CONTRACTS) == 18


@pytest.mark.parametrize(
    ("contract", "file", "line"), PLANTS, ids=[f"{c}-{f}-{n}" for n, (c, f, _) in enumerate(PLANTS)]
)
def test_contract_breaks_when_its_violation_is_planted(house: House, contract: str, file: str, line: str) -> None:
    planted = {file: line} | (SECOND_HALF if contract == "11" else {})
    with house.plant(planted):
        done = house.lint(contract)
    assert done.returncode == 1, done.said
    assert "0 kept, 1 broken" in done.said, done.said


def test_every_contract_has_a_plant() -> None:
    assert {contract for contract, _file, _line in PLANTS} == set(CONTRACTS)


def test_nothing_planted_is_left(house: House) -> None:
    assert not list(house.root.rglob("planted*.py"))
