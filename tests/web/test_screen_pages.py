"""Room: tests. Pages of screens: part by part on a phone, kept as one goes, stopped by a disclosure, filed, raised."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from coordination.model.ids import CaseId, new_id
from tests.casework.screening import ANA, LEO, MAINE, answered, in_maine, screened
from tests.casework.story import entries_of
from tests.community import Community, Visitor, make_community
from tests.databases import SqliteStore


@pytest.fixture
def community(sqlite_store: SqliteStore, tmp_path: Path) -> Iterator[Community]:
    """On one engine: nothing here has SQL of its own. Both show a screen in test_coverage_pages.py."""
    yield from make_community(sqlite_store, tmp_path / "home")


@pytest.fixture
def case(community: Community) -> CaseId:
    return in_maine(community)


def hidden(text: str) -> dict[str, str]:
    """The hidden fields of a page, as its form would send them again."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text)
    return {name: value for name, value in found if name not in {"csrf_token", "act_key"}}


def drafted(visitor: Visitor) -> list[str]:
    """The addresses of this person's drafts, by the page that lists them."""
    return re.findall(r'href="(/drafts/[0-9a-f]{32})"', visitor.get("/drafts").text)


def keeps(visitor: Visitor, case: CaseId, page: str, go: str, **answers: str) -> str:
    """Press "Keep and go on" on this page; the text of the page it leads to."""
    answer = visitor.send(f"/cases/{case}/screens/{MAINE}/keep", {**hidden(page), "go": go, **answers})
    assert answer.status_code == 303, answer.text
    return visitor.get(answer.headers["Location"]).text


def test_a_tool_is_chosen_by_when_it_is_right_and_who_may_run_it(community: Community, case: CaseId) -> None:
    ana = community.client(ANA)
    assert f'href="/cases/{case}/screens"' in ana.get(f"/cases/{case}").text
    page = ana.get(f"/cases/{case}/screens").text
    assert "a child was missing, or you think that exploitation is possible" in page
    assert "people whose training for it is current" in page
    assert "Yes: the center and the district attorney, as the appendix says" in page
    assert "Report to District Attorney made" in page
    assert "Coverage" not in ana.get("/work").text
    leo = community.client(LEO)
    assert f"/cases/{case}/screens" not in leo.get(f"/cases/{case}").text
    assert "Your program has no screening tool here." in leo.get(f"/cases/{case}/screens").text


def test_parts_are_answered_in_any_order_and_kept_as_one_goes(community: Community, case: CaseId) -> None:
    ana = community.client(ANA)
    first = ana.get(f"/cases/{case}/screens/{MAINE}").text
    assert "Are they safe now, hurt, hungry, tired?" in first
    signs = keeps(ana, case, first, "signs", own_terms="She says: my work")
    assert "Words they use: <strong>She says: my work</strong>" in signs
    told = keeps(ana, case, signs, "told", brands="yes")
    travel = keeps(ana, case, told, "travel", police_identified="unknown")
    (draft,) = drafted(ana)
    again = ana.get(f"{draft}?part=signs").text
    assert re.search(r'name="brands" value="yes" checked', again)
    assert hidden(again)["police_identified"] == "unknown"
    finish = keeps(ana, case, travel, "finish", state_lines="yes")
    asked = ana.send(f"/cases/{case}/screens/{MAINE}", hidden(finish) | {"would-see": "1"})
    assert asked.status_code == 200
    assert "What would they see?</h2>" in asked.text
    assert "Can read it: gained" in asked.text  # by police: federal law opens them child protection's screens
    filed = ana.send(f"/cases/{case}/screens/{MAINE}", hidden(asked.text))  # nothing of it was lost by asking
    assert filed.status_code == 303, filed.text
    result = ana.get(filed.headers["Location"]).text
    assert "HIGH RISK of human trafficking" in result
    assert "They tell of travel across state lines" in result
    assert "Concern may remain" in result
    assert "not a victim" not in result.lower()
    assert drafted(ana) == []


def test_when_they_tell_the_tool_stops_asking_and_points_to_the_center(community: Community, case: CaseId) -> None:
    ana = community.client(ANA)
    told = ana.get(f"/cases/{case}/screens/{MAINE}?part=told").text
    page = keeps(ana, case, told, "travel", told_unforced="yes")
    assert "They told you. Stop asking." in page
    assert "call the child advocacy center" in page
    assert "What the young person said, in their exact words" in page
    for other in ("Travel and hotels", "What happened before", "People and places"):
        assert other not in page
    finish = keeps(ana, case, page, "finish")
    refused = ana.send(f"/cases/{case}/screens/{MAINE}", hidden(finish))
    assert refused.status_code == 422
    assert "Write down their exact words" in refused.text
    filed = ana.send(f"/cases/{case}/screens/{MAINE}", hidden(refused.text) | {"exact_words": "he gave me food for it"})
    result = ana.get(filed.headers["Location"]).text
    assert "CONFIRMED victim of human trafficking" in result
    assert "he gave me food for it" in result


def test_a_slip_of_the_finger_can_be_looked_at_again(community: Community, case: CaseId) -> None:
    ana = community.client(ANA)
    told = ana.get(f"/cases/{case}/screens/{MAINE}?part=told").text
    stopped = keeps(ana, case, told, "travel", told_unforced="yes")
    (address,) = re.findall(r'href="(/drafts/[0-9a-f]+\?part=told)"', stopped)
    again = ana.get(address).text
    assert "They told of commercial sex, and that nobody forced them" in again
    page = keeps(ana, case, again, "travel", told_unforced="no")
    assert "Stop asking" not in page
    assert "Travel and hotels" in page


def test_a_family_member_as_interpreter_is_refused_beside_the_question_and_the_work_is_kept(
    community: Community, case: CaseId
) -> None:
    ana = community.client(ANA)
    first = ana.get(f"/cases/{case}/screens/{MAINE}").text
    sent = hidden(first) | {"go": "told", "interpreter": "family", "own_terms": "kept words"}
    refused = ana.send(f"/cases/{case}/screens/{MAINE}/keep", sent)
    assert refused.status_code == 422
    assert "A family member, or somebody who came along, never interprets" in refused.text
    assert "kept words" in refused.text
    (draft,) = drafted(ana)
    assert "kept words" in ana.get(draft).text


def test_all_unknown_is_no_screen_and_stays_in_the_drafts(community: Community, case: CaseId) -> None:
    ana = community.client(ANA)
    finish = ana.get(f"/cases/{case}/screens/{MAINE}?part=finish").text
    unknown = dict.fromkeys(answered(community), "unknown")
    refused = ana.send(f"/cases/{case}/screens/{MAINE}", hidden(finish) | unknown)
    assert refused.status_code == 422
    assert "so this is no screen yet" in refused.text
    assert "still owed" in refused.text
    assert len(drafted(ana)) == 1
    assert "Maine screening for trafficking and exploitation" in ana.get("/drafts").text


def test_a_form_sent_twice_is_one_screen(community: Community, case: CaseId) -> None:
    ana, key, typed = community.client(ANA), new_id(), answered(community, gang="yes")
    first = ana.send(f"/cases/{case}/screens/{MAINE}", typed, key=key)
    second = ana.send(f"/cases/{case}/screens/{MAINE}", typed, key=key)
    assert first.status_code == second.status_code == 303
    assert first.headers["Location"] == second.headers["Location"]
    assert [one["action"] for one in entries_of(community) if one["outcome"] == "allowed"].count("record:file") == 1


def test_what_was_typed_when_the_screen_locked_is_kept(community: Community, case: CaseId) -> None:
    ana = community.client(ANA)
    first = ana.get(f"/cases/{case}/screens/{MAINE}?part=signs").text
    community.clock.forward(minutes=16)
    answer = ana.send(
        f"/cases/{case}/screens/{MAINE}/keep", hidden(first) | {"brands": "yes", "form": MAINE, "go": "told"}
    )
    assert answer.status_code == 423 or "locked" in answer.text.lower()
    again = community.client(ANA)
    (draft,) = drafted(again)
    assert re.search(r'name="brands" value="yes" checked', again.get(f"{draft}?part=signs").text)


def test_a_tier_is_raised_on_a_page_of_its_own(community: Community, case: CaseId) -> None:
    record, ana = screened(community, case, gang="yes"), community.client(ANA)
    page = ana.get(f"/cases/{case}/records/{record}").text
    assert "Raise the tier" in page
    assert "Correct this record" not in page
    address = f"/cases/{case}/records/{record}/tier"
    assert "never lowered" in ana.get(address).text
    refused = ana.send(address, {"tier": "high", "why": " "})
    assert refused.status_code == 422
    assert "Say why." in refused.text
    assert re.search(r'value="high" checked', refused.text)
    done = ana.send(address, {"tier": "high", "why": "Her friend told me."})
    raised = ana.get(done.headers["Location"]).text
    assert "HIGH RISK of human trafficking" in raised
    assert "The tool gave: At RISK of human trafficking" in raised
    assert "Her friend told me." in raised
    leo = community.client(LEO)
    assert "HIGH RISK" in leo.get(done.headers["Location"]).text
    assert "Raise the tier" not in leo.get(done.headers["Location"]).text
    assert leo.get(f"{done.headers['Location']}/tier").status_code == 404


def test_a_screen_that_is_hidden_is_as_one_that_is_absent(community: Community, case: CaseId) -> None:
    """The center is not on the case: its pages of tools, of a screen and of a tier are those of what does not exist."""
    record, mia = screened(community, case), community.client("int_harbor")
    for path in (f"/cases/{case}/screens", f"/cases/{case}/screens/{MAINE}", f"/cases/{case}/records/{record}/tier"):
        assert mia.get(path).status_code == 404
        assert mia.get(path).data == mia.get(path.replace(case, new_id())).data
