"""Room: tests. Which lines of some files run."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

ENOUGH = 300  # calls of a function whose lines are noted; more tell nothing new, and noting takes longer than running


class Traced:
    """Note the lines of these files that run."""

    def __init__(self, paths: dict[str, str], lines: dict[str, set[int]]) -> None:
        self._paths, self._lines = paths, lines
        self._tracers: dict[str, Any] = {}
        self._called: dict[int, int] = {}

    def __enter__(self) -> None:
        sys.settrace(self._call)

    def __exit__(self, *_: object) -> None:
        sys.settrace(None)

    def _call(self, frame: FrameType, event: str, arg: object) -> Any:  # noqa: ANN401 - as sys.settrace wants it
        code = frame.f_code
        file = self._paths.get(code.co_filename)
        if file is None:
            return None
        called = self._called[id(code)] = self._called.get(id(code), 0) + 1
        if called > ENOUGH:
            return None
        if file not in self._tracers:
            self._tracers[file] = _noting(self._lines.setdefault(file, set()))
        return self._tracers[file](frame, event, arg)


def _noting(lines: set[int]) -> Any:  # noqa: ANN401 - a trace function
    def note(frame: FrameType, event: str, arg: object) -> Any:  # noqa: ANN401 - as sys.settrace wants it
        lines.add(frame.f_lineno)
        return note

    return note
