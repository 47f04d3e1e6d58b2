"""Room: tests. The report of `make nightly` speaks of the files as they are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests import nightly


def test_every_proof_was_run_at_its_full_size_on_these_very_files() -> None:
    assert nightly.stale(nightly.REPORT.read_text(encoding="utf-8")) == [], "Run: make nightly"


def test_a_file_that_changed_or_a_smaller_size_makes_the_report_stale(tmp_path: Path) -> None:
    """Meta-test: one letter, or a proof cut short, and it is found; a new place in the chain is not."""
    proof = replace(nightly.PROOFS[0], judged=("a.py", "b.py"))
    for name in proof.judged:
        (tmp_path / name).write_text('down_revision = "0001"\nsaid = 1\n')
    fresh = f"| {proof.name} | {proof.size:,} | {nightly.digest(proof.judged, tmp_path)} |"
    assert nightly.stale(fresh, [proof], tmp_path) == []
    (tmp_path / "b.py").write_text('down_revision = "0015"\nsaid = 1\n')
    assert nightly.stale(fresh, [proof], tmp_path) == []
    assert nightly.stale(fresh, [replace(proof, size=10)], tmp_path) == [proof.name]
    (tmp_path / "b.py").write_text('down_revision = "0015"\nsaid = 2\n')
    assert nightly.stale(fresh, [proof], tmp_path) == [proof.name]
