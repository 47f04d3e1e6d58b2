"""Room: tests. Over a duty that nobody proved a supervisor alone closes a case, and says why; the duty runs on."""

from __future__ import annotations

import pytest
from coordination_us_maine.intake import SCREENED_OUT_TO_DA

from coordination.casework import closing, log_words
from coordination.casework.work import Work
from coordination.model.deadline import State
from coordination.model.ids import CaseId
from coordination.partners.catalog import Catalog
from tests.casework.overdue import ids_of, proof, shown, told
from tests.casework.referred import sent
from tests.casework.story import assigned, entries_of, opened
from tests.community import Community
from tests.maine import Maine
from tests.web.at_intake import OUT, owed, screened

ONE_ENGINE = pytest.mark.parametrize("engine_store", ["sqlite"], indirect=True)
WHY = {"reason": "work_done"}


@pytest.fixture
def case(community: Community) -> CaseId:
    """A case of child protection with a duty that runs, and police on its team."""
    made = assigned(community, opened(community, "ana_cps_worker"), "detectives", "sgt_lake", "det_lake")
    told(community, made)
    return made


def title_of(community: Community, case: CaseId) -> str:
    (one,) = shown(community, case, "sam_cps_supervisor")
    rule = community.desk.catalog.deadline_rule(one.rule, one.rule_version)
    assert rule is not None
    return rule.title


def closed(community: Community, case: CaseId) -> bool:
    return not community.desk.facts(community.actor("sam_cps_supervisor"), case).open


@ONE_ENGINE
def test_a_worker_reads_which_duty_is_open_and_what_they_chose_is_kept(community: Community, case: CaseId) -> None:
    ana = community.client("ana_cps_worker")
    refused = ana.send(f"/cases/{case}/close", {**WHY, "despite": "goes_on"})
    assert refused.status_code == 422
    assert f"Still open: {title_of(community, case)}." in refused.text
    assert "ask a supervisor" in refused.text
    assert '<option value="work_done" selected>' in refused.text
    assert not closed(community, case)
    (one,) = ids_of(community, case)
    assert ana.send(f"/cases/{case}/deadlines/{one}/prove", proof(community)).status_code == 303
    assert ana.send(f"/cases/{case}/close", WHY).status_code == 303


@ONE_ENGINE
def test_a_supervisor_closes_with_a_reason_and_the_duty_runs_on(community: Community, case: CaseId) -> None:
    title, sam = title_of(community, case), community.client("sam_cps_supervisor")
    asked = sam.send(f"/cases/{case}/close", WHY)
    assert asked.status_code == 422
    assert f"Still open: {title}." in asked.text
    assert "They run on after closing." in asked.text
    assert sam.send(f"/cases/{case}/close", {**WHY, "despite": "never_mind"}).status_code == 422
    assert sam.send(f"/cases/{case}/close", {**WHY, "despite": "goes_on"}).status_code == 303
    (one,) = shown(community, case, "sam_cps_supervisor")
    assert one.state is State.RUNNING
    entry = [found for found in entries_of(community) if found["action"] == "case:close"][-1]
    assert entry["purpose"] == "work_done:goes_on"
    said = log_words.purpose(entry["purpose"])
    assert closing.DESPITE["goes_on"] in said
    assert "The work is done" in said


@ONE_ENGINE
def test_neither_what_others_owe_nor_what_is_hidden_keeps_a_case_open_or_is_named(community: Community) -> None:
    """Police owe something of their own, and what they owe is theirs: child protection closes, and reads nothing."""
    case = assigned(community, opened(community, "ana_cps_worker"), "detectives", "sgt_lake", "det_lake")
    told(community, case, "det_lake", event="mandated_suspicion")
    assert community.client("ana_cps_worker").send(f"/cases/{case}/close", WHY).status_code == 303


def test_nobody_closes_over_a_screened_out_report_that_the_district_attorney_does_not_have(maine: Maine) -> None:
    """ "a referral to the appropriate District Attorney’s (DA) Office will be made within 24 hours" """
    case = maine.case()
    screened(maine, case, maine.report(case), OUT)
    for who in ("ocfs_worker", "ocfs_supervisor"):
        refused = maine.client(who).send(f"/cases/{case}/close", {**WHY, "despite": "goes_on"})
        assert refused.status_code == 422
        assert f"Still open: {SCREENED_OUT_TO_DA.title}." in refused.text
    sent(maine, case, "pine_pd", by="ocfs_worker", kind="report")  # police are not the district attorney
    assert maine.client("ocfs_worker").send(f"/cases/{case}/close", WHY).status_code == 422
    sent(maine, case, "da", by="ocfs_worker", kind="report")
    assert maine.client("ocfs_worker").send(f"/cases/{case}/close", WHY).status_code == 303
    assert [one.state for one in owed(maine, case, "ocfs_supervisor")] == [State.RUNNING]


@ONE_ENGINE
def test_without_the_check_the_case_would_close(
    community: Community, case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard broken on purpose."""

    def unchecked(_catalog: Catalog, _w: Work, _despite: str) -> None:
        return

    monkeypatch.setattr(closing, "check", unchecked)
    assert community.client("ana_cps_worker").send(f"/cases/{case}/close", WHY).status_code == 303
