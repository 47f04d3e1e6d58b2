"""Room: tests. The ground: assets are whole and licensed, locks pin everything, what is missing is said in one line."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from deploy import hatch_build
from deploy.hatch_build import VENDOR

ROOT = Path(__file__).resolve().parents[1]
LOCKS = sorted((ROOT / "deploy").glob("requirements*.txt"))


def test_every_file_that_the_style_sheet_names_is_served() -> None:
    style = VENDOR / "uswds" / "css" / "uswds.min.css"
    named = re.findall(r"url\(\"?'?(\.\./[^)\"'?#]+)", style.read_text(encoding="utf-8"))
    assert len(named) > 50
    assert [name for name in named if not (style.parent / name).resolve().is_file()] == []


def test_style_sheet_and_scripts_fetch_nothing_from_elsewhere() -> None:
    style = (VENDOR / "uswds" / "css" / "uswds.min.css").read_text(encoding="utf-8")
    assert not re.search(r"url\(\"?'?(https?:)?//", style)
    assert "@import" not in style


def test_assets_are_small_and_carry_their_licences() -> None:
    files = [file for file in VENDOR.rglob("*") if file.is_file()]
    assert sum(file.stat().st_size for file in files) < 3_000_000
    assert "public domain" in (VENDOR / "uswds" / "LICENSE.md").read_text(encoding="utf-8")
    assert "Zero-Clause BSD" in (VENDOR / "htmx" / "LICENSE").read_text(encoding="utf-8")


def test_assets_are_those_of_the_lock_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert hatch_build.is_current()
    monkeypatch.setattr(hatch_build, "VENDOR", tmp_path)
    assert not hatch_build.is_current()
    assert hatch_build.is_wanted()
    monkeypatch.setenv(hatch_build.SKIP, "1")
    assert not hatch_build.fetch()


def test_node_lock_pins_by_checksum_and_exact_version() -> None:
    lock = json.loads((hatch_build.ASSETS / "package-lock.json").read_text(encoding="utf-8"))
    wanted = json.loads((hatch_build.ASSETS / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert all(re.fullmatch(r"[0-9.]+", version) for version in wanted.values())
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())
    assert not [name for name, package in packages.items() if "resolved" in package]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_python_lock_pins_every_package_by_hash(lock: Path) -> None:
    entries = re.split(r"\n(?=[a-z0-9])", lock.read_text(encoding="utf-8").strip())
    assert len(entries) > 20
    for entry in entries:
        assert re.match(r"[a-z0-9][a-z0-9.-]*==[^ ]+ ", entry), entry
        assert "--hash=sha256:" in entry, entry
    assert "://" not in lock.read_text(encoding="utf-8")


def test_what_runs_is_what_was_tested() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^[a-z0-9.-]+==\S+", (ROOT / "deploy" / name).read_text("utf-8"), re.MULTILINE))

    assert pins("requirements.txt") <= pins("requirements-test.txt")


@pytest.fixture
def bare(tmp_path: Path) -> dict[str, str]:
    """An environment whose PATH leads to a shell and nothing else."""
    (tmp_path / "bin").mkdir()
    for name in ("sh", "echo", "rm", "touch"):
        (tmp_path / "bin" / name).symlink_to(shutil.which(name) or name)
    return {"PATH": str(tmp_path / "bin"), "PG_BIN": os.devnull}


def test_what_the_tests_miss_is_said_in_one_line(bare: dict[str, str]) -> None:
    program = [sys.executable, str(ROOT / "deploy" / "install_test_needs.py")]
    done = subprocess.run(program, env=bare, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "apt-get install -y --no-install-recommends chromium fonts-liberation strace" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def make(folder: Path, environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run `make test` on a copy of the Makefile where nothing is installed."""
    shutil.copy(ROOT / "Makefile", folder)
    shutil.copytree(ROOT / "deploy", folder / "deploy", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml",):
        shutil.copy(ROOT / name, folder)
    program = shutil.which("make")
    assert program
    return subprocess.run([program, "test"], cwd=folder, env=environ, capture_output=True, text=True, check=False)


def test_machine_without_python_is_told_so(tmp_path: Path, bare: dict[str, str]) -> None:
    done = make(tmp_path, bare)
    assert done.returncode != 0
    assert "Python 3.11 or newer was not found." in done.stderr


def test_python_that_is_too_old_or_does_not_start_is_passed_over(tmp_path: Path, bare: dict[str, str]) -> None:
    for name in ("python3", "python3.12"):
        program = tmp_path / "bin" / name
        program.write_text("#!/bin/sh\nexit 127\n", encoding="ascii")
        program.chmod(0o755)
    assert "Python 3.11 or newer was not found." in make(tmp_path, bare).stderr


def test_machine_without_venv_is_told_what_to_run(tmp_path: Path, bare: dict[str, str]) -> None:
    program = tmp_path / "bin" / "python3"
    program.write_text('#!/bin/sh\ncase "$*" in *ensurepip*) exit 1;; esac\nexit 0\n', encoding="ascii")
    program.chmod(0o755)
    done = make(tmp_path, bare)
    assert done.returncode != 0
    assert "Run: apt-get install -y python3-venv" in done.stderr


def test_make_alone_prints_help() -> None:
    done = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert {line.split()[1] for line in done.stdout.splitlines()} >= {"run", "test", "check", "bench", "lock", "clean"}
