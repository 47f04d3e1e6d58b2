"""Room: tests. tests/mutants.md: what `make mutate` judged, what lives, and why it may.

A row for each file carries its SHA-256, so that one that changed is seen at once. A survivor is known by file, place
and change, never by its line: its sentence stays when the file is judged again.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from tests.mutate.operators import ROOT

REPORT = ROOT / "tests/mutants.md"
LEAST, LEAST_OF_A_FILE = 95.0, 90.0  # per cent of the mutants that a test kills
UNEXPLAINED = "unexplained"
OPERATORS = ("tests/mutate/mutants.py", "tests/mutate/operators.py")
_ROW = re.compile(
    r"\| `(?P<file>[^`]+)` \| (?P<made>\d+) \| (?P<killed>\d+) \| [\d.]+ % \| (?P<hash>[0-9a-f]{64}) \|(?P<by>.*)\|"
)
_FILE = re.compile(r"### `(?P<file>[^`]+)`")
_SURVIVOR = re.compile(r"- `(?P<scope>[^`]+)`: `(?P<what>[^`]+)`")
_OPERATORS = re.compile(r"Operators: ([0-9a-f]{64})")
_KILLER = re.compile(r"`(?P<test>tests/[^`]+)` (?P<kills>\d+)")

Key = tuple[str, str, str]


@dataclass(slots=True)
class Row:
    """One judged file. killers: by test file, for how many mutants one of its tests was the first to fail."""

    made: int
    killed: int
    hash: str
    killers: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Report:
    """Rows by file; survivors with their sentences by key; and the hash of the operators that made the mutants."""

    rows: dict[str, Row] = field(default_factory=dict)
    survivors: dict[Key, str] = field(default_factory=dict)
    operators: str = ""


def digest(file: str, root: Path = ROOT) -> str:
    """SHA-256 (hex) of a file; empty when it is not there."""
    path = root / file
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def operators() -> str:
    """SHA-256 (hex) of what makes the mutants, as code: a comment or a line end changes none of them."""
    sources = [(ROOT / one).read_text(encoding="utf-8") for one in OPERATORS]
    return sha256("".join(ast.unparse(ast.parse(one)) for one in sources).encode()).hexdigest()


def read(text: str) -> Report:
    """What a report says."""
    found = Report(operators=next(iter(_OPERATORS.findall(text)), ""))
    file, key = "", None
    for line in text.splitlines():
        if row := _ROW.match(line):
            killers = {one["test"]: int(one["kills"]) for one in _KILLER.finditer(row["by"])}
            found.rows[row["file"]] = Row(int(row["made"]), int(row["killed"]), row["hash"], killers)
        elif heading := _FILE.match(line):
            file = heading["file"]
        elif survivor := _SURVIVOR.match(line):
            key = (file, survivor["scope"], survivor["what"])
            found.survivors[key] = UNEXPLAINED
        elif key is not None and line.startswith("  "):
            found.survivors[key] = line.strip()
            key = None
    return found


def written(report: Report) -> str:
    """The report as it lies in the tree."""
    made, killed = sum(one.made for one in report.rows.values()), sum(one.killed for one in report.rows.values())
    lines = [
        "# Mutants of the rules",
        "",
        "Written by `make mutate` (`make mutate ONLY=stale` judges what changed). Each mutant is one small change of a",
        "rule; a test that fails kills it. A file is named with the SHA-256 of what was judged; when it changes,",
        "tests/house/test_mutants.py fails until it is judged anew. Below stands each mutant that lives, and why it",
        "may. The sentence under it is written by hand, and kept.",
        "",
        f"{killed:,} of {made:,} killed: {share(made, killed):.1f} %. Operators: {report.operators}",
        "",
        "| file | mutants | killed | share | SHA-256 | the tests that failed first |",
        "|---|---|---|---|---|---|",
    ]
    for file, row in sorted(report.rows.items()):
        by = ", ".join(f"`{test}` {n}" for test, n in sorted(row.killers.items(), key=lambda one: (-one[1], one[0])))
        told = f"| `{file}` | {row.made} | {row.killed} | {share(row.made, row.killed):.1f} % | {row.hash} |"
        lines.append(f"{told} {by} |")
    lines += ["", "## What lives, and why"]
    for file in sorted({key[0] for key in report.survivors}):
        lines += ["", f"### `{file}`"]
        for key, sentence in sorted(report.survivors.items()):
            if key[0] == file:
                lines += [f"- `{key[1]}`: `{key[2]}`", f"  {sentence}"]
    return "\n".join(lines) + "\n"


def share(made: int, killed: int) -> float:
    """Per cent."""
    return 100.0 * killed / made if made else 100.0


def stale(report: Report, files: Iterable[str], root: Path = ROOT) -> list[str]:
    """The files that the report does not speak of as they are now; all of them when the operators changed."""
    if report.operators != operators():
        return list(files)
    return [file for file in files if file not in report.rows or report.rows[file].hash != digest(file, root)]


def unsettled(report: Report, files: Iterable[str], root: Path = ROOT) -> list[str]:
    """The stale files, and those with a survivor that nobody explained: perhaps a new test kills it."""
    files = list(files)
    changed = stale(report, files, root)
    open_ones = {key[0] for key, why in report.survivors.items() if not explained(why)}
    return [file for file in files if file in changed or file in open_ones]


def problems(report: Report, files: Iterable[str], root: Path = ROOT) -> list[str]:
    """What is wrong with a report: a sentence each; none when all is well."""
    files = list(files)
    found = [f"{file} changed since it was judged. Run: make mutate ONLY=stale" for file in stale(report, files, root)]
    found += [f"{file} is judged no more" for file in report.rows if file not in files]
    for file, row in report.rows.items():
        alive = sum(key[0] == file for key in report.survivors)
        if row.made - row.killed != alive:
            found.append(f"{file}: {row.made - row.killed} live, {alive} are told")
        if share(row.made, row.killed) < LEAST_OF_A_FILE:
            found.append(f"{file}: less than {LEAST_OF_A_FILE:.0f} % killed")
    if share(sum(row.made for row in report.rows.values()), sum(row.killed for row in report.rows.values())) < LEAST:
        found.append(f"less than {LEAST:.0f} % killed")
    found += [f"unexplained: {' '.join(key)}" for key, why in report.survivors.items() if not explained(why)]
    tests = {test for row in report.rows.values() for test in row.killers}
    found += [f"{test} killed mutants, and is gone" for test in sorted(tests) if not (root / test).is_file()]
    return found


def explained(sentence: str) -> bool:
    """Whether it is a sentence, and not the word that stands for a missing one."""
    return sentence != UNEXPLAINED and sentence.endswith(".") and " " in sentence
