"""Room: tests. Orders and other papers through the door: what each opens to whom, until when, and who learns of it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from coordination.casework import authorities, authority_form, records, teams
from coordination.casework.release_typed import text
from coordination.model import facts as model
from coordination.model.errors import Refused
from coordination.model.explanation import Access
from coordination.model.ids import CaseId, new_id
from coordination.policy import on_file
from coordination.storage import authorities as drawer
from coordination.storage.authority_tables import authorities as table
from coordination.storage.case_tables import memberships
from tests.casework.story import entries_of
from tests.casework.test_releases import admit, open_case, seen
from tests.community import Community, Visitor
from tests.matrix.filled import authority

LAST_DAY = "30 November 2026"  # as typed: ten days with today
ORDER = ("court", "signed_on", "authorizes")
REPORT = ("statute", "reported")
NOTE = "What she said in the interview: canaryinterview."


@pytest.fixture
def case(community: Community) -> CaseId:
    """A case with police (a worker and their supervisor) and the center on the team; the center wrote a summary."""
    found = open_case(community)
    sergeant = community.actor("sgt_lake")
    teams.assign(community.desk, sergeant, found, sergeant.person_id, new_id())
    typed = {"held_at": "2026-11-20 09:00", "outcome": "completed", "summary": NOTE}
    records.file(community.desk, community.actor("int_harbor"), found, "interview_summary", typed, new_id())
    return found


def order(community: Community, *to: str, person: str = "", **more: str) -> dict[str, object]:
    """A court order about the center's interview, to these programs or to one detective."""
    ids = tuple(str(community.programs[slug].id) for slug in to)
    alone = f"{community.programs['detectives'].id}:{community.people[person]}" if person else ""
    typed = authority("court_order", ids, ("forensic_interview",), ORDER, **more)
    told = {"told": "Her, by telephone.", "protects": "A new lock."}
    sent = {**typed, **told, **({"person": alone} if alone else {}), **more}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in sent.items()}


def filed(community: Community, case: CaseId, form: dict[str, object], slug: str = "sup_harbor") -> Visitor:
    """The order, filed through the door by the center's supervisor."""
    boss = community.client(slug)
    done = boss.send(f"/cases/{case}/authorities", form)
    assert done.status_code == 303, re.findall(r"usa-error-message.*", done.text)
    return boss


def pages(visitor: Visitor, case: CaseId) -> list[bytes]:
    """What somebody sees of the case and of its papers, without the one-use keys of the forms."""
    keys = re.compile(rb'(name="(?:act_key|csrf_token)" value=")[^"]*')
    found = [visitor.get(f"/cases/{case}{path}").data for path in ("", "/authorities", "/releases", "/team")]
    return [keys.sub(rb"\1", page) for page in [*found, visitor.get("/cases").data]]


def order_of_cases(community: Community, slug: str) -> list[object]:
    """By what the person's list of cases is ordered."""
    mine = select(memberships.c.changed_at).where(memberships.c.person_id == community.people[slug])
    with community.desk.consulting() as cabinet:
        return list(cabinet.connection.execute(mine).scalars())


def test_an_order_for_one_detective_opens_to_him_and_his_colleague_learns_nothing(
    community: Community, case: CaseId
) -> None:
    community.clock.forward(hours=2)  # when a case changed is told to the hour
    colleague = community.client("sgt_lake")
    before, listed = pages(colleague, case), order_of_cases(community, "sgt_lake")
    filed(community, case, order(community, person="det_lake"))
    leo = community.client("det_lake")
    page = " ".join(leo.get(f"/cases/{case}").text.split())
    assert f"a court order opens just this to you; it ends {LAST_DAY}." in page
    assert "45 CFR 164.512(e)(1)(i)" in page
    assert seen(community, "det_lake", case)["cac", "forensic_interview"] is Access.OPEN
    mine = leo.get(f"/cases/{case}/authorities").text
    assert "Court order" in mine
    assert LAST_DAY in mine
    assert "something" not in mine  # the words are the sharing program's
    assert "Leo Marsh" not in mine.partition("<main")[2]
    assert "End it" not in mine
    assert pages(colleague, case) == before
    assert order_of_cases(community, "sgt_lake") == listed
    assert ("cac", "forensic_interview") not in seen(community, "sgt_lake", case)


def test_it_closes_at_its_very_instant_and_is_told_of_no_more(community: Community, case: CaseId) -> None:
    filed(community, case, order(community, "detectives"))
    community.clock.now = community.clock.now.replace(month=12, day=1, hour=5, minute=59, second=59)
    assert seen(community, "det_lake", case)["cac", "forensic_interview"] is Access.OPEN
    community.clock.forward(seconds=1)  # midnight in Chicago
    assert ("cac", "forensic_interview") not in seen(community, "det_lake", case)
    assert "No paper on this case concerns you." in community.client("det_lake").get(f"/cases/{case}/authorities").text
    assert "Expired" in community.client("sup_harbor").get(f"/cases/{case}/authorities").text


def test_ended_at_once_it_closes_on_the_next_request_and_both_are_on_the_log(
    community: Community, case: CaseId
) -> None:
    boss = filed(community, case, order(community, "detectives"))
    (paper,) = authorities.listed(community.desk, community.actor("sup_harbor"), case)
    page = boss.get(f"/cases/{case}/authorities").text
    assert "Ben Shore" in page
    assert "Her, by telephone." in page
    address = re.search(r'action="([^"]+/end)"', page)
    assert address
    leo = community.client("det_lake")
    assert leo.send(address.group(1), {"why": "need_over"}).status_code == 404  # the sharing program's own to end
    assert boss.send(address.group(1), {"why": "because"}).status_code == 422
    assert boss.send(address.group(1), {"why": "set_aside"}).status_code == 303
    assert ("cac", "forensic_interview") not in seen(community, "det_lake", case)
    assert "Ended" in boss.get(f"/cases/{case}/authorities").text
    assert boss.send(address.group(1), {"why": "set_aside"}).status_code == 409
    with community.desk.consulting([case]) as cabinet:
        handle = cabinet.connection.execute(select(table.c.handle).where(table.c.id == paper.id)).scalar_one()
    done = [one for one in entries_of(community) if one["outcome"] == "allowed" and handle in str(one["objects"])]
    assert {one["action"] for one in done} == {"authority:record", "authority:list", "authority:end"}
    assert {one["purpose"] for one in done} == {"court_order", "", "set_aside"}


def test_preview_says_who_would_gain_what_and_keeps_nothing(community: Community, case: CaseId) -> None:
    boss = community.client("sup_harbor")
    shown = boss.send(f"/cases/{case}/authorities/preview", order(community, "detectives", "cps"))
    assert shown.text.count("Can read it: gained") == 2
    alone = boss.send(f"/cases/{case}/authorities/preview", order(community, person="det_lake")).text
    assert "their colleagues see nothing of it" in alone
    back = boss.send(f"/cases/{case}/authorities", {**order(community, "cps"), "change": "1"}).text
    assert "Her, by telephone." in back
    assert authorities.listed(community.desk, community.actor("sup_harbor"), case) == []
    assert ("cac", "forensic_interview") not in seen(community, "det_lake", case)


BAD: dict[str, tuple[dict[str, object], str]] = {
    "nobody": ({"recipients": []}, "Name at least one recipient"),
    "a stranger": ({"recipients": ["0" * 32]}, "Choose recipients from the list."),
    "a person who is not there": ({"person": "0" * 32}, "Choose a person from the list."),
    "no type": ({"types": []}, "Name at least one type"),
    "a type of somebody else": ({"types": ["substance_use"]}, "Choose information types from the list."),
    "no end": ({"expires_on": ""}, "Write the day as year-month-day"),
    "past": ({"expires_on": "2026-11-20"}, "on a day still to come"),
    "too long": ({"expires_on": "2027-11-21"}, "runs 365 days at most"),
    "the last day there is": ({"expires_on": "9999-12-31"}, "runs 365 days at most"),
    "begins yesterday": ({"starts_on": "2026-11-20"}, "opens nothing before it is recorded"),
    "ends before it begins": ({"starts_on": "2026-12-20"}, "not before it begins"),
    "no proof": ({"evidence_court": " "}, "nothing is filed without it"),
    "proof too long": ({"evidence_court": "x" * 2001}, "This is too long"),
    "proof turned around": ({"evidence_court": "a\u202eb"}, "a character that cannot be kept"),
    "victim not told": ({"told": ""}, "nothing is filed without it"),
    "victim not protected": ({"protects": ""}, "nothing is filed without it"),
    "no such kind": ({"kind": "whim"}, "Choose the kind of paper."),
    "a kind of another law": ({"kind": "part_2_order"}, "Choose the kind of paper."),
}


def test_bad_input_is_said_beside_its_field_and_changes_nothing(community: Community, case: CaseId) -> None:
    boss, good = community.client("sup_harbor"), order(community, "detectives", "cps")
    for name, (typed, sentence) in BAD.items():
        for path in ("authorities/preview", "authorities"):
            shown = boss.send(f"/cases/{case}/{path}", {**good, **typed})
            assert (shown.status_code, sentence in shown.text) == (422, True), name
            assert "A new lock." in shown.text or {"kind", "protects"} & set(typed), name
    both = boss.send(f"/cases/{case}/authorities", {**good, "person": order(community, person="det_lake")["person"]})
    assert "not both" in both.text
    assert authorities.listed(community.desk, community.actor("sup_harbor"), case) == []


def test_most_kinds_are_a_supervisors_to_file_and_the_worker_reads_so(community: Community, case: CaseId) -> None:
    mia = community.client("int_harbor")
    assert "A supervisor files this" in mia.get(f"/cases/{case}/authorities/new").text
    shown = mia.send(f"/cases/{case}/authorities", order(community, "detectives"))
    assert shown.status_code == 422
    assert "only a supervisor of your program files this kind of paper" in shown.text
    assert ("cac", "forensic_interview") not in seen(community, "det_lake", case)
    to = str(community.programs["detectives"].id)
    report = authority("mandated_report", (to,), ("identity",), REPORT)
    done = mia.send(f"/cases/{case}/authorities", {**report, "recipients": [to], "types": ["identity"]})
    assert done.status_code == 303


def test_an_advocates_order_names_only_what_the_hub_may_hold_and_asks_who_told_her(
    community: Community, case: CaseId
) -> None:
    admit(community, case)
    tess = community.actor("sup_safe")
    teams.assign(community.desk, tess, case, tess.person_id, new_id())
    boss = community.client("sup_safe")
    form = boss.get(f"/cases/{case}/authorities/new?kind=court_order").text
    assert "34 USC 12291(b)(2)(C)" in form
    held = set(re.findall(r'name="types" value="([a-z_]+)"', form))
    assert held == {"advocacy"}
    before = pages(community.client("int_harbor"), case)
    sent = {**order(community, "detectives"), "types": ["advocacy"]}
    assert boss.send(f"/cases/{case}/authorities", {**sent, "told": ""}).status_code == 422
    filed(community, case, sent, "sup_safe")
    mine = community.client("det_lake").get(f"/cases/{case}/authorities").text
    assert "Safe Path" in mine
    assert "Advocacy" in mine
    assert pages(community.client("int_harbor"), case) == before


def test_what_is_hidden_is_absent(community: Community, case: CaseId) -> None:
    rosa, gone = community.client("adv_safe"), new_id()
    for path in ("", "/new", "/new?kind=court_order"):
        hidden, absent = (rosa.get(f"/cases/{one}/authorities{path}") for one in (case, gone))
        assert hidden.status_code == absent.status_code == 404
        assert hidden.data == absent.data
    filed(community, case, order(community, "detectives"))
    (paper,) = authorities.listed(community.desk, community.actor("sup_harbor"), case)
    for slug in ("adv_safe", "ana_cps_worker"):  # on no team; and on the team, but it is not theirs
        found = {
            community.client(slug).send(f"/cases/{case}/authorities/{one}/end", {"why": "need_over"}).data
            for one in (paper.id, gone)
        }
        assert len(found) == 1


def test_a_form_sent_twice_files_one_paper_and_ends_it_once(community: Community, case: CaseId) -> None:
    boss, key = community.client("sup_harbor"), new_id()
    for _ in range(2):
        done = boss.send(f"/cases/{case}/authorities", order(community, "cps"), key=key)
        assert done.status_code == 303
    (paper,) = authorities.listed(community.desk, community.actor("sup_harbor"), case)
    for _ in range(2):
        done = boss.send(f"/cases/{case}/authorities/{paper.id}/end", {"why": "need_over"}, key=key[::-1])
        assert done.status_code == 303
    acts = [one["action"] for one in entries_of(community) if one["outcome"] == "allowed"]
    assert (acts.count("authority:record"), acts.count("authority:end")) == (1, 1)


BUGS: dict[str, tuple[object, str, Callable[..., object], Callable[[Community, CaseId], None]]] = {
    "papers are told to everybody they do not name": (
        model.AuthorityOnFile,
        "names",
        lambda *_: True,
        test_an_order_for_one_detective_opens_to_him_and_his_colleague_learns_nothing,
    ),
    "colleagues see that the case changed": (
        authorities,
        "_told",
        lambda proposed: proposed.programs,
        test_an_order_for_one_detective_opens_to_him_and_his_colleague_learns_nothing,
    ),
    "expired papers are told of": (
        on_file,
        "told_of",
        lambda _actor, facts, _now: {paper.id: tuple(paper.types) for paper in facts.authorities},
        test_it_closes_at_its_very_instant_and_is_told_of_no_more,
    ),
    "workers file orders": (
        authorities,
        "_may_file",
        lambda *_: True,
        test_most_kinds_are_a_supervisors_to_file_and_the_worker_reads_so,
    ),
    "the hub's own bound is forgotten": (
        on_file,
        "in_the_hub",
        lambda *_: True,
        test_an_advocates_order_names_only_what_the_hub_may_hold_and_asks_who_told_her,
    ),
    "no proof is asked": (
        authority_form,
        "said",
        lambda typed, name, _question, _errors: text(typed, name),
        test_bad_input_is_said_beside_its_field_and_changes_nothing,
    ),
    "what is ended goes on": (
        drawer,
        "end",
        lambda *_: None,
        test_ended_at_once_it_closes_on_the_next_request_and_both_are_on_the_log,
    ),
}


@pytest.mark.parametrize("engine_store", ["sqlite"], indirect=True)  # what is broken is no SQL
@pytest.mark.parametrize("bug", list(BUGS))
def test_planted_bug_turns_its_promise_red(
    bug: str, community: Community, case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, name, broken, promise = BUGS[bug]
    monkeypatch.setattr(target, name, broken)
    with pytest.raises((AssertionError, KeyError, Refused)):
        promise(community, case)
