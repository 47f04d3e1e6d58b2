"""Room: tests. A disk that forgets: replays recorded calls, and says what a power cut would leave at any point.

Only what was fsynced is certain. Of the rest nothing survives (`DROPPED`), the first so many calls (`PREFIX`), or any
part of it, torn at sectors of 512 bytes (`SCATTERED`). A new or removed name is certain once its folder was fsynced.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import pairwise
from pathlib import Path

from tests.faults.strace import Call

SECTOR = 512


class Fate(Enum):
    """What becomes of writes that nobody waited for."""

    DROPPED = auto()
    PREFIX = auto()
    SCATTERED = auto()


@dataclass(slots=True, kw_only=True)
class Content:
    """One file's bytes: those on the platter, and the calls that may still be on their way."""

    durable: bytearray = field(default_factory=bytearray)
    waiting: list[Call] = field(default_factory=list)

    def sync(self) -> None:
        """An fsync ended: everything before it is certain."""
        for call in self.waiting:
            _apply(self.durable, call)
        self.waiting.clear()


@dataclass(slots=True, kw_only=True)
class Disk:
    """The files below one folder. names: what stands there now; certain: what stands there after a cut."""

    folder: Path
    names: dict[Path, Content] = field(default_factory=dict)
    certain: dict[Path, Content] = field(default_factory=dict)
    folders: set[Path] = field(default_factory=set)

    @classmethod
    def of(cls, base: Path, before: Path, folder: Path) -> Disk:
        """A disk whose `folder` holds what `before` holds; names that `base` lacks are not certain yet."""
        disk = cls(folder=folder)
        for file in before.rglob("*"):
            if file.is_file() and not file.name.endswith("-shm"):
                name = file.relative_to(before)
                disk.names[folder / name] = content = Content(durable=bytearray(file.read_bytes()))
                if (base / name).exists():
                    disk.certain[folder / name] = content
        return disk

    def replay(self, call: Call) -> None:
        """Take one call. What is outside the folder, and SQLite's shared memory, is nobody's promise."""
        path = call.path
        if not path.is_relative_to(self.folder) or path.name.endswith("-shm"):
            return
        if call.name == "openat" and call.creates and path not in self.names:
            self.names[path] = Content()
        elif call.name == "unlink":
            self.names.pop(path, None)
        elif call.name == "rename":
            self.names[Path(call.data.decode())] = self.names.pop(path)
        elif call.name == "mkdir":
            self.folders.add(path)
        elif call.name in {"fsync", "fdatasync"}:
            self._sync(path)
        elif call.name in {"pwrite64", "ftruncate"}:
            self.names[path].waiting.append(call)

    def _sync(self, path: Path) -> None:
        if path in self.names:
            self.names[path].sync()
            return
        below = {name for name in {*self.names, *self.certain} if name.parent == path}
        for name in below:
            if name in self.names:
                self.certain[name] = self.names[name]
            else:
                del self.certain[name]
        self.folders -= {folder for folder in self.folders if folder.parent == path}

    def cut(self, fate: Fate, rng: random.Random) -> dict[Path, bytes]:
        """The files after the power went, by their paths below the folder."""
        left = dict(self.certain)
        if fate is not Fate.DROPPED:  # a name may have reached the disk by itself, too
            for name in sorted({*self.names, *self.certain}):
                if rng.random() < 0.5:
                    left.pop(name, None)
                    left |= {name: self.names[name]} if name in self.names else {}
        lost = {name for name in left if fate is Fate.DROPPED and self.folders & set(name.parents)}
        return {
            name.relative_to(self.folder): bytes(_survivor(content, fate, rng))
            for name, content in left.items()
            if name not in lost
        }


def _survivor(content: Content, fate: Fate, rng: random.Random) -> bytearray:
    data = bytearray(content.durable)
    if fate is Fate.PREFIX:
        for call in content.waiting[: rng.randint(0, len(content.waiting))]:
            _apply(data, call)
    elif fate is Fate.SCATTERED:
        for call in content.waiting:
            for part in _sectors(call):
                if rng.random() < 0.5:
                    _apply(data, part)
    return data


def _sectors(call: Call) -> Iterable[Call]:
    """A write in pieces that the disk keeps or loses as one."""
    if call.name != "pwrite64":
        return [call]
    first = SECTOR - call.at % SECTOR
    ends = [0, *range(first, len(call.data), SECTOR), len(call.data)]
    return [
        Call(name=call.name, path=call.path, data=call.data[start:end], at=call.at + start)
        for start, end in pairwise(ends)
    ]


def _apply(data: bytearray, call: Call) -> None:
    if call.name == "ftruncate":
        del data[call.at :]
        data.extend(bytes(call.at - len(data)))
        return
    if len(data) < call.at:
        data.extend(bytes(call.at - len(data)))
    data[call.at : call.at + len(call.data)] = call.data
