"""Room: tests. Maine, from the call to the center and the district attorney, each step by its own person."""

from __future__ import annotations

import re

import pytest

from coordination.casework import deadlines
from coordination.casework.desk import Work
from coordination.declare.event import Event
from coordination.model.action import Action
from coordination.model.ids import CaseId, new_id
from tests.casework.almanac import KENNEBEC
from tests.community import make_community
from tests.databases import SqliteStore
from tests.maine import CALLED, Maine, settle

DESIGNATED = {"resource": "cac", "areas": [KENNEBEC], "rank": "1", "hours": ""}
REPORT = {"urgency": "routine", "message": "A child of 15, at high risk. Ring me."}


def high(maine: Maine, case: CaseId) -> set[str]:
    """A screen that gave high risk tells of it, in an act of the worker's."""
    desk, started, cause = maine.desk, set[str](), new_id()

    def work(w: Work) -> str:
        for event in (Event.TIER_HIGH, Event.TIER_HIGH_REPORT):
            started.update(one.rule for one in deadlines.start(desk.catalog, w, event, cause=cause, learned_at=w.now))
        return ""

    desk.act(maine.actor("ocfs_worker"), Action.RECORD_FILE, case, work, key=new_id(), about=new_id())
    return started


def test_from_the_call_to_the_center_and_the_district_attorney(
    sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for community in make_community(sqlite_store, tmp_path_factory.mktemp("story") / "home"):
        _story(settle(community))


def _story(maine: Maine) -> None:
    worker, supervisor, center = (
        maine.client(who) for who in ("ocfs_worker", "ocfs_supervisor", "pine_cac_supervisor")
    )
    cac = maine.programs["pine_cac"].id
    assert center.send(f"/directory/programs/{cac}/designations", DESIGNATED).status_code == 303

    # The call: no offender, no guardian; who called is kept apart.
    case = maine.case()
    typed = {"form": "suspected_exploitation_report", "what_happened": "A motel clerk rang.", "received_at": CALLED}
    record = worker.send(f"/cases/{case}/records/new", typed).location.rpartition("/")[2]
    page = f"/cases/{case}/reports/{record}"
    assert page in worker.get(f"/cases/{case}/records/{record}").text
    assert (
        worker.send(
            f"/cases/{case}/records/new", {"form": "reporter", "kind": "voluntary", "name": "A clerk"}
        ).status_code
        == 303
    )

    # Two people screen it in.
    decision = {"called_in_at": CALLED, "alleges": ["sex_trafficking"], "caregiver": "unknown"}
    proposed = worker.send(f"{page}/propose", {**decision, "decision": "screened_in", "why": "A child of 15."})
    assert proposed.status_code == 303
    assert "A decision waits" in worker.get(page).text
    assert supervisor.send(f"{page}/decide", {"verdict": "confirmed"}).status_code == 303
    assert "Complete the screening tool" in worker.get(page).text

    # High risk: the center of the county, by the form that is filled in, and the district attorney.
    assert high(maine, case) == {"me_high_team", "me_high_da_report"}
    convene = worker.get(f"/cases/{case}/convene?county={KENNEBEC}").text
    link = re.search(r'href="(/cases/\w+/referrals/case\?to=\w+)"', convene)
    assert link is not None
    assert f'<option value="{cac}" selected>' in worker.get(link[1]).text
    brought = worker.send(f"/cases/{case}/referrals/case", {**REPORT, "recipient": cac, "agreement": "agreed"})
    assert brought.status_code == 303
    assert center.send(f"{brought.location}/accept").status_code == 303
    assert "It is on the team of this case." in worker.get(f"/cases/{case}/convene?county={KENNEBEC}").text
    told = {**REPORT, "kind": "report", "recipient": maine.programs["da"].id}
    assert worker.send(f"/cases/{case}/referrals", told).status_code == 303

    # A second screen owes neither again, and the report closes.
    assert high(maine, case) == set()
    assert worker.send(f"{page}/close").status_code == 303
