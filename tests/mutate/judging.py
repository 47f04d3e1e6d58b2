"""Room: tests. Asks the tests about every mutant: one warmed process, and a fork of it for each mutant.

First every test runs once on the files as they are, while it is noted which of their lines it runs. A mutant is then
asked of the tests that run its line, until one fails: first of those that have killed in the same place, then of the
quickest.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol

from tests.databases import SqliteStore
from tests.mutate.lines import Notes
from tests.mutate.mutants import Mutant
from tests.mutate.planting import Ground, everything, ground, load_again, plant

BUDGET = 10.0  # seconds of tests, as they take on the file as it is, after which a mutant lives
MANY = 10  # times as soon as its length alone would have it, a test of many cells is asked
LIMIT, TIMES = 20.0, 15.0  # a test is cut short after this many seconds and so many times its usual time: killed
# A test of a test, another engine, and cells of which tests/mutate/cells.py has a cut.
_NOT_JUDGES = (
    "planted",
    "another_engine",
    "postgresql",
    "rendered_and_the_policies",
    "test_every_sight_and_every_notice",
    "neighbours_against_oracle.py::test_every_act_is",
    "test_every_action_lists_exactly",
    "test_the_paged_list_holds",
    "threshold_that_asks_too_much",
)
_KILLED_BY_TIME, _KILLED_BY_LOADING = "(time limit)", "(the module does not load)"
_BROKEN = 3


@dataclass(slots=True)
class Verdicts:
    """What came of a run. killed: by mutant, the test; survived; broken: files that fail as they are, and by what."""

    killed: dict[tuple[str, str, str], str] = field(default_factory=dict)
    survived: list[Mutant] = field(default_factory=list)
    broken: dict[str, str] = field(default_factory=dict)


class _Session:
    """Where no test stands: everything but what belongs to the whole run is torn down."""

    def __init__(self, session: pytest.Session) -> None:
        self._session = session

    def listchain(self) -> list[pytest.Session]:
        """The run alone."""
        return [self._session]


class Judge:
    """A plugin of pytest that takes over once the tests are collected. mutants: by file, in the order to be judged."""

    def __init__(
        self,
        files: list[str],
        mutants: dict[str, list[Mutant]],
        judges: Callable[[str, str], bool],
        judged: Callable[[str, Verdicts], None],
        jobs: int,
    ) -> None:
        self._files = files
        self._mutants = mutants
        self._judges = judges
        self._judged = judged
        self._jobs = jobs
        self._seconds: dict[str, float] = {}
        self._lines: dict[str, Mapping[str, set[int]]] = {}
        self._items: dict[str, pytest.Item] = {}
        self._kills: Counter[tuple[str, str, str]] = Counter()
        self._loading: Mapping[str, set[int]] = {}
        self._here: Ground
        self._stores: list[SqliteStore] = []
        self.verdicts = Verdicts()

    def pytest_configure(self) -> None:
        """A failing example is not made smaller, and none is kept: that it fails is all that is asked."""
        from hypothesis import HealthCheck, Phase, settings  # noqa: PLC0415 - pytest wants to be there before it

        settings.register_profile(
            "mutate",
            phases=[Phase.explicit, Phase.generate],
            database=None,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        settings.load_profile("mutate")

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """One engine, and no test of a test."""
        items[:] = [one for one in items if not any(word in one.nodeid for word in _NOT_JUDGES)]

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """All of it."""
        if session.testsfailed:
            raise session.Failed("The tests could not be collected.")
        self._here = ground(self._files)
        failed = self._as_they_are(session)
        if failed:
            self.verdicts.broken = dict.fromkeys(failed, "fails without any mutant")
            return True
        self._stores = [one for one in everything() if isinstance(one, SqliteStore)]
        gc.freeze()  # what is shared with a fork is not looked through in it, and so not copied
        self._all(session, [("every file as it is", None)])
        for file, many in {} if self.verdicts.broken else self._mutants.items():
            self._all(session, [(file, one) for one in many])
            self._judged(file, self.verdicts)
        return True

    def _as_they_are(self, session: pytest.Session) -> list[str]:
        """Run every test on the files as they are, and note its time and lines. Returns what failed."""
        failed = []
        with Notes(self._here) as notes:
            self._loading = _while_loading(self._here, notes)
            for item in session.items:
                start = time.process_time()
                if not _passes(item, session):
                    failed.append(item.nodeid)
                self._seconds[item.nodeid] = time.process_time() - start
                self._items[item.nodeid], self._lines[item.nodeid] = item, notes.taken()
        _say(f"{len(session.items)} tests, {sum(self._seconds.values()):.0f} s on the files as they are")
        return failed

    def _candidates(self, file: str, mutant: Mutant | None) -> list[str]:
        """The tests to ask, in order, up to the budget."""
        if mutant is None:
            return list(self._items)
        resting = [file, *self._here.rests_on[file]]
        anywhere = [
            name
            for name, lines in self._lines.items()
            if self._judges(file, name) and (not lines or any(other in lines for other in resting))
        ]
        found = anywhere
        if mutant.inside:
            found = [
                name
                for name in anywhere
                if any(mutant.first <= line <= mutant.last for line in self._lines[name].get(file, ()))
            ]

        def order(name: str) -> tuple[float, float]:
            near = self._kills[file, mutant.scope, name] * 10 + self._kills[file, "", name]
            return -near, self._seconds[name] / (MANY if name.startswith("tests/mutate/") else 1)

        return sorted(found, key=order)

    def _all(self, session: pytest.Session, work: list[tuple[str, Mutant | None]]) -> None:
        running: dict[int, tuple[str, Mutant | None, list[str], int]] = {}
        waiting = iter(work)
        done, start = 0, time.perf_counter()
        more, file, mutant = True, "", None
        while more or running:
            while more and len(running) < self._jobs:
                one = next(waiting, None)
                if one is None:
                    more = False
                    break
                names = self._candidates(*one)
                pid, pipe = self._fork(session, *one, names)
                running[pid] = (*one, names, pipe)
            if not running:
                break
            pid, status = os.wait()
            if pid not in running:
                continue
            file, mutant, names, pipe = running.pop(pid)
            with os.fdopen(pipe) as told:
                said = told.read()
            shutil.rmtree(_folder(session, pid), ignore_errors=True)
            self._settle(file, mutant, _killer(status, said, names))
            done += 1
        if mutant is not None:
            alive = sum(one.file == file for one in self.verdicts.survived)
            _say(f"{file}: {done - alive} of {done} killed in {time.perf_counter() - start:.0f} s")

    def _settle(self, file: str, mutant: Mutant | None, killer: str) -> None:
        if mutant is None:
            if killer:
                self.verdicts.broken[file] = killer
        elif killer:
            self.verdicts.killed[mutant.key] = killer
            self._kills[file, mutant.scope, killer] += 1
            self._kills[file, "", killer] += 1
        else:
            self.verdicts.survived.append(mutant)
            _say(f"lives: {' '.join(mutant.key)}")

    def _fork(self, session: pytest.Session, file: str, mutant: Mutant | None, names: list[str]) -> tuple[int, int]:
        reading, writing = os.pipe()
        pid = os.fork()
        if pid:
            os.close(writing)
            return pid, reading
        code = 1
        try:
            os.close(reading)
            _alone(session, self._stores)
            code = self._child(session, file, mutant, names, writing)
        finally:
            os._exit(code)

    def _child(self, session: pytest.Session, file: str, mutant: Mutant | None, names: list[str], told: int) -> int:
        """In the fork: 0 when every test passed, 1 when the one whose number is told failed."""
        os.write(told, b"-1 ")
        signal.setitimer(signal.ITIMER_REAL, LIMIT)
        gc.disable()  # it would look through, and so copy, what is shared
        if mutant is None:
            for each in self._here.modules:
                plant(self._here, each, None)
        else:
            loads = not mutant.inside or mutant.first in self._loading.get(file, ())
            plant(self._here, file, mutant, loads=loads)
        spent = 0.0
        for number, name in enumerate(names):
            spent += self._seconds[name]
            if mutant is not None and number and spent > BUDGET:
                break
            os.write(told, f"{number} ".encode())
            signal.setitimer(signal.ITIMER_REAL, LIMIT + TIMES * self._seconds[name])
            if not _passes(self._items[name], session):
                return 1
        return 0


def _folder(session: pytest.Session, pid: int) -> Path:
    """The files of one fork."""
    base: Path = session.config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]
    return base / f"fork-{pid}"


def _while_loading(here: Ground, notes: Notes) -> dict[str, set[int]]:
    """The lines that run when the modules are loaded, tried in a fork of their own."""
    reading, writing = os.pipe()
    if not (pid := os.fork()):
        for file, module in here.modules.items():
            load_again(module, here.loads[file])
        os.write(writing, json.dumps({file: sorted(lines) for file, lines in notes.taken().items()}).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        found = {file: set(lines) for file, lines in json.loads(told.read()).items()}
    os.waitpid(pid, 0)
    return found


def _killer(status: int, said: str, names: list[str]) -> str:
    """By what a mutant was killed; empty when it lives."""
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0:
        return ""
    if os.WIFSIGNALED(status):
        return _KILLED_BY_TIME
    number = int(said.rsplit(maxsplit=1)[-1]) if said.split() else -1
    return names[number] if number >= 0 else _KILLED_BY_LOADING


def _passes(item: pytest.Item, session: pytest.Session) -> bool:
    """Run one test with its fixtures, and give back all of them but those of the whole run."""
    reports = runtestprotocol(item, log=False, nextitem=_Session(session))  # type: ignore[arg-type]
    return all(report.passed for report in reports)


def _alone(session: pytest.Session, stores: list[SqliteStore]) -> None:
    """In the fork: no words on the terminal, and files that no other fork writes."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    own = _folder(session, os.getpid())
    own.mkdir()
    session.config._tmp_path_factory._basetemp = own  # type: ignore[attr-defined]
    for one in stores:
        one._count = os.getpid() * 1_000


def _say(words: str) -> None:
    sys.stderr.write(words + "\n")
    sys.stderr.flush()
