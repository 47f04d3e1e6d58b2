"""Room: tests. Referrals through the door: sent from a case, opened, answered, completed; what nobody else sees."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from coordination.model.ids import CaseId
from tests.casework.story import opened
from tests.community import Community, Visitor

FORM = {
    "need": "education",
    "urgency": "routine",
    "agreement": "agreed",
    "message": "She would like to finish tenth grade.",
}


def send(community: Community, case_id: CaseId, to: str = "cac", **typed: object) -> str:
    """Ana sends a service referral by the form; the page it leads to."""
    form = {**FORM, "recipient": community.programs[to].id, **typed}
    answer = community.client("ana_cps_worker").send(f"/cases/{case_id}/referrals", form)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def test_a_service_referral_is_sent_opened_accepted_and_completed(community: Community) -> None:
    case_id = opened(community, "ana_cps_worker")
    ana = community.client("ana_cps_worker")
    assert f"/cases/{case_id}/referrals/new" in ana.get(f"/cases/{case_id}").text
    assert "What the young person said" in ana.get(f"/cases/{case_id}/referrals/new").text
    page = send(community, case_id)
    assert "Sent, not opened yet" in ana.get(page).text
    mia = community.client("int_harbor")  # whose program is on no team of the case
    assert page in mia.get("/referrals").text
    assert page in mia.get("/work").text
    text = mia.get(page).text
    assert FORM["message"] in text
    assert "Accept" in text
    assert "Opened, not answered yet" in ana.get(page).text
    assert mia.send(f"{page}/accept", {}).status_code == 303
    assert mia.send(f"{page}/work", {"step": "begin"}).status_code == 303
    assert "In progress" in ana.get(page).text
    done = mia.send(f"{page}/complete", {"reason": "enrolled", "words": "Starts on Monday."})
    assert done.status_code == 303
    text = ana.get(page).text
    assert "Completed" in text
    assert "Starts on Monday." in text
    assert page not in mia.get("/work").text
    assert mia.get(f"/cases/{case_id}").status_code == 404  # the referral, and not the case


def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(community: Community) -> None:
    case_id = opened(community, "ana_cps_worker")
    ana = community.client("ana_cps_worker")
    answer = ana.send(f"/cases/{case_id}/referrals", {**FORM, "need": "rocket", "agreement": "declined"})
    assert answer.status_code == 422
    for said in ("Choose the one need", "against the young person", "Choose a program from the list", FORM["message"]):
        assert said in answer.text
    page = send(community, case_id)
    mia = community.client("int_harbor")
    wrong = mia.send(f"{page}/decline", {"step": "decline", "reason": "whim", "words": "Not now"})
    assert wrong.status_code == 422
    assert "Choose one of the answers shown." in wrong.text
    assert "Not now" in wrong.text
    assert mia.send(f"{page}/decline", {"step": "rocket"}).status_code == 422
    assert "Not sent" not in ana.get(page).text


def test_titles_and_addresses_name_nobody(community: Community) -> None:
    page = send(community, opened(community, "ana_cps_worker", called="Kestrel"))
    for who, path in (
        ("ana_cps_worker", page),
        ("int_harbor", page),
        ("int_harbor", "/work"),
        ("int_harbor", "/referrals"),
    ):
        text = community.client(who).get(path).text
        title = re.search(r"<title>(.*?)</title>", text)
        assert title
        assert title[1].split(" ")[0] in {"Referral", "Referrals", "My"}
        assert "Kestrel" not in text


def buttons(visitor: Visitor, page: str) -> set[str]:
    """The steps that a page offers."""
    return set(re.findall(r'name="step" value="(\w+)"', visitor.get(page).text))


def test_each_side_is_offered_its_own_steps_and_the_other_ones_are_refused(community: Community) -> None:
    page = send(community, opened(community, "ana_cps_worker"))
    ana, mia = community.client("ana_cps_worker"), community.client("int_harbor")
    assert buttons(ana, page) == {"recall", "void"}
    assert buttons(mia, page) == {"accept", "decline", "ask"}
    assert ana.send(f"{page}/accept", {}).status_code == 404
    assert mia.send(f"{page}/cancel", {"step": "recall", "reason": "no_answer"}).status_code == 404
    assert mia.send(f"{page}/ask", {"words": "Which school?"}).status_code == 303
    assert buttons(ana, page) == {"recall", "void", "reply"}
    assert ana.send(f"{page}/reply", {"words": "The one on Pine Street."}).status_code == 303
    assert "Pine Street" in mia.get(page).text
    assert mia.send(f"{page}/decline", {"step": "decline", "reason": "no_capacity"}).status_code == 303
    assert buttons(ana, page) == {"reopen", "void"}
    assert ana.send(f"{page}/reopen", {"reason": "still_needed"}).status_code == 303
    assert buttons(mia, page) == {"accept", "decline", "ask"}


def test_the_second_of_two_answers_is_told(community: Community) -> None:
    page = send(community, opened(community, "ana_cps_worker"))
    mia, ben = community.client("int_harbor"), community.client("sup_harbor")
    assert mia.send(f"{page}/accept", {}).status_code == 303
    second = ben.send(f"{page}/accept", {})
    assert second.status_code == 409
    assert "Somebody was first" in second.text


def test_of_two_who_accept_at_the_same_moment_one_wins_and_the_other_is_told(community: Community) -> None:
    page = send(community, opened(community, "ana_cps_worker"))
    both, together = [community.client(slug) for slug in ("int_harbor", "sup_harbor")], Barrier(2)

    def accept(visitor: Visitor) -> tuple[int, str]:
        together.wait(timeout=10)
        answer = visitor.send(f"{page}/accept", {})
        return answer.status_code, answer.text

    with ThreadPoolExecutor(2) as threads:
        answers = sorted(threads.map(accept, both))
    assert [status for status, _ in answers] == [303, 409]
    assert "Somebody was first" in answers[1][1]
    text = community.client("ana_cps_worker").get(page).text
    assert text.count("<strong>Accepted</strong>") == 1
