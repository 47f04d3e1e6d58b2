"""Room: tests. How far back each accounting reaches, which authorities count, and that drawer and lines agree."""

from __future__ import annotations

from datetime import UTC, datetime

from coordination.casework import (
    disclosure_lines,
)
from coordination.declare.information import InformationType
from coordination.policy.accounting import RULES
from coordination.policy.floor import OWN_RECORD, RELEASE
from coordination.storage.disclosures import OWN_ACTS


def test_windows_and_what_counts_are_those_of_the_law_document() -> None:
    now = datetime(2028, 2, 29, 12, tzinfo=UTC)
    assert RULES["hipaa"].since(now) == datetime(2022, 2, 28, 12, tzinfo=UTC)  # six years
    assert RULES["part_2"].since(now) == datetime(2025, 2, 28, 12, tzinfo=UTC)  # three
    assert RULES["ferpa"].since(now) is RULES["chri"].since(now) is None
    counted = {
        slug: [each for each in ("capta_ix", RELEASE, OWN_RECORD) if rule.counts("report", each)]
        for slug, rule in RULES.items()
    }
    assert counted == {
        "everything": ["capta_ix", RELEASE],
        "hipaa": ["capta_ix"],
        "part_2": [RELEASE],
        "ferpa": ["capta_ix", RELEASE],
        "chri": [],
    }
    assert RULES["chri"].counts(InformationType.CRIMINAL_INVESTIGATION, RELEASE)


def test_what_the_drawer_reads_is_what_the_lines_know() -> None:
    assert set(disclosure_lines.OWN) == set(OWN_ACTS)
