"""Room: tests. Deadlines through the door: told, proved, shown; bad input gets its sentence and is kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from coordination.casework import deadline_acts, sweep
from coordination.model.ids import CaseId, new_id
from tests.casework.overdue import ids_of, local, proof, told
from tests.casework.story import assigned, entries_of, opened
from tests.community import Community, make_community
from tests.databases import SqliteStore


@pytest.fixture(scope="module")
def community(sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Community]:
    """The community, built once: each test has a case of its own."""
    yield from make_community(sqlite_store, tmp_path_factory.mktemp("deadlines") / "home")


@pytest.fixture
def case(community: Community) -> CaseId:
    """A case of child protection, with the center and police on it."""
    case_id = assigned(community, opened(community, "ana_cps_worker"), "cac", "sup_harbor", "coo_harbor")
    return assigned(community, case_id, "detectives", "sgt_lake", "det_lake")


def event(community: Community, **typed: str) -> dict[str, str]:
    return {"event": "trafficking_identified", "learned_at": local(community.clock.now), "happened_at": "", **typed}


def test_an_event_told_on_the_case_stands_on_its_page_the_board_and_my_work(community: Community, case: CaseId) -> None:
    ana = community.client("ana_cps_worker")
    assert "identified as a victim" in ana.get(f"/cases/{case}/deadlines/new").text
    done = ana.send(f"/cases/{case}/deadlines", event(community))
    assert (done.status_code, done.headers["Location"]) == (303, f"/cases/{case}#deadlines")
    (one,) = ids_of(community, case)
    for page in (f"/cases/{case}", "/deadlines", "/work"):
        text = ana.get(page).text
        assert f"/cases/{case}/deadlines/{one}" in text, page
        assert "Report to police that the child was identified" in text, page


def test_the_page_says_what_until_when_by_which_law_and_what_was_told(community: Community, case: CaseId) -> None:
    one = told(community, case, learned_at="2026-11-20 23:30", happened_at="2026-11-19")
    text = community.client("ana_cps_worker").get(f"/cases/{case}/deadlines/{one}").text
    for said in (
        "21 November 2026, 23:30 CST",  # due, in the program's zone
        "At once, and at most 24 hours",
        "42 USC 671(a)(34)(A)",
        "in no case later than 24 hours after receiving",
        "19 November 2026",  # happened
        "20 November 2026, 23:30 CST",  # learned
        "North County Human Services, Child Protection",
    ):
        assert said in text, said
    assert "Recorded late" not in text


def test_a_late_recording_shows_as_late_everywhere(community: Community, case: CaseId) -> None:
    one = told(community, case, learned_at=local(community.clock.now - timedelta(hours=30)))
    ana = community.client("ana_cps_worker")
    for page in (f"/cases/{case}/deadlines/{one}", f"/cases/{case}", "/deadlines?state=overdue"):
        assert "Recorded late" in ana.get(page).text


BAD_EVENTS = (
    ({"event": "missing"}, "Choose what happened."),  # it has a page of its own
    ({"event": ""}, "Choose what happened."),
    ({"learned_at": ""}, "Write the day and the time"),
    ({"learned_at": "2031-01-01 10:00"}, "This is in the future"),
    ({"happened_at": "2031-01-01"}, "This is in the future"),
    ({"learned_at": "2026-11-20 10:00", "happened_at": "2026-11-20 11:00"}, "before it happened"),
    ({"learned_at": "1900-01-01 10:00"}, ""),
)


@pytest.mark.parametrize(("typed", "sentence"), BAD_EVENTS, ids=range(len(BAD_EVENTS)))
def test_a_bad_event_gets_its_sentence_and_starts_nothing(
    community: Community, case: CaseId, typed: dict[str, str], sentence: str
) -> None:
    ana = community.client("ana_cps_worker")
    answer = ana.send(f"/cases/{case}/deadlines", event(community, **typed))
    if not sentence:  # long ago is late, and no mistake
        assert answer.status_code == 303
        return
    assert answer.status_code == 422
    assert sentence in answer.text
    assert typed.get("learned_at", "") in answer.text
    assert ids_of(community, case) == []


def test_a_bad_proof_gets_its_sentence_beside_its_field_and_keeps_what_was_typed(
    community: Community, case: CaseId
) -> None:
    one, ana = told(community, case), community.client("ana_cps_worker")
    answer = ana.send(f"/cases/{case}/deadlines/{one}/prove", proof(community, number="", told="Desk 4 <b>"))
    assert answer.status_code == 422
    assert 'id="number-error"' in answer.text
    assert "Write the reference number that they gave you." in answer.text
    assert 'value="Desk 4 &lt;b&gt;"' in answer.text
    assert "Write down that it was done" in answer.text


def test_whoever_comes_second_sees_the_first_proof_and_keeps_their_own(community: Community, case: CaseId) -> None:
    one, path = told(community, case), f"/cases/{case}/deadlines"
    ana, sam = community.client("ana_cps_worker"), community.client("sam_cps_supervisor")
    assert ana.send(f"{path}/{one}/prove", proof(community, told="The night desk")).status_code == 303
    second = sam.send(f"{path}/{one}/prove", proof(community, told="The day desk"))
    assert second.status_code == 409
    assert "Somebody proved this first" in second.text
    assert "The night desk" in second.text
    assert 'value="The day desk"' in second.text
    assert sam.send(f"{path}/{one}/prove", proof(community, told="The day desk", seen="1")).status_code == 303
    text = ana.get(f"{path}/{one}").text
    assert text.index("The day desk") < text.index("As it was written before") < text.index("The night desk")


def test_a_form_sent_twice_acts_once(community: Community, case: CaseId) -> None:
    ana, path, key = community.client("ana_cps_worker"), f"/cases/{case}", new_id()
    for _ in range(2):
        assert ana.send(f"{path}/deadlines", event(community), key=key).status_code == 303
    (one,) = ids_of(community, case)
    other, sam = told(community, case), "sam_cps_supervisor"
    for who, what, typed in (("ana_cps_worker", f"{one}/prove", proof(community)), (sam, f"{other}/withdraw", _why())):
        community.clock.forward(seconds=1)
        visitor, key, before = community.client(who), new_id(), len(entries_of(community))
        answers = [visitor.send(f"{path}/deadlines/{what}", typed, key=key) for _ in range(2)]
        assert {answer.status_code for answer in answers} == {303}
        acts = [entry for entry in entries_of(community)[before:] if entry["outcome"] == "allowed"]
        assert len(acts) == 1
        twice = {name: [value, value] for name, value in typed.items()}
        assert visitor.send(f"{path}/deadlines/{what}", twice).status_code < 500


def _why() -> dict[str, str]:
    return {"reason": "started_twice"}


def test_withdrawn_stays_to_be_seen_with_its_reason(community: Community, case: CaseId) -> None:
    one, sam = told(community, case), community.client("sam_cps_supervisor")
    assert sam.send(f"/cases/{case}/deadlines/{one}/withdraw", {"reason": ""}).status_code == 422
    assert sam.send(f"/cases/{case}/deadlines/{one}/withdraw", _why()).status_code == 303
    ana = community.client("ana_cps_worker")
    text = ana.get(f"/cases/{case}/deadlines/{one}").text
    assert "It was started twice" in text
    assert "Keep the proof" not in text
    assert f"/deadlines/{one}" in ana.get(f"/cases/{case}").text
    assert f"/deadlines/{one}" not in ana.get("/deadlines").text


def test_on_a_case_what_is_still_to_be_done_stands_before_what_is_done(community: Community, case: CaseId) -> None:
    """Found by eye: a duty overdue for days stood below those that were done in time."""
    done = told(community, case, learned_at=local(community.clock.now - timedelta(hours=50)))
    waits = told(community, case, learned_at=local(community.clock.now - timedelta(hours=30)))
    deadline_acts.prove(community.desk, community.actor("ana_cps_worker"), case, done, proof(community), new_id())
    text = community.client("ana_cps_worker").get(f"/cases/{case}").text
    assert text.index(f"/deadlines/{waits}") < text.index(f"/deadlines/{done}")


def test_words_of_a_proof_show_to_whom_the_type_is_open_and_to_nobody_else(community: Community, case: CaseId) -> None:
    one = told(community, case)
    deadline_acts.prove(
        community.desk, community.actor("ana_cps_worker"), case, one, proof(community, told="canaryofaproof"), new_id()
    )
    page = f"/cases/{case}/deadlines/{one}"
    assert "canaryofaproof" in community.client("det_lake").get(page).text  # by law, as the screening itself
    for who in ("coo_harbor", "adv_safe", "adm_north", "aud_north", "pri_privacy"):
        assert community.client(who).get(page).status_code == 404
    for who in ("ana_cps_worker", "det_lake", "coo_harbor"):
        for listed in ("/deadlines", "/work", f"/cases/{case}", "/cases"):
            assert "canaryofaproof" not in community.client(who).get(listed).text
    assert "canaryofaproof" not in community.logged.getvalue() + str(entries_of(community))


def test_notice_of_an_overdue_duty_says_nothing_of_the_case_and_leads_to_it(community: Community, case: CaseId) -> None:
    told(community, case, learned_at=local(community.clock.now - timedelta(hours=30)))
    sweep.sweep(community.desk)
    sam = community.client("sam_cps_supervisor")
    text = sam.get("/notices").text
    assert "Something that your program must do by law is overdue." in text
    assert f"/cases/{case}#deadlines" in text
    assert "police" not in text.lower()


def test_the_board_counts_in_words_beside_its_picture_and_has_no_style_of_its_own(
    community: Community, case: CaseId
) -> None:
    told(community, case)
    text = community.client("ana_cps_worker").get("/deadlines").text
    assert '<svg viewBox="0 0 400 20" role="img" aria-label="Overdue: ' in text
    assert "style=" not in text
    assert "Due: " in text


def test_a_malformed_place_in_the_list_is_a_bad_request_and_an_unknown_state_is_left_out(
    community: Community,
) -> None:
    ana = community.client("ana_cps_worker")
    assert ana.get("/deadlines?after=x").status_code == 400
    assert ana.get("/deadlines?state=nothing").status_code == 200
