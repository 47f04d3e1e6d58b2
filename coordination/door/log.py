"""Room: door. One structured line per request, without personal data: a closed set of fields, none of them free text.

The access log is the record of who did what; these lines are for whoever keeps the machine running.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from typing import TextIO

import structlog

# INVARIANT: only these fields leave. No path (it may hold what somebody typed), address, name, e-mail, or message.
FIELDS = frozenset(
    {
        "at",
        "duration_ms",
        "error",
        "event",
        "level",
        "method",
        "reason",
        "request_id",
        "rule",
        "session",
        "status",
        "where",
    }
)

Logger = structlog.typing.FilteringBoundLogger


def logger(level: str, stream: TextIO | None = None) -> Logger:
    """A logger of JSON lines to `stream` (standard error by default) from `level` up."""
    bound: Logger = structlog.wrap_logger(
        structlog.PrintLogger(stream or sys.stderr),
        processors=[
            structlog.processors.add_log_level,
            only_known_fields,
            structlog.processors.JSONRenderer(sort_keys=True),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        cache_logger_on_first_use=True,
    )
    return bound


def only_known_fields(_logger: object, _name: str, line: MutableMapping[str, object]) -> MutableMapping[str, object]:
    """Drop every field that is not on the list, whoever added it."""
    return {name: value for name, value in line.items() if name in FIELDS}


def where(error: BaseException) -> str:
    """Where an error came from, as "file:line" of the last few frames; never its message, which may quote a record."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    return " < ".join(f"{Path(frame.filename).stem}:{frame.lineno}" for frame in reversed(frames))
