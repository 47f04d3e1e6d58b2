"""Room: crypto. Replacing the root's file, in steps that a power cut may part anywhere: the files say which was done.

root.key alone: nothing is under way. With root.key.next: keys move under the next root, and both open. With
root.key.old: the next one has taken its place, and what is still under the old one moves. Then the old one gets a name
that the hub does not read. Wrapping always uses root.key, opening whichever of the three fits (root.py).
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from coordination.crypto import private_file
from coordination.crypto.root import FileRootKey, next_of, old_of


class RootChange:
    """The change of one root key file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def prepared(self) -> bool:
        """Whether a next root lies there, and keys may move under it."""
        return next_of(self._path).exists()

    @property
    def switched(self) -> bool:
        """Whether the old root still lies there, after the next one took its place."""
        return old_of(self._path).exists() and not self.prepared

    @property
    def target(self) -> FileRootKey:
        """The root that everything is to lie under, and no other with it."""
        return FileRootKey.alone(next_of(self._path) if self.prepared else self._path)

    def prepare(self) -> None:
        """Make the next root. The file is whole on disk before anything is wrapped under it."""
        FileRootKey.create(next_of(self._path))

    def switch(self) -> None:
        """Put the next root in the place of the present one, which keeps the name `.old`."""
        with suppress(FileExistsError):  # a switch that was cut off here
            os.link(self._path, old_of(self._path))
        private_file.sync_folder(self._path.parent)
        next_of(self._path).replace(self._path)
        private_file.sync_folder(self._path.parent)

    def retire(self, now: datetime) -> Path:
        """Give the old root a name that the hub does not read; where it lies."""
        retired = self._path.with_name(f"{self._path.name}.retired-{now:%Y%m%dT%H%M%SZ}")
        old_of(self._path).rename(retired)
        private_file.sync_folder(self._path.parent)
        return retired
