"""Room: audit. Every committed entry gets one number, in the order of commits, and is signed in time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coordination.audit import entries, tables, tree
from coordination.audit.entry import canonical
from coordination.model.errors import Unavailable
from tests.audit.ground import NOW, PROGRAMS, Log, made_up


def test_every_entry_is_numbered_indexed_and_signed(log: Log) -> None:
    log.fill(1_030)
    report = log.verify()
    assert report.findings == ()
    assert (report.size, report.signed, report.waiting) == (1_030, 1_030, 0)
