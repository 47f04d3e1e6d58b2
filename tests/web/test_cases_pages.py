"""Room: tests. Pages of cases, teams, restrictions and conflicts, as people see and send them."""

from __future__ import annotations

import re

import pytest

from coordination.casework import cases, teams
from coordination.model.ids import CaseId, is_id, new_id
from tests.casework.story import assigned, entries_of, opened
from tests.community import Community


def test_my_cases_shows_the_child_and_the_reference(community: Community) -> None:
    opened(community, "ana_cps_worker", called="Lark", aliases="Birdie")
    page = community.client("ana_cps_worker").get("/cases")
    assert page.status_code == 200, page.text
    assert "Lark" in page.text
    assert "Birdie" in page.text
    assert "<title>My cases" in page.text


def test_a_case_is_opened_through_the_form(community: Community) -> None:
    ana = community.client("ana_cps_worker")
    assert "What they are called" in ana.get("/cases/new").text
    sent = ana.send("/cases", {"called": "Lark", "age": "about 14"})
    assert sent.status_code == 303
    page = ana.get(sent.location)
    assert page.status_code == 200
    assert "<h1>Lark</h1>" in page.text
    assert "about 14" in page.text
    assert "<title>Case –" in page.text
    assert "You see this because your program filed it." in page.text


def test_what_was_typed_is_kept_beside_its_sentence(community: Community) -> None:
    sent = community.client("ana_cps_worker").send("/cases", {"age": "about 14"})
    assert sent.status_code == 422
    assert "about 14" in sent.text
    assert 'id="called-error"' in sent.text


def test_a_possible_duplicate_is_shown_before_a_second_case_is_opened(community: Community) -> None:
    first = opened(community, "ana_cps_worker", called="Lark")
    ana, key = community.client("ana_cps_worker"), new_id()
    warned = ana.send("/cases", {"called": "lark"}, key=key)
    assert warned.status_code == 422
    assert f"/cases/{first}" in warned.text
    made = ana.send("/cases", {"called": "lark", "confirm": "yes"}, key=key)
    assert made.status_code == 303
    assert ana.send("/cases", {"called": "lark"}, key=key).location == made.location


def test_a_duplicate_in_a_case_that_is_hidden_warns_nobody(community: Community) -> None:
    opened(community, "ana_cps_worker", called="Lark")
    assert community.client("coo_harbor").send("/cases", {"called": "Lark"}).status_code == 303


def test_hidden_absent_and_malformed_are_the_same_bytes(community: Community) -> None:
    """The door turns away what could not be an id before it is looked up; hidden and absent cost the same."""
    hidden = opened(community, "ana_cps_worker")
    det = community.client("det_lake")
    det.get("/cases")
    answers, costs = set(), set()
    for asked in (hidden, new_id(), "nothing", "0" * 31, "%27%20OR%201=1", "a" * 300):
        with community.desk.database.count() as tally:
            answer = det.get(f"/cases/{asked}")
        headers = tuple(sorted((name, value) for name, value in answer.headers if name != "X-Request-Id"))
        answers.add((answer.status_code, answer.data, headers))
        if is_id(asked):
            costs.add((tally.statements, tally.commits))
    assert len(answers) == len(costs) == 1
    assert next(iter(answers))[0] == 404


@pytest.mark.parametrize(
    "rest", ["/team", "/close", "/reopen", "/coordination", "/coordination/accept", "/restriction"]
)
def test_other_pages_of_a_hidden_case_answer_as_an_absent_one(community: Community, rest: str) -> None:
    hidden = opened(community, "ana_cps_worker")
    det = community.client("det_lake")
    answers, costs = set(), set()
    for asked in (hidden, new_id(), "nothing"):
        form = {"reason": "safe", "coordinator": new_id()}
        with community.desk.database.count() as tally:
            answer = det.get(f"/cases/{asked}/team") if rest == "/team" else det.send(f"/cases/{asked}{rest}", form)
        answers.add((answer.status_code, answer.data))
        if is_id(asked):
            costs.add((tally.statements, tally.commits))
    assert len(answers) == len(costs) == 1
    assert next(iter(answers))[0] == 404


def test_search_sends_the_words_in_no_address_and_writes_them_in_no_log(community: Community) -> None:
    opened(community, "ana_cps_worker", called="Zephyrine")
    ana = community.client("ana_cps_worker")
    assert 'method="post" action="/search"' in ana.get("/search").text
    found = ana.send("/search", {"words": "zephyrina"})
    assert "Zephyrine" in found.text
    assert "zephyrin" not in str(entries_of(community)).lower()
    assert "zephyrin" not in community.logged.getvalue().lower()
    assert ana.send("/search", {"words": "z"}).status_code == 422


@pytest.mark.parametrize("slug", ["aud_north", "adm_north", "pri_privacy"])
def test_roles_that_work_on_no_cases_get_no_page_of_them(community: Community, slug: str) -> None:
    case_id = opened(community, "ana_cps_worker")
    client = community.client(slug)
    for path in ("/cases", "/search", "/cases/new", f"/cases/{case_id}", f"/cases/{case_id}/team"):
        assert client.get(path).status_code == 404, path


def test_the_team_page_invites_assigns_and_ends(community: Community) -> None:
    case_id = opened(community, "ana_cps_worker")
    ana, sgt, det = (community.client(slug) for slug in ("ana_cps_worker", "sgt_lake", "det_lake"))
    team = f"/cases/{case_id}/team"
    detectives = community.programs["detectives"].id
    assert ana.send(f"{team}/programs", {"program": detectives}).status_code == 303
    assert "Juvenile Detectives" in ana.get(team).text
    assert det.get(f"/cases/{case_id}").status_code == 404
    assert sgt.send(f"{team}/people", {"person": community.people["det_lake"]}).status_code == 303
    assert det.get(f"/cases/{case_id}").status_code == 200
    assert sgt.send(f"{team}/people", {"person": community.people["ana_cps_worker"]}).status_code == 422
    assert sgt.send(f"{team}/people/{community.people['det_lake']}/end").status_code == 303
    assert det.get(f"/cases/{case_id}").status_code == 404
    assert ana.send(f"{team}/programs/{detectives}/end").status_code == 303
    assert sgt.get(f"/cases/{case_id}").status_code == 404


def test_closing_and_reopening_through_the_team_page(community: Community) -> None:
    case_id = opened(community, "ana_cps_worker")
    ana = community.client("ana_cps_worker")
    assert "Close this case" in ana.get(f"/cases/{case_id}/team").text
    assert ana.send(f"/cases/{case_id}/close", {}).status_code == 422
    assert ana.send(f"/cases/{case_id}/close", {"reason": "safe"}).status_code == 303
    assert "Closed" in ana.get(f"/cases/{case_id}").text
    assert ana.send(f"/cases/{case_id}/reopen", {"reason": "new_report"}).status_code == 303


def test_coordination_is_offered_and_accepted_by_form(community: Community) -> None:
    case_id = assigned(community, opened(community, "ana_cps_worker"), "cac", "sup_harbor", "coo_harbor")
    ana, carla = community.client("ana_cps_worker"), community.client("coo_harbor")
    offered = ana.send(f"/cases/{case_id}/coordination", {"coordinator": community.programs["cac"].id})
    assert offered.status_code == 303
    assert carla.send(f"/cases/{case_id}/coordination/accept").status_code == 303
    assert "Coordinates" in carla.get(f"/cases/{case_id}").text


def test_the_restriction_shuts_out_and_its_setter_can_lift_it(community: Community) -> None:
    case_id = opened(community, "ana_cps_worker")
    sam, ana = community.client("sam_cps_supervisor"), community.client("ana_cps_worker")
    assert sam.send(f"/cases/{case_id}/restriction", {"people": [community.people["det_lake"]]}).status_code == 422
    assert sam.send(f"/cases/{case_id}/restriction", {}).status_code == 303
    assert ana.get(f"/cases/{case_id}").status_code == 404
    assert "Restricted" in sam.get(f"/cases/{case_id}").text
    assert sam.send(f"/cases/{case_id}/restriction/lift").status_code == 303
    assert ana.get(f"/cases/{case_id}").status_code == 200


def test_the_conflict_list_shuts_out_whatever_the_role(community: Community) -> None:
    case_id = opened(community, "ana_cps_worker")
    reference = _reference(community, case_id)
    priya, sam = community.client("pri_privacy"), community.client("sam_cps_supervisor")
    assert "Conflict list" in priya.get("/conflicts").text
    target = f"person:{community.people['sam_cps_supervisor']}"
    typed = reference.lower().replace("-", " ").replace("0", "o")
    assert priya.send("/conflicts", {"reference": typed, "target": target}).status_code == 303
    assert sam.get(f"/cases/{case_id}").status_code == 404
    page = priya.get("/conflicts").text
    assert reference in page
    assert reference not in sam.get("/conflicts").text  # whoever is shut out does not see it
    (lift,) = re.findall(r'action="(/conflicts/[0-9a-f]{32}/lift)"', page)
    assert sam.send(lift).status_code == 404
    assert priya.send(lift).status_code == 303
    assert sam.get(f"/cases/{case_id}").status_code == 200


def test_a_name_of_the_child_stands_in_no_title_and_no_address(community: Community) -> None:
    case_id = opened(community, "ana_cps_worker", called="Zephyrine")
    ana = community.client("ana_cps_worker")
    for path in ("/cases", f"/cases/{case_id}", f"/cases/{case_id}/team"):
        page = ana.get(path).text
        assert "zephyrine" not in re.findall(r"<title>(.*?)</title>", page)[0].lower()
        assert not [address for address in re.findall(r'(?:href|action)="(.*?)"', page) if "ephyrine" in address]


def test_a_locked_type_leads_to_the_request(community: Community) -> None:
    case_id = assigned(community, opened(community, "ana_cps_worker"), "cac", "sup_harbor", "int_harbor")
    page = community.client("int_harbor").get(f"/cases/{case_id}").text
    assert "Not open to you" in page
    assert f"/cases/{case_id}/requests/new?program={community.programs['cps'].id}&amp;type=identity" in page
    assert "Wren" not in page


def test_a_malformed_place_in_the_list_is_not_understood(community: Community) -> None:
    ana = community.client("ana_cps_worker")
    for text in ("x", "1.2", f"{'9' * 40}.{new_id()}", f"-1.{new_id()}"):
        assert ana.get(f"/cases?after={text}").status_code == 400


def test_the_list_leads_on_to_older_cases(community: Community) -> None:
    for _ in range(26):
        opened(community, "ana_cps_worker")
    ana = community.client("ana_cps_worker")
    (further,) = re.findall(r'href="(/cases\?after=[^"]+)"', ana.get("/cases").text)
    older = ana.get(further)
    assert older.status_code == 200
    assert len(re.findall(r'href="/cases/[0-9a-f]{32}"', older.text)) == 1


def test_an_invited_confidential_program_shows_to_nobody_else(community: Community) -> None:
    case_id = assigned(community, opened(community, "ana_cps_worker"), "detectives", "sgt_lake", "det_lake")
    teams.invite(
        community.desk, community.actor("ana_cps_worker"), case_id, community.programs["advocates"].id, new_id()
    )
    assert "Safe Path" in community.client("ana_cps_worker").get(f"/cases/{case_id}").text
    assert "Safe Path" not in community.client("det_lake").get(f"/cases/{case_id}").text
    for slug in ("adv_safe", "sup_safe"):
        assert community.client(slug).get(f"/cases/{case_id}").status_code == 404
        assert "/cases/" not in community.client(slug).get("/cases").text.split("<main")[1]


def _reference(community: Community, case_id: CaseId) -> str:
    return cases.read(community.desk, community.actor("ana_cps_worker"), case_id).header.reference
