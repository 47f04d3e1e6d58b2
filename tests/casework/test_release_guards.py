"""Room: tests. What guards the verbs of releases: the lists, the law, the clock, and who is quicker."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from coordination.casework import cases, hub_codes, records, release_papers, releases, requests, teams
from coordination.declare import Regime
from coordination.model.errors import Conflict, Invalid, Refused
from coordination.model.ids import CaseId, ReleaseId, new_id
from coordination.model.release import NewRelease
from coordination.model.request import RequestAnswer
from tests.casework import kept
from tests.casework.test_release_verbs import last, recorded, stored
from tests.casework.test_releases import admit, hub_paper, open_case, paper
from tests.community import Community, make_community
from tests.databases import Store
from tests.uploads import paper as pdf


@pytest.fixture
def community(sqlite_store: Store, tmp_path: Path) -> Iterator[Community]:
    """On one engine: which rows a verb touches is storage's, and tried on both there."""
    yield from make_community(sqlite_store, tmp_path / "home")


@pytest.fixture
def case(community: Community) -> CaseId:
    """Child protection's case, with police and the center."""
    return open_case(community)


def test_what_a_release_form_asks_about_a_case_is_logged_and_a_stranger_learns_nothing_of_bad_input(
    community: Community, case: CaseId
) -> None:
    releases.offer(community.desk, community.actor("ana_cps_worker"), case)
    assert last(community, "release:preview")["outcome"] == "allowed"
    stranger = community.actor("adv_safe")
    with pytest.raises(Refused):
        releases.offer(community.desk, stranger, case)
    assert last(community, "release:preview")["outcome"] == "refused"
    with pytest.raises(Refused):
        releases.record(community.desk, stranger, case, {}, new_id())


def test_a_law_that_shortens_releases_shortens_what_is_offered_and_taken(community: Community, case: CaseId) -> None:
    ana = community.actor("ana_cps_worker")
    known = community.desk.catalog.jurisdictions
    shorter = {slug: replace(law, release_days=28) for slug, law in known.items() if slug == "us_minnesota"}
    desk = replace(community.desk, catalog=replace(community.desk.catalog, jurisdictions={**known, **shorter}))
    assert releases.offer(desk, ana, case).longest == 28
    with pytest.raises(Invalid) as told:
        releases.record(desk, ana, case, paper(community, ("cac",), ("identity",)), new_id())
    assert list(told.value.fields) == ["expires_on"]
    typed = paper(community, ("cac",), ("identity",), expires_on="2026-12-19")
    assert releases.record(desk, ana, case, typed, new_id())


def test_a_release_answers_the_request_that_it_was_typed_for_and_a_paper_that_waits_does_not(
    community: Community, case: CaseId
) -> None:
    desk, ana, mia = community.desk, community.actor("ana_cps_worker"), community.actor("int_harbor")
    records.file(desk, ana, case, "child_protection_note", {"note": "x"}, new_id())
    asked = requests.make(desk, mia, case, ana.program_id, "child_protection", "services", new_id())
    typed = paper(community, ("cac",), ("child_protection",), request=asked)
    for method, answer in (("print", None), ("paper", RequestAnswer.RELEASE)):
        releases.record(desk, ana, case, {**typed, "method": method}, new_id())
        (made,) = requests.listed(desk, mia).made
        assert made.answer is answer
    (gain,) = releases.preview(desk, ana, case, typed)
    assert (gain.now, gain.then) == ("open", "open")  # what runs already is no gain


def test_a_look_tells_when_it_ends_at_18_only_if_that_is_before_its_last_day(
    community: Community, case: CaseId
) -> None:
    ana = community.actor("ana_cps_worker")
    for day, told in (("2026-12-20", "2026-12-20T06:00:00+00:00"), ("2026-12-21", None), ("2026-12-22", None)):
        typed = paper(community, ("cac",), ("identity",), turns_18_on=day)
        ends = releases.look(community.desk, ana, case, typed).turns_18
        assert (ends and ends.isoformat()) == told, day


def test_somebody_on_the_list_is_shown_before_and_signs_neither_a_release_nor_its_print(
    community: Community, case: CaseId
) -> None:
    ana = community.actor("ana_cps_worker")
    draft = recorded(community, case, method="print")
    shut = {"name": "Jo Rivers", "relation": "her father", "says": "youth"}
    records.file(community.desk, ana, case, "never_disclose", shut, new_id())
    typed = paper(community, ("cac",), ("identity",))
    for act in (
        lambda: releases.look(community.desk, ana, case, typed),
        lambda: releases.record(community.desk, ana, case, typed, new_id()),
        lambda: release_papers.file_signed(community.desk, ana, case, draft, {"compared": "yes"}, pdf(), new_id()),
    ):
        with pytest.raises(Invalid) as told:
            act()
        assert list(told.value.fields) == ["signers"]
    other = paper(community, ("cac",), ("identity",), signer_2_name="Al Rivers")
    assert releases.look(community.desk, ana, case, other).never == ("Jo Rivers (her father)",)


def test_the_paper_to_the_hub_may_name_nobody_else_when_it_is_shown(community: Community) -> None:
    advocate = community.actor("adv_safe")
    assert releases.look_hub(community.desk, advocate, hub_paper(community)).words
    with pytest.raises(Invalid):
        releases.look_hub(community.desk, advocate, {**hub_paper(community), "method": "print"})


def test_a_case_that_closes_while_its_code_is_typed_is_entered_by_nobody(
    community: Community, case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, _ = hub_codes.issue(community.desk, community.actor("ana_cps_worker"), case, new_id())
    make = releases._new

    def between(*given: Any, **more: Any) -> NewRelease:  # noqa: ANN401 - as they come
        cases.close(community.desk, community.actor("ana_cps_worker"), case, "work_done", new_id())
        return make(*given, **more)

    monkeypatch.setattr(releases, "_new", between)
    with pytest.raises(Refused) as refused:
        releases.name_hub(community.desk, community.actor("adv_safe"), code, hub_paper(community), new_id())
    assert refused.value.reason == "code"
    facts = community.desk.facts(community.actor("adv_safe"), case)
    assert community.programs["advocates"].id not in {place.program.id for place in facts.places}


def test_two_who_type_one_code_at_once_are_not_both_let_in(
    community: Community, case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, _ = hub_codes.issue(community.desk, community.actor("ana_cps_worker"), case, new_id())
    make, first = releases._new, [True]

    def between(*given: Any, **more: Any) -> NewRelease:  # noqa: ANN401 - as they come
        if first:
            first.clear()
            releases.name_hub(community.desk, community.actor("sup_safe"), code, hub_paper(community), new_id())
        return make(*given, **more)

    monkeypatch.setattr(releases, "_new", between)
    with pytest.raises(Refused) as refused:
        releases.name_hub(community.desk, community.actor("adv_safe"), code, hub_paper(community), new_id())
    assert refused.value.reason == "code"
    assert len(releases.listed(community.desk, community.actor("sup_safe"), case)) == 1


def test_a_code_for_a_case_that_is_closed_costs_what_a_wrong_one_costs(community: Community, case: CaseId) -> None:
    code, _ = hub_codes.issue(community.desk, community.actor("ana_cps_worker"), case, new_id())
    cases.close(community.desk, community.actor("ana_cps_worker"), case, "work_done", new_id())
    advocate, cost = community.actor("adv_safe"), []
    for typed in ("AAAA-BBBB-CCCC", code):
        with community.desk.database.count() as tally, pytest.raises(Refused):
            releases.name_hub(community.desk, advocate, typed, hub_paper(community), new_id())
        cost.append((tally.commits, tally.texts))
    assert cost[0] == cost[1]
    assert cost[0][0] == 4  # what is offered, what the code stands for, the facts of its case, and the refusal
    assert last(community, "release:name_hub")["objects"] == []


def test_a_program_on_the_case_that_names_the_hub_again_opens_its_own_identity_alone(
    community: Community, case: CaseId
) -> None:
    admit(community, case)
    advocate = community.actor("adv_safe")
    records.file(community.desk, advocate, case, "advocacy_note", {"note": "Rode along."}, new_id())
    code, _ = hub_codes.issue(community.desk, community.actor("ana_cps_worker"), case, new_id())
    typed = hub_paper(community, types=("advocacy", "identity"))
    releases.name_hub(community.desk, advocate, code, typed, new_id())
    records.file(community.desk, advocate, case, "child", {"called": "River"}, new_id())
    code, _ = hub_codes.issue(community.desk, community.actor("ana_cps_worker"), case, new_id())
    releases.name_hub(community.desk, advocate, code, typed, new_id())
    assert [one[0] for one in last(community, "release:preview")["shown"]] == ["identity"]  # type: ignore[attr-defined]


# --- papers -----------------------------------------------------------------------------------------------------------


def test_a_paper_and_its_scan_are_absent_alike_and_what_is_read_is_logged_by_its_handle(
    community: Community, case: CaseId
) -> None:
    desk, ana, mia = community.desk, community.actor("ana_cps_worker"), community.actor("int_harbor")
    made = recorded(community, case)
    release_papers.read(desk, ana, case, made)
    assert last(community, "release:list")["objects"][-1] == stored(community, made).handle  # type: ignore[attr-defined, index]
    for act, actor, release in (
        (release_papers.read, mia, made),
        (release_papers.read, ana, ReleaseId(new_id())),
        (release_papers.scan, ana, made),  # it was signed in the program's own file
        (release_papers.scan, mia, made),
    ):
        with pytest.raises(Refused) as refused:
            act(desk, actor, case, release)
        assert refused.value.reason == "absent"
        assert last(community, "release:list")["reason"] == "absent"


def test_filing_a_signed_paper_is_logged_with_both_and_keeps_the_day_they_turn_18(
    community: Community, case: CaseId
) -> None:
    draft = recorded(community, case, method="print", turns_18_on="2026-12-01")
    ana, typed = community.actor("ana_cps_worker"), {"compared": "yes"}
    made = release_papers.file_signed(community.desk, ana, case, draft, typed, pdf(), new_id())
    handles = [stored(community, one).handle for one in (draft, made)]  # type: ignore[attr-defined]
    assert last(community, "release:record")["objects"][-2:] == handles  # type: ignore[index]
    ends = stored(community, made).ends_at_majority  # type: ignore[attr-defined]
    assert ends.isoformat() == "2026-12-01T06:00:00+00:00"


def test_a_draft_that_was_stopped_is_told_as_stopped_when_its_last_day_is_past_too(
    community: Community, case: CaseId
) -> None:
    draft = recorded(community, case, method="print", expires_on="2026-11-22")
    releases.revoke(community.desk, community.actor("ana_cps_worker"), case, draft, "oral", new_id())
    community.clock.forward(days=3)
    ana = community.actor("ana_cps_worker")
    with pytest.raises(Conflict):
        release_papers.file_signed(community.desk, ana, case, draft, {"compared": "yes"}, pdf(), new_id())


def test_what_a_law_that_came_since_the_print_says_against_it_is_said_beside_the_scan(
    community: Community, case: CaseId
) -> None:
    draft, ana = recorded(community, case, method="print", purpose="court"), community.actor("ana_cps_worker")
    bound = replace(ana, program=replace(ana.program, regimes=frozenset({Regime.PART_2})))
    with pytest.raises(Invalid) as told:
        release_papers.file_signed(community.desk, bound, case, draft, {"compared": "yes"}, pdf(), new_id())
    assert list(told.value.fields) == ["file"]
    assert "may not be used against the patient" in told.value.fields["file"]


def test_on_a_closed_case_no_paper_is_filed_and_nothing_is_said_of_what_was_typed(
    community: Community, case: CaseId
) -> None:
    draft, ana = recorded(community, case, method="print"), community.actor("ana_cps_worker")
    cases.close(community.desk, ana, case, "work_done", new_id())
    with pytest.raises(Refused) as refused:
        release_papers.file_signed(community.desk, ana, case, draft, {}, None, new_id())
    assert refused.value.reason == "absent"
    assert last(community, "release:record")["reason"] == "absent"


def test_a_paper_whose_key_was_destroyed_is_absent(community: Community) -> None:
    case, _ = kept.due(community)
    ana = community.actor(kept.ANA)
    (given,) = (one for one in releases.listed(community.desk, ana, case) if one.own)
    assert release_papers.read(community.desk, ana, case, given.id).paper.words
    kept.purged(community, case)
    with pytest.raises(Refused) as refused:
        release_papers.read(community.desk, ana, case, given.id)
    assert refused.value.reason == "absent"


def test_a_paper_keeps_the_words_that_were_signed_and_one_without_is_put_into_words(
    community: Community, case: CaseId
) -> None:
    ana = community.actor("ana_cps_worker")
    made = recorded(community, case)
    before = release_papers.read(community.desk, ana, case, made)
    renamed = replace(ana, program=replace(ana.program, name="Family Services"))
    assert release_papers.read(community.desk, renamed, case, made).paper == before.paper
    bare = replace(before.paper, words=())
    later = release_papers._worded(ana.program, before.release, bare).words
    assert [heading for heading, _ in later] == [heading for heading, _ in before.paper.words]
    to_hub = release_papers._worded(ana.program, replace(before.release, names_hub=True), bare)
    assert [lines for heading, lines in to_hub.words if heading == "Who may see it"] != [
        lines for heading, lines in later if heading == "Who may see it"
    ]


def test_a_program_that_has_left_the_case_is_offered_no_more_and_a_stop_of_its_release_closes_nothing(
    community: Community, case: CaseId
) -> None:
    desk, mia = community.desk, community.actor("int_harbor")
    typed = paper(community, ("cps",), ("identity",))
    made = releases.record(desk, mia, case, typed, new_id())
    ana = community.actor("ana_cps_worker")
    listed = releases.listed(desk, ana, case)
    assert list(release_papers.stops(desk, ana, case, listed)) == [made]
    teams.end_place(desk, ana, case, community.programs["cac"].id, new_id())
    listed = releases.listed(desk, ana, case)
    assert [one.id for one in listed] == [made]
    assert release_papers.stops(desk, ana, case, listed) == {}
    assert {one.slug for one in releases.offer(desk, ana, case).recipients} == {"detectives"}
