"""Room: tests. A closed case whose period has run out, with everything on it that a program may write."""

from __future__ import annotations

from datetime import timedelta

from coordination.casework import cases, drafts, records, releases, retention
from coordination.model.ids import CaseId, DraftId, RecordId, new_id
from tests.casework.story import assigned, opened
from tests.casework.test_releases import paper
from tests.community import Community
from tests.uploads import attach

NOTE = "child_protection_note"
SAID = "Kittiwake was seen at the harbor"
SAM, PRIYA, ANA = "sam_cps_supervisor", "pri_privacy", "ana_cps_worker"


def filled(community: Community) -> tuple[CaseId, RecordId]:
    """Child protection's case with the center: a note with a file, a draft and a release of each; then closed."""
    desk, ana = community.desk, community.actor(ANA)
    case = assigned(community, opened(community, ANA, called="Kittiwake"), "cac", "sup_harbor", "int_harbor")
    note = records.file(desk, ana, case, NOTE, {"note": SAID}, new_id())
    attach(community, ana, case, note)
    drafts.save(desk, ana, case, {"note": SAID}, draft_id=DraftId(new_id()), form_slug=NOTE)
    releases.record(desk, ana, case, paper(community, ("cac",), ("child_protection",)), new_id())
    records.file(desk, community.actor("int_harbor"), case, "case_review_note", {"recommendations": "x"}, new_id())
    cases.close(desk, ana, case, "work_done", new_id())
    return case, note


def due(community: Community, months: str = "1") -> tuple[CaseId, RecordId]:
    """The same, 40 days later, under a period of a month."""
    found = filled(community)
    community.clock.now += timedelta(days=40)
    retention.set_period(community.desk, community.actor(SAM), months, "County schedule, item 12", new_id())
    return found


def proposed(community: Community, case: CaseId, by: str = SAM) -> str:
    """A purge proposed by this person; its id, as whoever confirms it reads it."""
    retention.propose(community.desk, community.actor(by), case, new_id())
    waiting = retention.page(community.desk, community.actor(by)).due
    return next(one.proposal.id for one in waiting if one.case_id == case and one.proposal)


def purged(community: Community, case: CaseId) -> None:
    """Proposed by one, confirmed by another."""
    retention.confirm(community.desk, community.actor(PRIYA), proposed(community, case), new_id())


def reopened(community: Community, case: CaseId) -> None:
    """Opened again, with the worker on the team still."""
    cases.reopen(community.desk, community.actor(ANA), case, "new_report", new_id())
