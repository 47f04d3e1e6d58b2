"""Room: demo. Releases that are printed, signed by hand and scanned, as most are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordination.casework import release_papers
from coordination.demo.sheet import sheet
from coordination.model.ids import CaseId, ReleaseId, new_id

if TYPE_CHECKING:
    from coordination.casework.release_typed import Typed
    from coordination.demo.village import Village


def signed_on_paper(v: Village, subject: str, case_id: CaseId, paper: Typed, *recipients: str) -> ReleaseId:
    """Record a release to be printed, have it signed by hand, and file the scan. paper: what is typed."""
    draft = v.release(subject, case_id, {**paper, "method": "print"}, *recipients)
    scan = sheet("Made up for the demo.", "The release, as it was signed.")
    typed = {"compared": "yes", "copy": "given"}
    return release_papers.file_signed(v.desk, v.actor(subject), case_id, draft, typed, scan, new_id())
