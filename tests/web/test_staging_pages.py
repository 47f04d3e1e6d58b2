"""Room: tests. Staged reveal through the door: the team's protocol, the interviewer, the event, and taking it back."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from coordination.casework import records, releases, teams
from coordination.model import context as contexts
from coordination.model.ids import CaseId, new_id
from coordination.storage import staging as drawer
from tests.casework.story import assigned, entries_of, opened
from tests.casework.test_releases import paper
from tests.community import Community

NOTE = "Specialized or therapeutic foster home"
LIMITED: Mapping[str, object] = {
    "document": "Protocol for forensic interviews",
    "dated": "2026-03-02",
    "adopted_by": "The multidisciplinary team, in its meeting",
    "starts": "2026-11-21",
    "staged": ["interviewer"],
    "first": "limited",
    "types": ["identity"],
    "opens_on": ["interview_done"],
}


def recorded(community: Community, slug: str = "sam_cps_supervisor", **more: object) -> int:
    return community.client(slug).send("/protocol", {**LIMITED, **more}).status_code


@pytest.fixture
def case(community: Community) -> CaseId:
    """Child protection coordinates, and released all it has to the center, whose interviewer is not on the team yet."""
    found = opened(community, "ana_cps_worker")
    assigned(community, found, "cac", "sup_harbor", "coo_harbor")
    ana = community.actor("ana_cps_worker")
    records.file(community.desk, ana, found, "placement_note", {"setting": "therapeutic"}, new_id())
    releases.record(community.desk, ana, found, paper(community, ("cac",), ("identity", "placement")), new_id())
    return found


def named(community: Community, case: CaseId, slug: str = "sup_harbor") -> int:
    person = {"interviewer": community.people["int_harbor"]}
    return community.client(slug).send(f"/cases/{case}/team/interviewer", person).status_code


def interviewer(community: Community, case: CaseId) -> None:
    """The interviewer is named, and then assigned."""
    assert named(community, case) == 303
    sure = community.client("sup_harbor").send(
        f"/cases/{case}/team/people", {"person": community.people["int_harbor"], "would-see": "yes"}
    )
    assert "keeps what it does not show first from them until the forensic interview is done" in sure.text
    teams.assign(community.desk, community.actor("sup_harbor"), case, community.people["int_harbor"], new_id())


def shown(community: Community, case: CaseId, slug: str = "int_harbor") -> str:
    return community.client(slug).get(f"/cases/{case}").text


def told(community: Community, case: CaseId, slug: str = "int_harbor", event: str = "interview_done") -> int:
    return community.client(slug).send(f"/cases/{case}/team/events", {"event": event}).status_code


def taken_back(community: Community, case: CaseId, slug: str, kind: str = "interview_done") -> int:
    with community.desk.consulting(about=(case,), context=contexts.of(community.actor(slug))) as cabinet:
        entry = next(one.id for one in drawer.facts_of_entries(cabinet, case) if one.kind == kind)
    return community.client(slug).send(f"/cases/{case}/team/events/{entry}/withdraw").status_code


def note_of(community: Community, case: CaseId) -> str:
    """The address of the record about the placement, as somebody sees it who is not staged."""
    page = shown(community, case, "coo_harbor")
    return next(
        str(found) for found in re.findall(rf"/cases/{case}/records/[0-9a-f]{{32}}", page) if _holds(community, found)
    )


def _holds(community: Community, address: str) -> bool:
    return NOTE in community.client("coo_harbor").get(address).text


def test_the_interviewer_sees_what_the_protocol_shows_then_all_and_after_a_withdrawal_less_again(
    community: Community, case: CaseId
) -> None:
    assert recorded(community) == 303
    interviewer(community, case)
    address = note_of(community, case)
    reader = community.client("int_harbor")
    absent = reader.get(f"/cases/{case}/records/{new_id()}").text

    def sees_all() -> bool:
        page = reader.get(f"/cases/{case}").text
        assert "Wren" in page
        answers = {
            "Placement" in page,
            reader.get(address).status_code == 200,
            NOTE in reader.get(address).text,
            NOTE in reader.get(f"/cases/{case}/print").text,
        }
        assert len(answers) == 1
        return answers.pop()

    assert not sees_all()
    assert reader.get(address).text == absent
    assert "until the forensic interview is done" in reader.get(f"/cases/{case}").text.replace("Until", "until")
    assert "Wren" in reader.get("/cases").text
    assert told(community, case) == 303
    assert sees_all()
    assert "You see this case in stages" not in reader.get(f"/cases/{case}").text
    assert taken_back(community, case, "coo_harbor") == 303
    assert not sees_all()
    assert told(community, case, "ana_cps_worker") == 303  # child protection coordinates
    assert sees_all()
    actions = [one["action"] for one in entries_of(community)]
    assert (actions.count("staging:tell"), actions.count("staging:withdraw"), actions.count("interviewer:name")) == (
        2,
        1,
        1,
    )


def test_none_hides_even_whose_case_it_is_and_colleagues_are_not_staged(community: Community, case: CaseId) -> None:
    assert recorded(community, first="none", types=[]) == 303
    interviewer(community, case)
    reader, colleague = community.client("int_harbor"), community.client("coo_harbor")
    for visitor, there in ((reader, False), (colleague, True)):
        assert ("Wren" in visitor.get("/cases").text) is there
        assert ("Wren" in visitor.get(f"/cases/{case}").text) is there
        assert ("Wren" in visitor.get("/work").text) is there
        found = visitor.send("/search", {"words": "Wren"}).text
        assert (f"/cases/{case}" in found) is there
    start = {"reason": "child_missing", "words": "She left an hour ago.", "hours": "1", "told": "yes"}
    assert reader.send(f"/cases/{case}/emergency", start).status_code == 303
    assert "Placement" in shown(community, case)
    community.clock.forward(hours=1)
    assert "Placement" not in shown(community, case)


def test_without_a_protocol_nothing_is_staged_everybody_concerned_is_told_and_nobody_is_named(
    community: Community, case: CaseId
) -> None:
    refused = community.client("sup_harbor").send(
        f"/cases/{case}/team/interviewer", {"interviewer": community.people["int_harbor"]}
    )
    assert refused.status_code == 422
    assert "no written protocol on file" in refused.text
    teams.assign(community.desk, community.actor("sup_harbor"), case, community.people["int_harbor"], new_id())
    page = shown(community, case)
    assert "Placement" in page
    assert "No protocol on file" in page
    assert "/protocol" in shown(community, case, "sam_cps_supervisor")
    assert "No protocol on file" not in shown(community, case, "ana_cps_worker")
    assert recorded(community) == 303
    assert "No protocol on file" not in shown(community, case)
    assert "Placement" in shown(community, case)  # they were not named the interviewer


def test_only_the_entitled_tell_an_event_and_nobody_frees_themselves(community: Community, case: CaseId) -> None:
    assert recorded(community) == 303
    interviewer(community, case)
    assigned(community, case, "detectives", "sgt_lake", "det_lake")
    for slug, event in (("det_lake", "interview_done"), ("int_harbor", "charge_filed"), ("int_harbor", "nothing")):
        assert told(community, case, slug, event) == 422
    assert "Placement" not in shown(community, case)
    assert taken_back(community, case, "int_harbor", "interviewer") == 404
    assert taken_back(community, case, "det_lake", "interviewer") == 404
    assert taken_back(community, case, "coo_harbor", "interviewer") == 303
    assert "Placement" in shown(community, case)
    assert taken_back(community, case, "coo_harbor", "interviewer") == 409


def test_a_kind_of_program_is_staged_as_a_whole_and_previews_say_so(community: Community, case: CaseId) -> None:
    assert (
        recorded(community, staged=["child_advocacy_center"], first="none", types=[], opens_on=["review_held"]) == 303
    )
    assert "Wren" not in shown(community, case, "coo_harbor")
    typed = paper(community, ("cac",), ("placement",))
    asks = {name: [*given] if isinstance(given, tuple) else given for name, given in typed.items()}
    preview = community.client("ana_cps_worker").send(f"/cases/{case}/releases/preview", asks).text
    assert "until the team has held its case review" in preview
    placement = f"{community.programs['cps'].id}.placement"
    why = community.client("ana_cps_worker").get(
        f"/cases/{case}/why", query_string={"who": str(community.programs["cac"].id), "what": placement}
    )
    assert "keeps it from them until the team has held its case review" in why.text
    assert told(community, case, "ana_cps_worker", "review_held") == 303
    assert "Wren" in shown(community, case, "coo_harbor")


def test_a_protocol_is_taken_with_every_answer_or_a_sentence_beside_its_field(community: Community) -> None:
    wrong: dict[str, object] = {
        "document": "", "dated": "2027-01-01", "adopted_by": "", "starts": "2026-11-20", "staged": ["nobody"],
        "first": "", "types": ["identity"], "opens_on": [],
    }  # fmt: skip
    for field, value in wrong.items():
        refused = community.client("sam_cps_supervisor").send("/protocol", {**LIMITED, field: value})
        expected = 303 if field == "types" else 422
        assert refused.status_code == expected, field
        if expected == 422:
            assert f'href="#{field}"' in refused.text, field
    assert recorded(community, first="limited", types=[]) == 422
    assert recorded(community, first="none") == 422
    assert recorded(community, first="full", types=[], opens_on=[]) == 303
    assert recorded(community, "ana_cps_worker") == 404
    page = community.client("sam_cps_supervisor").get("/protocol").text
    assert page.count("Replaced") == 1
    assert page.count("Counts now") == 1


def test_a_form_sent_twice_is_one_protocol_and_one_event(community: Community, case: CaseId) -> None:
    sam, key = community.client("sam_cps_supervisor"), new_id()
    assert [sam.send("/protocol", LIMITED, key=key).status_code for _ in range(2)] == [303, 303]
    assert sam.get("/protocol").text.count("Adopted by") == 1
    interviewer(community, case)
    key, reader = new_id(), community.client("int_harbor")
    address = f"/cases/{case}/team/events"
    assert [reader.send(address, {"event": "interview_done"}, key=key).status_code for _ in range(2)] == [303, 303]
    assert told(community, case) == 409
