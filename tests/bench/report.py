"""Room: tests. The report: a Markdown table of every figure with its target and verdict, and what it ran on."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from tests.bench.figures import Figure

HELP = Path(__file__).resolve().parents[2] / "coordination" / "help" / "performance.md"
_HEAD = """# How fast it is

Written by `make bench`{when}. Ratios are medians of calls that take turns in one process and one run, so that a busy
machine slows both sides alike; absolute times hold for the machine below. Every miss is shown as one.

| figure | engine | measured | target | verdict | from |
|---|---|---|---|---|---|
"""


def write(figures: Sequence[Figure], facts: Mapping[str, str], when: str) -> str:
    """The whole page."""
    lines = [
        f"| {each.what} | {each.engine} | {_number(each.value)}{_unit(each)} | {_target(each)} | {each.verdict} "
        f"| {each.detail} |"
        for each in figures
    ]
    missed = [each for each in figures if not each.met]
    judged = sum(each.target is not None for each in figures)
    told = f"\n{judged - len(missed)} of {judged} targets are met.\n"
    machine = "\n## The machine\n" + "".join(f"- {name}: {value}\n" for name, value in facts.items())
    return _HEAD.format(when=when) + "\n".join(lines) + "\n" + told + _HOW + machine


_HOW = """
## How it is measured
- The town: `tests/bench/town.py` and `cases.py`. Both engines hold the same rows; records are really sealed.
- Bare pages: `tests/bench/bare_app.py`, the hub's own templates over plain tables, with nobody signed in.
- PostgreSQL is a cluster of the bench's own with `fsync` and `synchronous_commit` on; SQLite runs with
  `synchronous=FULL`. CPU is that of the application's thread; the line "with the server's" adds the database server's.
- AUC: requests for hidden and for absent things take turns in random order; 0.5 is a coin, both answers are the same
  bytes. Targets of verifying are for a million entries.
- Growth: two databases begin alike, one of them grows by other people's cases (`tests/bench/lean.py`), and they take
  turns. Nodes: both run throughout; clients, nodes and the database share the cores, so fewer than four judge nothing.
"""


def machine(stores: Iterable[str], postgres: str) -> dict[str, str]:
    """What it ran on, without names."""
    facts = {
        "processors": f"{os.cpu_count()} × {_processor()}",
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB",
        "system": f"{platform.system()} {platform.machine()}",
        "Python": platform.python_version(),
        "libraries": ", ".join(f"{name} {version(name)}" for name in ("sqlalchemy", "flask", "jinja2", "psycopg")),
        "SQLite": sqlite3.sqlite_version,
        "load before the run": f"{os.getloadavg()[0]:.1f}",
    }
    return facts | ({"PostgreSQL": postgres} if "postgresql" in stores else {})


def _processor() -> str:
    """The processor's model, where Linux tells it."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")


def _number(value: float) -> str:
    return f"{value:.0f}" if value == int(value) else f"{value:.2f}"


def _unit(figure: Figure) -> str:
    return f" {figure.unit}" if figure.unit else ""


def _target(figure: Figure) -> str:
    if figure.target is None:
        return ""
    return f"{'≥' if figure.at_least else '≤'} {_number(figure.target)}{_unit(figure)}"
