"""Room: tests. Several processes that read as fast as they can, and what each saw before and after an act."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from coordination.model.ids import new_id
from tests.community import Community

TREE = Path(__file__).resolve().parents[2]
WORKERS = 4
PATIENCE = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Who reads what, the word that must go, and the act that takes it away, or the instant (UTC) at which it ends."""

    slug: str
    paths: list[str]
    word: str
    act: Callable[[], object] | None = None
    ends: datetime | None = None


@dataclass(slots=True, kw_only=True)
class Workers:
    """The processes, and what each has written so far."""

    community: Community
    processes: list[subprocess.Popen[str]] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    read: Counter[int] = field(default_factory=Counter)
    found: defaultdict[int, list[list[str]]] = field(default_factory=lambda: defaultdict(list))

    def lines(self, at: int, name: str) -> list[tuple[float, bool]]:
        """When each request about this began, and whether the word came; of one process."""
        with self.files[at].open() as file:
            file.seek(self.read[at])
            new = file.read()
        whole = new[: new.rfind("\n") + 1]
        self.read[at] += len(whole)
        self.found[at] += [line.split() for line in whole.splitlines()]
        return [(float(begun), seen == "1") for begun, _, what, seen in self.found[at] if what == name]

    def wait(self, name: str, reached: Callable[[list[tuple[float, bool]]], bool]) -> None:
        """Until it is so of every process."""
        end = time.monotonic() + PATIENCE
        while not all(reached(self.lines(at, name)) for at in range(len(self.files))):
            assert time.monotonic() < end, name
            assert all(one.poll() is None for one in self.processes), "A worker died."
            time.sleep(0.03)

    def tell(self, name: str) -> None:
        """Ask for this from now on."""
        for one in self.processes:
            assert one.stdin is not None
            one.stdin.write(f"{name}\n")
            one.stdin.flush()

    def forward(self, now: datetime) -> None:
        """Let it be this instant, here and in every process."""
        self.community.clock.now = now
        told = f"@{now.isoformat()}"
        self.tell(told)
        self.wait(told, bool)

    def cut(self, name: str, cut: Cut) -> tuple[int, int]:
        """Have it read, take it away, and look: answers to requests that began afterwards, those with the word."""
        self.tell(name)
        self.wait(name, lambda lines: any(seen for _, seen in lines))
        if cut.act is not None:
            cut.act()
        if cut.ends is not None:
            self.forward(cut.ends)
        done = time.monotonic()
        self.wait(name, lambda lines: sum(begun > done for begun, _ in lines) > len(cut.paths))
        later = [seen for at in range(len(self.files)) for begun, seen in self.lines(at, name) if begun > done]
        return len(later), sum(later)


@contextmanager
def at_work(
    community: Community, cuts: Mapping[str, Cut], folder: Path, count: int, *, stale: bool
) -> Iterator[Workers]:
    """So many processes with the hub open."""
    tokens = {
        slug: community.token(slug) for slug in {cut.slug for cut in cuts.values()}
    }  # one each: three are the most
    asked = {name: {"token": tokens[cut.slug], "paths": cut.paths, "word": cut.word} for name, cut in cuts.items()}
    environ = {name: value for name, value in os.environ.items() if not name.startswith("COORDINATION_")}
    workers, folder = Workers(community=community), Path(folder)
    try:
        for at in range(count):
            spec = {
                "databases": asdict(community.databases),
                "home": str(community.hub.settings.home),
                "said": str(folder / f"said-{new_id()}-{at}"),
                "asked": asked,
                "stale": stale,
                "now": community.clock.now.isoformat(),
            }
            Path(str(spec["said"])).touch()
            command = [sys.executable, "-m", "tests.attacks.reader", json.dumps(spec)]
            workers.files.append(Path(str(spec["said"])))
            workers.processes.append(subprocess.Popen(command, cwd=TREE, env=environ, stdin=subprocess.PIPE, text=True))
        workers.wait("ready", bool)
        yield workers
    finally:
        for one in workers.processes:
            assert one.stdin is not None
            one.stdin.close()
            one.wait(PATIENCE)
