"""Room: tests. `make bench`: measures what issues 2 and 3 ask for under Speed, prints it and writes the help page.

python -m tests.bench [--only pages,absent] [--cases 100000] [--commit HASH --date DAY] [--write]
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Callable

from tests.bench import (
    absent,
    append,
    bare_tables,
    deadlines,
    decision,
    directory,
    growth,
    nodes,
    outbox,
    pages,
    proof,
    report,
    score,
)
from tests.bench.figures import Figure
from tests.bench.load import Say, loaded, stores
from tests.databases import SqliteStore, Store
from tests.postgres import Cluster

Made = dict[str, SqliteStore | Cluster]
PARTS = (
    *(
        "decision",
        "score",
        "append",
        "outbox",
        "verify",
        "directory",
        "deadlines",
        "nodes",
        "growth",
        "pages",
        "absent",
    ),
)


def main(arguments: list[str]) -> int:
    """Run the parts asked for; 0 when every target is met, 1 otherwise."""
    asked = parser().parse_args(arguments)
    only, engines = asked.only.split(","), tuple(asked.engines.split(","))
    began = time.monotonic()

    def say(sentence: str) -> None:
        shown = f"[{time.monotonic() - began:5.0f} s] {sentence}"
        end, start = ("", "\r\x1b[K") if sys.stderr.isatty() else ("\n", "")
        print(f"{start}{shown}", end=end, file=sys.stderr, flush=True)

    with stores(engines) as made:
        cluster = made.get("postgresql")
        facts = report.machine(engines, cluster.version() if isinstance(cluster, Cluster) else "")
        figures = measured(made, asked, only, say)
    when = f" on {asked.date}" if asked.date else ""
    when += f" of commit {asked.commit}" if asked.commit else ""
    facts["this run"] = f"{time.monotonic() - began:.0f} seconds; {asked.cases:,} cases, {asked.entries:,} log entries"
    page = report.write(figures, facts, when)
    print(f"\n{page}")
    if asked.write:
        report.HELP.write_text(page, encoding="utf-8")
    return 0 if all(figure.met for figure in figures) else 1


def measured(made: Made, asked: argparse.Namespace, only: list[str], say: Say) -> list[Figure]:
    """The figures of the parts asked for, in the order of the report."""
    figures = _decisions(asked.rounds) if "decision" in only else []
    figures += score.measure(asked.rounds) if "score" in only else []
    figures += _stores(made, asked, only, say)
    return figures + (_town(made, asked, only, say) if {"pages", "absent"} & set(only) else [])


def _stores(made: Made, asked: argparse.Namespace, only: list[str], say: Say) -> list[Figure]:
    """The parts that bring rows of their own."""
    writers = tuple(map(int, asked.writers.split(",")))
    parts: dict[str, Callable[[Store], list[Figure]]] = {
        "append": lambda store: append.measure(store, writers, asked.rounds, asked.seconds, say),
        "outbox": lambda store: outbox.measure(store, asked.messages, 2 * asked.rounds, asked.seconds / 2, say),
        "directory": lambda store: directory.measure(store, asked.services, asked.requests, say),
        "deadlines": lambda store: deadlines.measure(store, asked.deadlines, asked.requests, say),
        "nodes": lambda store: nodes.measure(store, asked.cases, asked.rounds, 2 * asked.seconds, say),
        "growth": lambda store: growth.measure(store, asked.most_cases, asked.requests, say),
    }
    figures = [
        figure
        for part, measure in parts.items()
        if part in only
        for store in made.values()
        for figure in measure(store)
    ]
    return figures + (proof.measure(dict(made), asked.entries, say) if "verify" in only else [])


def _town(made: Made, asked: argparse.Namespace, only: list[str], say: Say) -> list[Figure]:
    """The parts that look at the loaded town."""
    figures: list[Figure] = []
    with loaded(made, asked.cases, say) as towns:
        gc.collect()
        gc.freeze()  # the bench's own lists are not looked through again, for neither side
        for town in towns:
            if "pages" in only:
                bare_tables.fill(town)
                figures += pages.measure(town, asked.requests, say)
            if "absent" in only:
                figures += absent.measure(town, asked.samples, say)
        gc.unfreeze()
    return figures


def _decisions(rounds: int) -> list[Figure]:
    found = decision.measure(rounds=rounds)
    words = {"decision": "one decision", "case_of_20": "a case of 20 types with authority and reason"}
    return [
        Figure(
            what=words[name], engine="", value=found[name], target=target, unit="µs", detail=f"best of {rounds} runs"
        )
        for name, target in decision.TARGETS.items()
    ]


def parser() -> argparse.ArgumentParser:
    """The options; their defaults are the sizes that the targets are for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure the hub.")
    parser.add_argument("--only", default=",".join(PARTS), help="some of " + ",".join(PARTS))
    parser.add_argument("--engines", default="sqlite,postgresql")
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--entries", type=int, default=1_000_000, help="of the access log that is verified")
    parser.add_argument("--services", type=int, default=100_000, help="of the directory that is searched")
    parser.add_argument("--deadlines", type=int, default=100_000, help="that run when they are swept and listed")
    parser.add_argument("--most-cases", type=int, default=1_000_000, help="to which one list's hub grows")
    parser.add_argument("--writers", default="1,8,32", help="of appends and plain inserts")
    parser.add_argument("--messages", type=int, default=20_000, help="in the outbox that is claimed from")
    parser.add_argument("--requests", type=int, default=300, help="of each page and each side")
    parser.add_argument("--samples", type=int, default=2_000, help="of each side of hidden and absent")
    parser.add_argument("--rounds", type=int, default=7, help="of appends and plain inserts")
    parser.add_argument("--seconds", type=float, default=0.5, help="of each stretch of a round")
    parser.add_argument("--commit", default="", help="what is judged, for the report")
    parser.add_argument("--date", default="", help="the day, for the report")
    parser.add_argument("--write", action="store_true", help="write coordination/help/performance.md")
    return parser


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
