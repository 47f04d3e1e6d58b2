"""Room: tests. `make nightly`: proofs too long for every change, at their full size, and what they judged.

    python -m tests.nightly          # those that are stale; the others keep their lines
    python -m tests.nightly --all    # every one

Each proof is a test that reads `SIZE`: small by default, as written in `PROOFS` under `make nightly`, which writes
tests/nightly.md. A proof whose files have changed since is stale, and tests/house/test_nightly.py says so.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "tests/nightly.md"
SIZE = "COORDINATION_TEST_NIGHTLY"
HEADING = (
    "# Proofs at their full size",
    "",
    "Written by `make nightly`. `judged` is the SHA-256 of the files named in `tests/nightly.py`.",
    "",
    "| proof | size | judged | what was counted | seconds |",
    "|---|---|---|---|---|",
)
# Where a revision stands in the chain is decided when branches are merged; it judges nothing.
_LEFT_OUT = (b"down_revision = ",)


@dataclass(frozen=True, slots=True)
class Proof:
    """A test, how large it is at night, and the files whose every change asks for it anew. processes: that share it."""

    name: str
    test: str
    size: int
    judged: tuple[str, ...]
    processes: int = 1


def _files(folder: str, names: str) -> tuple[str, ...]:
    return tuple(f"{folder}/{name}.py" for name in names.split())


PROOFS = (
    Proof(
        name="machine",
        test="tests/policy/test_machine.py",
        size=10_000,
        processes=2,
        judged=(
            *_files("coordination/policy", "acts claims consents decide decision floor on_file signers threshold"),
            *_files("coordination/model", "age facts program"),
            *_files("coordination/declare", "authority_on_file information regime"),
            *_files("coordination/storage", "agreements authorities case_facts conflict_rows emergency_rows hub_codes"),
            *_files("coordination/storage", "paper_facts program_facts releases restriction_rows"),
            *_files("coordination/casework", "agreement_form agreements authorities authority_form conflicts"),
            *_files("coordination/casework", "emergencies majority never_disclose recusals release_form release_offer"),
            *_files("coordination/casework", "releases restrictions teams"),
            *_files("plugins/coordination_us_federal", "capta"),
            *_files("plugins/coordination_us_maine", "sharing"),
            *_files("tests/policy", "machine machine_filed machine_hub machine_law machine_model machine_papers"),
            *_files("tests/policy", "machine_people machine_run machine_steps machine_team machine_times"),
            *_files("tests/policy", "machine_typed machine_world test_machine"),
        ),
    ),
    Proof(
        name="net",
        test="tests/storage/test_net_behind_a_pooler.py",
        size=100_000,
        judged=(
            "coordination/database/net.py",
            "coordination/database/postgresql.py",
            "coordination/database/told.py",
            "coordination/model/context.py",
            "deploy/pgbouncer/pgbouncer.ini",
            "migrations/versions/0016_net.py",
            "tests/storage/netted.py",
            "tests/storage/planted_rows.py",
            "tests/storage/test_net_behind_a_pooler.py",
        ),
    ),
    Proof(
        name="pairs",
        test="tests/web/test_two_worlds.py",
        size=5_000,
        judged=(
            "coordination/casework/case_list.py",
            "coordination/casework/case_page.py",
            "coordination/casework/deadline_board.py",
            "coordination/casework/notices.py",
            "coordination/casework/oversight.py",
            "coordination/casework/search.py",
            "coordination/door/errors.py",
            "coordination/door/gate.py",
            "coordination/door/headers.py",
            "coordination/policy/decide.py",
            "coordination/policy/scope.py",
            "coordination/storage/case_facts.py",
            "coordination/storage/case_list.py",
            "coordination/storage/list_facts.py",
            "coordination/storage/scope.py",
            "tests/web/apart/dice.py",
            "tests/web/apart/ground.py",
            "tests/web/apart/hidden.py",
            "tests/web/apart/leaks.py",
            "tests/web/apart/looked.py",
            "tests/web/apart/of_papers.py",
            "tests/web/apart/on_cases.py",
            "tests/web/apart/people.py",
            "tests/web/apart/worlds.py",
            "tests/web/test_two_worlds.py",
        ),
    ),
)


def size(usual: int) -> int:
    """How large a proof is in this run. usual: when it is not night."""
    return int(os.environ.get(SIZE, usual))


def digest(files: Iterable[str], root: Path = ROOT) -> str:
    """SHA-256 of the files' names and lines, in order."""
    found = sha256()
    for name in sorted(files):
        lines = (root / name).read_bytes().splitlines()
        found.update(
            name.encode() + b"\0" + b"\n".join(line for line in lines if not line.startswith(_LEFT_OUT)) + b"\0"
        )
    return found.hexdigest()


def stale(report: str, proofs: Iterable[Proof] = PROOFS, root: Path = ROOT) -> list[str]:
    """The proofs of which the report does not speak as their files stand now."""
    return [one.name for one in proofs if f"| {one.name} | {one.size:,} | {digest(one.judged, root)} |" not in report]


def kept(report: str, proofs: Iterable[Proof]) -> dict[str, str]:
    """The lines that the report has of these proofs, by name."""
    named = {line.split(" | ")[0].removeprefix("| "): line for line in report.splitlines() if line.startswith("| ")}
    return {one.name: named[one.name] for one in proofs if one.name in named}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the stale proofs at their full size and write the report; 1 when one fails, and then nothing is written."""
    parser = argparse.ArgumentParser(prog="python -m tests.nightly")
    parser.add_argument("--all", action="store_true", help="run the proofs that are not stale too")
    everything = parser.parse_args(arguments).all
    report = REPORT.read_text(encoding="utf-8") if REPORT.exists() else ""
    asked = {one.name for one in PROOFS} if everything else set(stale(report))
    lines = kept(report, PROOFS)
    for one in PROOFS:
        if one.name not in asked:
            continue
        found = _run(one)
        if found is None:
            return 1
        lines[one.name] = f"| {one.name} | {one.size:,} | {digest(one.judged)} | {found} |"
    written = "\n".join([*HEADING, *(lines[one.name] for one in PROOFS)])
    REPORT.write_text(written + "\n", encoding="utf-8")
    return 0


def _run(one: Proof) -> str | None:
    """What a proof counted at its full size, and its seconds; None when it failed."""
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        options = ["-q", "-o", "junit_family=xunit1", f"--junitxml={report}"]
        shared = ["-n", str(one.processes), "--dist", "loadgroup"] if one.processes > 1 else []
        command = [sys.executable, "-m", "pytest", one.test, *options, *shared]
        environ = {**os.environ, SIZE: str(one.size)}
        if subprocess.run(command, cwd=ROOT, env=environ, check=False).returncode != 0:
            return None
        return _counted(report)


def _counted(report: Path) -> str:
    """What the tests recorded as properties, and how long they took."""
    cases = list(ET.parse(report).iter("testcase"))
    said = [f"{one.get('name')}: {one.get('value')}" for case in cases for one in case.iter("property")]
    return f"{', '.join(said)} | {sum(float(case.get('time', 0)) for case in cases):.0f}"


if __name__ == "__main__":
    raise SystemExit(main())
