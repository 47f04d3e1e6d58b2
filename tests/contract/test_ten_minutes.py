"""Room: tests. "Add a partner type in ten minutes", followed to the letter: a distribution from outside the tree.

The page is read as somebody would: each file it says to write is written, each command it says to run is run, offline
and without touching the installation (pip installs into a folder of the test by its own setting).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "coordination" / "help" / "10-add-a-partner-type.md"
CODE = "    "


def steps(page: str) -> list[tuple[str, str]]:
    """What the page says to do, in order: ("write FILE" or "run", the text under it)."""
    found: list[tuple[str, str]] = []
    blocks = re.split(r"\n(?:[ \t]*\n)+", page)
    asked = ""
    for block in blocks:
        if block.startswith(CODE):
            text = "\n".join(line.removeprefix(CODE) for line in block.rstrip().splitlines())
            if asked:
                found.append((asked, text))
                asked = ""
            else:  # an empty line within the same file
                found[-1] = (found[-1][0], f"{found[-1][1]}\n\n{text}")
            continue
        writes = re.search(r"Write \*\*(\S+)\*\*:\s*$", block)
        asked = f"write {writes[1]}" if writes else "run" if re.search(r"Run:\s*$", block) else ""
    return found


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What the page calls the checkout: the contract's file, and nothing else of the tree."""
    (tmp_path / "tests" / "contract").mkdir(parents=True)
    shutil.copy(ROOT / "tests" / "contract" / "plugin_contract.py", tmp_path / "tests" / "contract")
    return tmp_path


def environment(checkout: Path) -> dict[str, str]:
    """The installation's commands first on the path; pip puts what it installs into a folder here."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("COORDINATION_", "PIP_"))}
    return {
        **kept,
        "COORDINATION_HOME": str(checkout / "home"),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_TARGET": str(checkout / "installed"),
        "PYTHONPATH": str(checkout / "installed"),
    }


def run(command: str, checkout: Path) -> subprocess.CompletedProcess[str]:
    """One command of the page, in a shell, as it stands."""
    return subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=checkout,
        env=environment(checkout),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def follow(page: str, checkout: Path) -> list[subprocess.CompletedProcess[str]]:
    """Do everything the page says, until something fails."""
    done = []
    for asked, text in steps(page):
        if asked.startswith("write "):
            path = checkout / asked.removeprefix("write ")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{text}\n", encoding="utf-8")
            continue
        for command in text.splitlines():
            done.append(run(command, checkout))
            if done[-1].returncode:
                return done
    return done


def test_the_page_says_what_to_write_and_what_to_run() -> None:
    asked = [asked for asked, _ in steps(PAGE.read_text(encoding="utf-8"))]
    files = ["write navigator/pyproject.toml", "write navigator/coordination_navigator/__init__.py"]
    assert asked == [*files, "run", "run", "run"]


@pytest.mark.slow
def test_plugin_of_the_page_is_installed_enabled_and_keeps_the_contract(checkout: Path) -> None:
    installed, contract, matrix = follow(PAGE.read_text(encoding="utf-8"), checkout)
    assert installed.returncode == 0, installed.stderr
    assert (contract.returncode, contract.stdout) == (0, "navigator: keeps the contract.\n"), contract.stderr
    assert matrix.returncode == 0, matrix.stderr
    assert re.search(r"\| Regional navigator \| [^|]+ \| no \| Identity; Service plan \|", matrix.stdout)
    assert "**Regional navigator**, state law: Is a navigator privileged?" in matrix.stdout


@pytest.mark.slow
def test_page_with_a_harmful_form_fails_at_the_contract(checkout: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    broken = page.replace(
        'slug="wants", title="What the young person wants"', 'slug="who", title="Name of the offender"'
    )
    assert broken != page
    *_, contract = follow(broken, checkout)
    assert contract.returncode == 1
    assert "nobody may need to know it" in contract.stdout


@pytest.mark.slow
def test_page_whose_declaration_does_not_hold_together_refuses_to_start(checkout: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    broken = page.replace("frozenset({InformationType.IDENTITY, InformationType.SERVICE_PLAN})", "frozenset()")
    assert broken != page
    *_, matrix = [run(command, checkout) for command in _commands(broken, checkout)]
    assert matrix.returncode != 0
    assert "holds names information types" in matrix.stdout + matrix.stderr


def _commands(page: str, checkout: Path) -> list[str]:
    """The files written; the commands of the page but the contract's, which would stop it earlier."""
    written = [(asked, text) for asked, text in steps(page) if asked.startswith("write ")]
    for asked, text in written:
        path = checkout / asked.removeprefix("write ")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{text}\n", encoding="utf-8")
    commands = [line for asked, text in steps(page) if asked == "run" for line in text.splitlines()]
    return [command for command in commands if "plugin_contract" not in command]
