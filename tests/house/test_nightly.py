"""Room: tests. The report of `make nightly` speaks of the files as they are."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

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


def test_a_night_runs_what_is_stale_and_keeps_the_line_of_what_is_fresh(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, fresh = (replace(nightly.PROOFS[0], name=name, judged=(f"{name}.py",)) for name in ("old", "fresh"))
    for one in (old, fresh):
        (tmp_path / one.judged[0]).write_text("said = 1\n")
    line = f"| fresh | {fresh.size:,} | {nightly.digest(fresh.judged, tmp_path)} | steps: 7 | 3 |"
    report = tmp_path / "nightly.md"
    report.write_text("\n".join([*nightly.HEADING, "| old | 5 | abc | steps: 1 | 2 |", line]) + "\n")
    ran: list[str] = []
    honest = nightly.digest
    monkeypatch.setattr(nightly, "PROOFS", (old, fresh))
    monkeypatch.setattr(nightly, "REPORT", report)
    monkeypatch.setattr(nightly, "digest", lambda files, root=tmp_path: honest(files, root))
    monkeypatch.setattr(nightly, "stale", partial(nightly.stale, proofs=(old, fresh), root=tmp_path))

    def run(one: nightly.Proof) -> str:
        ran.append(one.name)
        return "steps: 9 | 4"

    monkeypatch.setattr(nightly, "_run", run)
    assert nightly.main([]) == 0
    assert ran == ["old"]
    assert line in report.read_text()
    assert "abc" not in report.read_text()
    assert nightly.stale(report.read_text()) == []
    assert nightly.main(["--all"]) == 0
    assert ran == ["old", "old", "fresh"]
    monkeypatch.setattr(nightly, "_run", lambda _one: None)
    before = report.read_text()
    assert nightly.main(["--all"]) == 1
    assert report.read_text() == before
