"""Room: tests. What the tests of intake begin with: what is typed, the page of a report, and who decides."""

from __future__ import annotations

from collections.abc import Mapping

from coordination.model.action import Action
from coordination.model.deadline import Deadline
from coordination.model.ids import CaseId, RecordId
from coordination.storage import deadlines
from coordination.storage import records as drawer
from tests.maine import CALLED, Maine

OUT = {
    "called_in_at": CALLED,
    "alleges": ["sex_trafficking"],
    "caregiver": "unknown",
    "decision": "screened_out",
    "why": "The police in Lewiston have it and no child of ours is concerned.",
}
IN = {**OUT, "decision": "screened_in", "why": "She told a teacher."}


def page(case: CaseId, report: str, step: str = "") -> str:
    return f"/cases/{case}/reports/{report}{step}"


def owed(maine: Maine, case: CaseId, who: str = "ocfs_worker") -> list[Deadline]:
    desk, actor = maine.desk, maine.actor(who)
    grant = desk.ask(actor, Action.CASE_READ, desk.facts(actor, case))
    with desk.opened(grant) as cabinet:
        return deadlines.open(cabinet, grant)


def screened(maine: Maine, case: CaseId, report: RecordId, decision: Mapping[str, object]) -> None:
    """Proposed by the worker, confirmed by the supervisor."""
    assert maine.client("ocfs_worker").send(page(case, report, "/propose"), decision).status_code == 303
    confirmed = maine.client("ocfs_supervisor").send(page(case, report, "/decide"), {"verdict": "confirmed"})
    assert confirmed.status_code == 303


def owed_rules(maine: Maine, case: CaseId) -> set[str]:
    return {one.rule for one in owed(maine, case)}


def decisions(maine: Maine, case: CaseId) -> list[RecordId]:
    desk, actor = maine.desk, maine.actor("ocfs_worker")
    grant = desk.ask(actor, Action.CASE_READ, desk.facts(actor, case))
    with desk.opened(grant) as cabinet:
        return [one.id for one in drawer.open(cabinet, grant, forms=["screening_decision"])]
