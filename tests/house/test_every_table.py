"""Room: tests. House: every module that makes a table is read by whoever asks for all of them, in any command."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Table

from coordination.storage import every_table

ROOT = Path(__file__).resolve().parents[2]
MAKES = re.compile(r"^\w+(?:: Final)? = Table\($", re.MULTILINE)


def makers() -> set[str]:
    """The modules of the hub in which a table is made."""
    found = (path for path in (ROOT / "coordination").rglob("*.py") if MAKES.search(path.read_text(encoding="utf-8")))
    return {".".join(path.relative_to(ROOT).with_suffix("").parts) for path in found}


def missing() -> set[str]:
    return makers() - {module.__name__ for module in every_table.MODULES}


def test_every_module_of_tables_is_among_them(monkeypatch: pytest.MonkeyPatch) -> None:
    assert missing() == set()
    monkeypatch.setattr(every_table, "MODULES", every_table.MODULES[1:])
    assert missing() == {"coordination.storage.accounts"}


def test_a_backup_knows_every_table_though_nothing_else_was_read() -> None:
    """In a process of its own, as its command starts: there nothing reads a table by chance."""
    asked = (
        "import coordination.storage.backup_rows; from coordination.database.metadata import metadata;"
        "print(*sorted(metadata.tables))"
    )
    told = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    every = {
        table for module in every_table.MODULES for table in vars(module).values() if hasattr(table, "primary_key")
    }
    assert {table.name for table in every} <= set(told.stdout.split())
