"""Room: tests. The report of `make mutate` speaks of the rules as they are, and explains every mutant that lives."""

from __future__ import annotations

import ast
import gc
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from coordination.declare.information import InformationType
from coordination.model.facts import Holding
from coordination.policy import on_file
from coordination.policy.floor import RELEASE
from tests.databases import SqliteStore
from tests.mutate.judged import FILES, JUDGES
from tests.mutate.mutants import Mutant, mutants, planted
from tests.mutate.operators import ROOT
from tests.mutate.planting import everything, ground, plant
from tests.mutate.report import (
    REPORT,
    UNEXPLAINED,
    Report,
    Row,
    digest,
    operators,
    problems,
    read,
    stale,
    unsettled,
    written,
)
from tests.policy.village import COUNTY

RULE = "rules/one.py"
KEY = (RULE, "may", "a and b → a or b")


@pytest.fixture
def good(tmp_path: Path) -> Report:
    """A report in which all is well, of one file, with one survivor."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "tests").mkdir()
    (tmp_path / RULE).write_text("def may(a, b):\n    return a and b\n")
    (tmp_path / "tests/test_one.py").touch()
    row = Row(40, 39, digest(RULE, tmp_path), {"tests/test_one.py": 39})
    return Report({RULE: row}, {KEY: "Nobody calls it with one of the two."}, operators())


def test_every_rule_was_judged_as_it_is_and_every_survivor_is_explained() -> None:
    assert problems(read(REPORT.read_text(encoding="utf-8")), FILES) == []


def test_every_module_of_the_policy_is_judged_and_every_judge_is_there() -> None:
    assert {str(one.relative_to(ROOT)) for one in (ROOT / "coordination/policy").glob("[!_]*.py")} < set(FILES)
    assert not mutants("coordination/policy/__init__.py")
    assert all((ROOT / file).is_file() for file in FILES)
    assert all((ROOT / test).exists() for tests in JUDGES.values() for test in tests)


def test_a_report_is_read_as_it_was_written(good: Report) -> None:
    assert read(written(good)) == good


def test_a_rule_that_changed_or_is_new_makes_the_report_stale(good: Report, tmp_path: Path) -> None:
    """Meta-test: one letter, and it is found; so is a file that nobody judged, and one that is judged no more."""
    assert problems(good, [RULE], tmp_path) == unsettled(good, [RULE], tmp_path) == []
    assert stale(good, [RULE, "rules/two.py"], tmp_path) == ["rules/two.py"]
    assert problems(good, [], tmp_path)
    (tmp_path / RULE).write_text("def may(a, b):\n    return b and a\n")
    assert stale(good, [RULE], tmp_path) == [RULE]
    assert len(problems(good, [RULE], tmp_path)) == 1


def test_other_operators_make_all_of_it_stale(good: Report, tmp_path: Path) -> None:
    good.operators = "0" * 64
    assert stale(good, [RULE], tmp_path) == [RULE]


@pytest.mark.parametrize("sentence", [UNEXPLAINED, "", "equivalent", "No full stop"])
def test_a_survivor_without_its_sentence_is_found(good: Report, tmp_path: Path, sentence: str) -> None:
    good.survivors[KEY] = sentence
    assert problems(good, [RULE], tmp_path) == [f"unexplained: {' '.join(KEY)}"]
    assert unsettled(good, [RULE], tmp_path) == [RULE]  # a new test may kill it


def test_a_survivor_that_is_not_told_is_found(good: Report, tmp_path: Path) -> None:
    good.survivors.clear()
    assert problems(good, [RULE], tmp_path) == [f"{RULE}: 1 live, 0 are told"]


@pytest.mark.parametrize(("killed", "wrong"), [(38, 0), (37, 1), (35, 2)])
def test_too_many_that_live_are_found(good: Report, tmp_path: Path, killed: int, wrong: int) -> None:
    """95 % of all, and 90 % of each file: 38, 37 and 35 of 40."""
    good.rows[RULE] = replace(good.rows[RULE], killed=killed)
    good.survivors = {(RULE, "may", f"{number}"): "It changes nothing." for number in range(40 - killed)}
    assert len(problems(good, [RULE], tmp_path)) == wrong


def test_a_killer_that_is_gone_is_found(good: Report, tmp_path: Path) -> None:
    (tmp_path / "tests/test_one.py").unlink()
    assert problems(good, [RULE], tmp_path) == ["tests/test_one.py killed mutants, and is gone"]


def test_what_a_test_froze_is_found_too_so_that_no_two_forks_write_one_database(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path)
    gc.freeze()
    assert not any(one is store for one in gc.get_objects())
    assert any(one is store for one in everything())


SOURCE = '''"""A rule of nobody."""

ONES: frozenset[str] = frozenset({"one", "two"})
TOLD = {"a": "This is a sentence.", "b": "Another sentence."}


def may(age: int, *, alone: bool = False) -> bool:
    """Whether somebody may."""
    if age < 18 and not alone:
        raise ValueError("Somebody must sign too.")
    return any(one in ONES for one in ("one",))
'''


def test_mutants_are_of_decisions_and_not_of_words(tmp_path: Path) -> None:
    (tmp_path / "rule.py").write_text(SOURCE)
    made = {(one.scope, one.what) for one in mutants("rule.py", tmp_path)}
    assert made == {
        ("ONES", "without 'one'"),
        ("ONES", "without 'two'"),
        ("ONES", "'one' → 'one_other'"),
        ("ONES", "'two' → 'two_other'"),
        ("TOLD", "without 'a'"),
        ("TOLD", "without 'b'"),
        ("TOLD", "'a' → 'a_other'"),
        ("TOLD", "'b' → 'b_other'"),
        ("may", "False → True"),
        ("may", "never: if age < 18 and (not alone)"),
        ("may", "and → or: age < 18 and (not alone)"),
        ("may", "of several (and) without: age < 18"),
        ("may", "of several (and) without: not alone"),
        ("may", "age < 18 → age <= 18"),
        ("may", "18 → 19"),
        ("may", "18 → 17"),
        ("may", "not alone → alone"),
        ("may", "without: raise ValueError('Somebody must sign too.')"),
        ("may", "return any((one in ONES for one in ('one',))) → the opposite"),
        ("may", "any → all: any((one in ONES for one in ('one',)))"),
        ("may", "one in ONES → one not in ONES"),
        ("may", "'one' → 'one_other'"),
    }


def test_each_mutant_is_another_program_and_keeps_its_name_when_lines_move(tmp_path: Path) -> None:
    (tmp_path / "rule.py").write_text(SOURCE)
    made = mutants("rule.py", tmp_path)
    programs = {ast.unparse(planted(one, SOURCE)) for one in made}
    assert len(programs) == len(made)
    assert ast.unparse(planted(None, SOURCE)) not in programs
    (tmp_path / "rule.py").write_text(SOURCE.replace("ONES:", "\n\n# Moved.\nONES:"))
    assert [one.key for one in mutants("rule.py", tmp_path)] == [one.key for one in made]


FLOOR, ON_FILE = "coordination/policy/floor.py", "coordination/policy/on_file.py"


def _in_a_fork(plants: Callable[[], bool]) -> bool:
    """What it answers, in a process that ends with it."""
    pid = os.fork()
    if not pid:
        os._exit(0 if plants() else 1)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def test_a_mutant_reaches_functions_and_tables_wherever_they_were_imported() -> None:
    """Meta-test: the reporter opens by release in another module once the forbid is gone, and not in this process."""
    here = ground([FLOOR, ON_FILE])
    held = Holding(program=COUNTY, information_type=InformationType.REPORTER_IDENTITY)
    made = {(one.scope, one.what): one for one in mutants(FLOOR)}

    def opens(mutant: Mutant | None) -> Callable[[], bool]:
        def planted_here() -> bool:
            plant(here, FLOOR, mutant)
            return vars(on_file)["forbidden"](held, RELEASE) is None

        return planted_here

    assert _in_a_fork(opens(made["FORBIDS", "without Forbid('reporter_identity')"]))
    assert _in_a_fork(opens(made["forbidden", "return forbid → None"]))
    assert not _in_a_fork(opens(None))
    assert vars(on_file)["forbidden"](held, RELEASE) is not None
