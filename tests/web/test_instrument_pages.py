"""Room: tests. Operator instruments through the door: who lacks one begins nothing, is told so, and reads on."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from coordination.casework import alarms, instrument_alarms, instruments, notices, releases
from coordination.door.troubles import TROUBLES
from coordination.model.errors import Invalid
from coordination.model.ids import CaseId, ReferralId, new_id
from coordination.policy.claims import JUDGES, Claim
from coordination.storage.instrument_tables import program_instruments
from tests.casework.agreed import officer
from tests.casework.referred import SERVICE, sent, took
from tests.casework.story import assigned, entries_of, invited, opened
from tests.casework.test_releases import paper
from tests.community import Community

SENTENCE = TROUBLES["not_live"].sentences[1]
BANNER = "Your program is not live in the hub. It opens no case"
CALL = "This program is not live in the hub yet. Call it."
NOTE = {"form": "investigation_note", "note": "Looked into it."}
ONE_ENGINE = pytest.mark.parametrize("engine_store", ["sqlite"], indirect=True)  # where no statement is new
FORM = {
    "kind": "cjis_addendum",
    "document": "Security addendum of 2026",
    "signed_on": "2026-11-02",
    "for_program": "Jo Vance, chief",
    "for_operator": "Lee Park, operator",
    "ends": "2027-11-01",
}


def typed(community: Community, program: str, **more: str) -> dict[str, str]:
    return {**FORM, "program": community.programs[program].id, **more}


def filed(community: Community, by: str, program: str, **more: str) -> str:
    """Filed by an officer of that person's agency."""
    return instruments.file(community.desk, officer(community, by), typed(community, program, **more), new_id())


def lapse(community: Community, by: str) -> None:
    """Whatever is on file for this person's agency is ended by its officer."""
    keeper = officer(community, by)
    for page in instruments.listed(community.desk, keeper):
        for one in page.filed:
            if one.filed.in_force(community.clock.now):
                instruments.end(community.desk, keeper, one.id, new_id())


@pytest.fixture
def case(community: Community) -> CaseId:
    """Child protection's, with a detective on its team."""
    return assigned(community, opened(community, "ana_cps_worker"), "detectives", "sgt_lake", "det_lake")


@pytest.fixture
def waiting(community: Community, case: CaseId) -> ReferralId:
    """What was sent to the center while it was live."""
    return sent(community, case, "cac")


def tried(community: Community, case: CaseId, waiting: ReferralId) -> dict[str, tuple[int, bool]]:
    """Each act that begins something, by people of a program each; its status, and whether the sentence came."""
    police, center = community.client("det_lake"), community.client("sup_harbor")
    paths = {
        "open a case": center.send("/cases", {"called": "Sky", "confirm": "yes"}),
        "its form": center.get("/cases/new"),
        "file a record": police.send(f"/cases/{case}/records/new", NOTE),
        "send a referral": police.send(
            f"/cases/{case}/referrals", {**SERVICE, "kind": "service", "recipient": community.programs["cac"].id}
        ),
        "take a referral": center.send(f"/referrals/{waiting}/accept"),
        "attach a document": police.get(f"/cases/{case}/records/{new_id()}/files/new"),
        "name the hub": community.client("adv_safe").get("/release-to-hub"),
    }
    return {name: (answer.status_code, SENTENCE in answer.text) for name, answer in paths.items()}


def test_not_live_refuses_each_act_with_the_sentence_and_filed_opens_it_on_the_next_request(
    community: Community, case: CaseId, waiting: ReferralId
) -> None:
    for slug in ("sgt_lake", "sup_harbor", "sup_safe"):
        lapse(community, slug)
    found = tried(community, case, waiting)
    assert found == dict.fromkeys(found, (403, True))
    told = [entry for entry in entries_of(community) if entry["outcome"] == "refused"]
    assert {"case:open", "record:file", "release:name_hub"} <= {entry["action"] for entry in told}
    filed(community, "sgt_lake", "detectives")
    filed(community, "sup_harbor", "cac", kind="victim_assurance")
    filed(community, "sup_safe", "advocates", kind="victim_assurance")
    assert {said for _, said in tried(community, case, waiting).values()} == {False}
    assert community.client("adv_safe").get("/release-to-hub").status_code == 200


@ONE_ENGINE
def test_hidden_and_absent_cases_answer_alike_to_who_is_not_live(community: Community, case: CaseId) -> None:
    hidden = opened(community, "ana_cps_worker", called="Ash")
    lapse(community, "sgt_lake")
    police = community.client("det_lake")
    answers = [police.send(f"/cases/{one}/records/new", NOTE) for one in (hidden, new_id(), case)]
    assert len({(one.status_code, one.data) for one in answers}) == 1
    read = [police.get(f"/cases/{one}") for one in (hidden, new_id())]
    assert {one.status_code for one in read} == {404}


def test_others_are_told_beside_the_field_and_nothing_changes(community: Community, case: CaseId) -> None:
    lapse(community, "sup_harbor")
    lapse(community, "sgt_lake")
    police = community.programs["detectives"].id
    ana, center = community.client("ana_cps_worker"), community.programs["cac"].id
    asked = ana.send(f"/cases/{case}/team/programs", {"program": center})
    assert (asked.status_code, CALL in asked.text) == (422, True)
    with pytest.raises(Invalid) as refused:
        sent(community, case, "cac")
    assert refused.value.fields == {"recipient": CALL}
    with pytest.raises(Invalid):
        invited(community, case, "cac")
    offered = community.client("sam_cps_supervisor").send(f"/cases/{case}/coordination", {"coordinator": police})
    assert (offered.status_code, CALL in offered.text) == (422, True)
    filed(community, "sup_harbor", "cac", kind="victim_assurance")
    ana = community.client("ana_cps_worker")
    assert ana.send(f"/cases/{case}/team/programs", {"program": center}).status_code == 303


@ONE_ENGINE
def test_a_lapse_leaves_reading_and_ending_and_a_warning_on_every_page(community: Community, case: CaseId) -> None:
    releases.record(
        community.desk,
        community.actor("det_lake"),
        case,
        paper(community, ("cps",), ("criminal_investigation",)),
        new_id(),
    )
    lapse(community, "sgt_lake")
    filed(community, "sgt_lake", "detectives", ends="2026-11-22")
    police = community.client("det_lake")
    assert "CJIS security addendum ends on 22 November 2026" in police.get("/cases").text
    community.clock.forward(days=2)
    police = community.client("det_lake")
    for path in ("/cases", f"/cases/{case}", f"/cases/{case}/team", f"/cases/{case}/releases", "/instruments"):
        page = police.get(path)
        assert (page.status_code, BANNER in page.text) == (200, True), path
    assert "Missing: CJIS security addendum." in police.get("/cases").text
    (release,) = releases.listed(community.desk, community.actor("det_lake"), case)
    ended = police.send(f"/cases/{case}/releases/{release.id}/revoke", {"how": "said"})
    assert ended.status_code in {303, 422}
    assert SENTENCE not in ended.text


@ONE_ENGINE
def test_a_claim_that_forgets_the_instruments_lets_the_act_through(
    community: Community, case: CaseId, waiting: ReferralId, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Meta: without the claim none of the acts is refused for it."""
    lapse(community, "sgt_lake")
    lapse(community, "sup_harbor")
    monkeypatch.setitem(JUDGES, Claim.LIVE, lambda *_asked: True)
    found = tried(community, case, waiting)
    assert found["open a case"][0] == 303
    assert found["its form"][0] == 200


@ONE_ENGINE
def test_the_page_says_what_is_needed_filed_and_missing_and_only_keepers_file(community: Community) -> None:
    adm, ana = community.client("adm_north"), community.client("ana_cps_worker")
    assert "It needs none under its law" in adm.get("/instruments").text
    assert "File an instrument" not in ana.get("/instruments").text
    assert ana.send("/instruments", typed(community, "cps")).status_code == 404
    told = adm.send("/instruments", typed(community, "cps", document="", signed_on="2030-01-01", ends="2020-01-01"))
    assert told.status_code == 422
    for sentence in ("This program does not need it.", "Fill this in.", "still to come", "This day is over."):
        assert sentence in told.text
    other = adm.send("/instruments", typed(community, "detectives"))
    assert (other.status_code, "Choose one of your agency’s programs." in other.text) == (422, True)
    lapse(community, "sgt_lake")
    page = community.client("det_lake").get("/instruments").text
    assert "Missing" in page
    assert "CJIS Security Policy v6.0, SA-9." in page
    assert "Our own safer rule." in community.client("int_harbor").get("/instruments").text


@ONE_ENGINE
def test_of_another_agency_and_absent_are_refused_alike(community: Community) -> None:
    with community.desk.consulting() as cabinet:
        one = cabinet.connection.execute(select(program_instruments.c.id)).scalars().first()
    adm = community.client("adm_north")
    theirs, absent = (adm.send(f"/instruments/{which}/end") for which in (one, new_id()))
    assert theirs.status_code == absent.status_code == 404
    assert theirs.data == absent.data


def test_a_form_sent_twice_files_one_and_ends_it_once(community: Community) -> None:
    keeper, key = officer(community, "sgt_lake"), new_id()
    form = typed(community, "detectives")
    first = instruments.file(community.desk, keeper, form, key)
    assert instruments.file(community.desk, keeper, form, key) == first
    again = new_id()
    instruments.end(community.desk, keeper, first, again)
    instruments.end(community.desk, keeper, first, again)
    (page,) = instruments.listed(community.desk, keeper)
    assert [one.filed.ended_at is not None for one in page.filed] == [True, False]


def test_supervisors_are_told_60_30_and_7_days_before_and_not_when_another_follows(community: Community) -> None:
    lapse(community, "sgt_lake")
    filed(community, "sgt_lake", "detectives", ends="2027-01-20")  # 60 days and 15 hours from now
    raised = []
    for days in (0, 1, 30, 23):
        community.clock.forward(days=days)
        raised.append(alarms.raise_due(community.desk, (instrument_alarms.due,)))
        raised.append(alarms.raise_due(community.desk, (instrument_alarms.due,)))
    assert raised == [0, 0, 1, 0, 1, 0, 1, 0]
    lines = notices.listed(community.desk, community.actor("sgt_lake"))
    assert [one.address for one in lines] == ["/instruments"] * 3
    filed(community, "sgt_lake", "detectives", ends="")
    with community.desk.consulting() as cabinet:
        assert instrument_alarms.due(cabinet) == []
    community.clock.forward(days=30)
    assert notices.listed(community.desk, community.actor("sgt_lake")) == []
    assert BANNER not in community.client("det_lake").get("/cases").text


@ONE_ENGINE
def test_a_referral_that_came_before_the_lapse_is_declined_and_not_taken(
    community: Community, waiting: ReferralId
) -> None:
    lapse(community, "sup_harbor")
    took(community, waiting, "decline", "sup_harbor", reason="no_capacity")
