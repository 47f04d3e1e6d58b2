"""Room: tests. Fresh databases on both engines, behind one shape: a store makes, clones and drops them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Databases:
    """One database, by the addresses of its three roles (SQLAlchemy URLs; on SQLite all three are the same file).

    kind is "sqlite" or "postgresql"; superuser is empty on SQLite and for meta-tests only.
    """

    kind: str
    app: str
    owner: str
    sequencer: str
    superuser: str = ""


class Store(Protocol):
    """Where a test gets databases of one engine."""

    def make_template(self, name: str, build: Callable[[Databases], None]) -> None:
        """Build the template `name` once (a migrated schema, say); later calls return at once."""

    def fresh(self, template: str | None = None) -> Databases:
        """A new database of its own: empty, or a clone of a template in about 50 ms."""

    def drop(self, databases: Databases) -> None:
        """Give it back. Connections still open are cut."""


class SqliteStore:
    """SQLite files in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0
        self._templates: set[str] = set()

    def make_template(self, name: str, build: Callable[[Databases], None]) -> None:
        """Build it once; `build` must close its connections, so that the write-ahead log is folded in."""
        if name not in self._templates:
            build(_sqlite(self._folder / f"template-{name}.db"))
            self._templates.add(name)

    def fresh(self, template: str | None = None) -> Databases:
        """A new file, empty or copied."""
        self._count += 1
        target = self._folder / f"{self._count}.db"
        if template is not None:
            source = self._folder / f"template-{template}.db"
            if source.with_name(source.name + "-wal").exists():
                sentence = f"The template {template} is still open: its build must dispose of its engine."
                raise AssertionError(sentence)
            shutil.copy(source, target)
        return _sqlite(target)

    def drop(self, databases: Databases) -> None:
        """Remove the file and its write-ahead log."""
        file = Path(databases.app.removeprefix("sqlite:///"))
        for suffix in ("", "-wal", "-shm"):
            file.with_name(file.name + suffix).unlink(missing_ok=True)


def _sqlite(file: Path) -> Databases:
    url = f"sqlite:///{file}"
    return Databases(kind="sqlite", app=url, owner=url, sequencer=url)
