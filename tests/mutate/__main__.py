"""Room: tests. `make mutate`: plant small bugs in the rules, one at a time, and see which of them no test finds.

    python -m tests.mutate                  # every judged file; about a quarter of an hour on two quiet cores
    python -m tests.mutate --stale          # the files that changed since then, or have a survivor unexplained
    python -m tests.mutate --only FILE ...  # these files

Ends with 1 when a mutant lives that nobody explained, or too many do.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter

import pytest

from tests.mutate.judged import FILES, JUDGES, judges
from tests.mutate.judging import Judge, Verdicts
from tests.mutate.mutants import mutants
from tests.mutate.operators import ROOT
from tests.mutate.report import (
    REPORT,
    UNEXPLAINED,
    Report,
    Row,
    digest,
    operators,
    problems,
    read,
    unsettled,
    written,
)


def main() -> int:
    """Judge, write the report, and say what is left to do."""
    asked = argparse.ArgumentParser(prog="python -m tests.mutate")
    asked.add_argument("--only", nargs="+", metavar="FILE", choices=FILES, help="judge these files")
    asked.add_argument(
        "--stale", action="store_true", help="judge the files that changed, or in which a mutant lives unexplained"
    )
    asked.add_argument("--jobs", type=int, default=2, help="how many mutants at once")
    given = asked.parse_args()
    before = read(REPORT.read_text(encoding="utf-8")) if REPORT.is_file() else Report()
    files = given.only or (unsettled(before, FILES) if given.stale else list(FILES))
    if not files:
        return _told(before, [])
    start = time.perf_counter()
    many = {file: mutants(file) for file in files}
    print(f"{sum(map(len, many.values())):,} mutants of {len(files)} files")

    def judged(file: str, verdicts: Verdicts) -> None:
        """A file is done: what is known of it is written at once, so that nothing is lost when the rest is stopped."""
        known = read(REPORT.read_text(encoding="utf-8")) if REPORT.is_file() else Report()
        REPORT.write_text(written(joined(known, verdicts, {file: len(many[file])})), encoding="utf-8")

    judge = Judge(list(FILES), many, judges, judged, given.jobs)
    # importlib finds no tests.* by itself when the first file collected is not under the root's own name
    tests = sorted({test for file in files for test in JUDGES[_room(file)]})
    code = pytest.main([*tests, "-q", "-s", "--tb=no", "-p", "no:cacheprovider", "--durations=0"], plugins=[judge])
    if code or judge.verdicts.broken:
        for name, why in judge.verdicts.broken.items():
            print(f"{name}: {why}", file=sys.stderr)
        return int(code) or 2
    print(f"{time.perf_counter() - start:.0f} s; {REPORT.relative_to(ROOT)} is written")
    return _told(read(REPORT.read_text(encoding="utf-8")), files)


def _room(file: str) -> str:
    return "casework" if "/casework/" in file else "policy"


def joined(before: Report, verdicts: Verdicts, made: dict[str, int]) -> Report:
    """The report after these files were judged: what is said of other files stays, and each survivor's sentence."""
    same = before.operators == operators()  # else no other file was judged by these
    rows = {file: row for file, row in before.rows.items() if same and file in FILES and file not in made}
    survivors = {key: why for key, why in before.survivors.items() if key[0] in FILES and key[0] not in made}
    survived = [one for one in verdicts.survived if one.file in made]
    alive = Counter(one.file for one in survived)
    for file, many in made.items():
        killers = Counter(
            name.split("::")[0] for key, name in verdicts.killed.items() if key[0] == file and name.startswith("tests/")
        )
        rows[file] = Row(many, many - alive[file], digest(file), dict(killers))
    survivors |= {one.key: before.survivors.get(one.key, UNEXPLAINED) for one in survived}
    return Report(rows, survivors, operators())


def _told(report: Report, files: list[str]) -> int:
    found = problems(report, FILES)
    for one in found:
        print(one, file=sys.stderr)
    if not found:
        print(f"In order: {len(files)} files judged, {len(report.survivors)} survivors explained.")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
