"""Room: tests. Requests: only what is known to exist can be asked for; a supervisor answers, the asker sees it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from coordination.casework import records, requests, teams
from coordination.casework.desk import Work
from coordination.declare.information import InformationType
from coordination.model.action import Action
from coordination.model.errors import Conflict, Invalid, Refused
from coordination.model.ids import CaseId, ProgramId, RequestId, new_id
from coordination.model.request import RequestAnswer
from tests.casework.story import assigned, entries_of, opened
from tests.community import Community


@pytest.fixture
def case(community: Community) -> CaseId:
    """Child protection filed a note and a reporter's name; police and the center are on the case."""
    case_id = opened(community, "ana_cps_worker")
    assigned(community, case_id, "detectives", "sgt_lake", "det_lake")
    assigned(community, case_id, "cac", "sup_harbor", "coo_harbor")
    worker = community.actor("ana_cps_worker")
    records.file(community.desk, worker, case_id, "child_protection_note", {"note": "x"}, new_id())
    records.file(community.desk, worker, case_id, "reporter", {"kind": "mandated"}, new_id())
    return case_id


def asked(
    community: Community, case: CaseId, by: str = "coo_harbor", of: str = "cps", kind: str = "child_protection"
) -> RequestId:
    program = community.programs[of].id
    return requests.make(community.desk, community.actor(by), case, program, kind, "services", new_id())


def refused(act: Callable[[], object]) -> None:
    with pytest.raises(Refused):
        act()


def test_a_request_lands_with_the_owning_supervisor_and_the_asker_sees_its_state(
    community: Community, case: CaseId
) -> None:
    request = asked(community, case)
    supervisor = community.actor("sam_cps_supervisor")
    (one,) = requests.listed(community.desk, supervisor).received
    assert (one.request_id, one.asked_by, one.information_type) == (
        request,
        "Carla Moss",
        InformationType.CHILD_PROTECTION,
    )
    assert sum(one.waiting for one in requests.listed(community.desk, supervisor).received) == 1
    (made,) = requests.listed(community.desk, community.actor("coo_harbor")).made
    assert made.waiting
    assert requests.listed(community.desk, community.actor("ana_cps_worker")).received == ()
    assert sum(one.waiting for one in requests.listed(community.desk, community.actor("ana_cps_worker")).received) == 0


def test_what_is_open_hidden_or_absent_cannot_be_asked_for(community: Community, case: CaseId) -> None:
    before = len(entries_of(community))
    refused(lambda: asked(community, case, kind="reporter_identity"))  # never shown locked
    refused(lambda: asked(community, case, kind="placement"))  # nothing is filed
    refused(lambda: asked(community, case, kind="nonsense"))
    refused(lambda: asked(community, case, by="det_lake", kind="child_protection"))  # open to police by law
    refused(lambda: asked(community, case, of="advocates", kind="advocacy"))
    refused(lambda: asked(community, case, by="int_harbor"))  # not on the team
    refused(lambda: asked(community, case, by="adv_safe"))
    made = [entry for entry in entries_of(community)[before:] if entry["action"] == "request:make"]
    assert [entry["outcome"] for entry in made] == ["refused"] * 7
    assert requests.listed(community.desk, community.actor("sam_cps_supervisor")).received == ()


def test_the_page_that_asks_is_absent_for_what_cannot_be_asked_for(community: Community, case: CaseId) -> None:
    actor, cps = community.actor("coo_harbor"), community.programs["cps"].id
    wish = requests.wish(community.desk, actor, case, cps, "child_protection")
    assert wish.program_name == "North County Human Services, Child Protection"
    refused(lambda: requests.wish(community.desk, actor, case, cps, "reporter_identity"))


def test_asking_twice_shows_the_first_request(community: Community, case: CaseId) -> None:
    first = asked(community, case)
    assert asked(community, case) == first
    actor, cps = community.actor("coo_harbor"), community.programs["cps"].id
    wish = requests.wish(community.desk, actor, case, cps, "child_protection")
    assert wish.earlier is not None
    assert wish.earlier.request_id == first
    assert len(requests.listed(community.desk, community.actor("sam_cps_supervisor")).received) == 1


def test_a_no_is_an_answer_and_may_be_asked_again_later(community: Community, case: CaseId) -> None:
    request, supervisor = asked(community, case), community.actor("sam_cps_supervisor")
    requests.refuse(community.desk, supervisor, case, request, new_id())
    (made,) = requests.listed(community.desk, community.actor("coo_harbor")).made
    assert made.answer is RequestAnswer.NO
    assert sum(one.waiting for one in requests.listed(community.desk, supervisor).received) == 0
    with pytest.raises(Conflict):
        requests.refuse(community.desk, supervisor, case, request, new_id())
    assert asked(community, case) != request


def test_only_a_supervisor_of_the_owning_program_answers(community: Community, case: CaseId) -> None:
    request = asked(community, case)
    for slug in ("ana_cps_worker", "sgt_lake", "sup_harbor", "coo_harbor", "sup_safe"):
        actor = community.actor(slug)
        refused(lambda a=actor: requests.refuse(community.desk, a, case, request, new_id()))  # type: ignore[misc]
    refused(
        lambda: requests.refuse(
            community.desk, community.actor("sam_cps_supervisor"), case, RequestId(new_id()), new_id()
        )
    )


def test_a_purpose_is_chosen_and_never_written(community: Community, case: CaseId) -> None:
    cps = community.programs["cps"].id
    with pytest.raises(Invalid):
        requests.make(community.desk, community.actor("coo_harbor"), case, cps, "child_protection", "because", new_id())


def test_who_leaves_the_case_no_longer_sees_its_requests(community: Community, case: CaseId) -> None:
    asked(community, case)
    supervisor = community.actor("sup_harbor")
    teams.end_member(community.desk, supervisor, case, community.people["coo_harbor"], new_id())
    assert requests.listed(community.desk, community.actor("coo_harbor")).made == ()


@pytest.mark.parametrize("alone", [False, True], ids=["program", "one person"])
def test_a_paper_that_gives_what_was_asked_answers_it_unless_it_is_for_one_person(
    community: Community, case: CaseId, alone: bool
) -> None:
    """The asker's colleagues see what became of the request, and may not learn of a paper for one person."""
    request, center = asked(community, case), community.programs["cac"].id
    supervisor = community.client("sam_cps_supervisor")
    link = f"/cases/{case}/authorities/new?request={request}"
    assert link in supervisor.get("/requests").text
    assert f"request={request}&amp;" in supervisor.get(f"{link}&program={center}&type=child_protection").text
    named = {"person": f"{center}:{community.people['coo_harbor']}"} if alone else {"recipients": center}
    form = {
        "kind": "court_order",
        "request": request,
        "types": "child_protection",
        "expires_on": "2026-12-20",
        **{f"evidence_{one}": "JV-26-1" for one in ("court", "signed_on", "authorizes")},
        **named,
    }
    shown = supervisor.send(f"/cases/{case}/authorities/preview", form)
    assert f'name="request" value="{request}"' in shown.text
    assert supervisor.send(f"/cases/{case}/authorities", form).status_code == 303
    (made,) = requests.listed(community.desk, community.actor("coo_harbor")).made
    assert made.answer is (None if alone else RequestAnswer.PAPER)
    page = community.client("coo_harbor").get("/requests").text
    assert ("an order or other paper was filed" in page) is not alone


def test_a_release_that_gives_what_was_asked_answers_it(community: Community, case: CaseId) -> None:
    request, supervisor = asked(community, case), community.actor("sam_cps_supervisor")
    center = community.programs["cac"].id

    def released(slug: str, to: ProgramId, kind: InformationType) -> None:
        def work(w: Work) -> str:
            requests.settle(w, request, [to], [kind])
            return request

        community.desk.act(community.actor(slug), Action.RELEASE_RECORD, case, work, key=new_id())

    released("det_lake", center, InformationType.CHILD_PROTECTION)  # not the program that was asked
    released("sam_cps_supervisor", center, InformationType.PLACEMENT)
    released("sam_cps_supervisor", community.programs["detectives"].id, InformationType.CHILD_PROTECTION)
    assert sum(one.waiting for one in requests.listed(community.desk, supervisor).received) == 1
    released("sam_cps_supervisor", center, InformationType.CHILD_PROTECTION)
    (made,) = requests.listed(community.desk, community.actor("coo_harbor")).made
    assert made.answer is RequestAnswer.RELEASE
