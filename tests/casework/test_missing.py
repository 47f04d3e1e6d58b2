"""Room: tests. Missing episodes: told once, added to, ended by a found child, counted once whoever told of them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from coordination.casework import deadline_acts, missing, missing_pages, records
from coordination.declare.deadline import Unit
from coordination.declare.missing_forms import FOUND, OPENED
from coordination.model.action import Action
from coordination.model.deadline import Standing
from coordination.model.errors import Invalid, Refused
from coordination.model.ids import CaseId, EpisodeId, RecordId, new_id
from coordination.storage import deadlines as deadline_drawer
from tests.casework.story import assigned, opened
from tests.community import Community

FRIDAY = "2026-11-20 21:00"  # in Chicago; START is Saturday 09:00 there


@pytest.fixture
def case(community: Community) -> CaseId:
    """A case of child protection, with police on it, who see what is missing by federal law."""
    return assigned(community, opened(community, "ana_cps_worker"), "detectives", "sgt_lake", "det_lake", "sgt_lake")


def told(community: Community, case: CaseId, who: str = "ana_cps_worker", **typed: str) -> EpisodeId:
    answers = {"kind": "ran_away", "record-happened": FRIDAY, **typed}
    return missing.tell(community.desk, community.actor(who), case, answers, new_id())


def found(community: Community, case: CaseId, episode: EpisodeId, who: str = "ana_cps_worker", **typed: str) -> str:
    desk, actor = community.desk, community.actor(who)
    answers = {"who": "police", **typed}
    return missing.add(desk, actor, case, episode, FOUND.slug, answers, new_id(), action=Action.MISSING_FOUND)


def starts(community: Community, case: CaseId, who: str) -> list[datetime]:
    desk, actor = community.desk, community.actor(who)
    grant = desk.ask(actor, Action.MISSING_READ, desk.facts(actor, case))
    with desk.opened(grant) as cabinet:
        return missing.starts(cabinet, grant)


def owed(community: Community, case: CaseId) -> dict[str, Any]:
    desk, actor = community.desk, community.actor("ana_cps_worker")
    grant = desk.ask(actor, Action.CASE_READ, desk.facts(actor, case))
    with desk.opened(grant) as cabinet:
        return {one.rule: one for one in deadline_drawer.open(cabinet, grant)}


def test_telling_starts_both_reports_and_a_second_telling_is_added_to_the_open_episode(
    community: Community, case: CaseId
) -> None:
    episode = told(community, case)
    first = owed(community, case)
    assert {"missing_to_police", "missing_to_ncmec"} <= set(first)
    assert {one.cause for one in first.values()} == {episode}
    community.clock.forward(hours=2)
    assert told(community, case, kind="unknown", circumstances="The school rang, too.") == episode
    assert owed(community, case) == first
    page = missing_pages.read(community.desk, community.actor("ana_cps_worker"), case, episode)
    assert len(page.told) == 2
    assert len(starts(community, case, "ana_cps_worker")) == 1


def test_what_police_tell_of_the_same_time_counts_once_and_of_another_time_twice(
    community: Community, case: CaseId
) -> None:
    theirs = told(community, case, "det_lake", **{"record-happened": "2026-11-20"})
    ours = told(community, case)
    assert theirs != ours
    assert len(starts(community, case, "ana_cps_worker")) == 1  # of police nothing is open to her
    assert len(starts(community, case, "det_lake")) == 1
    found(community, case, ours, **{"record-happened": "2026-11-21 08:00"})
    found(community, case, theirs, "det_lake", **{"record-happened": "2026-11-21"})
    community.clock.forward(days=3)
    told(community, case, **{"record-happened": "2026-11-23 20:00"})
    begun = starts(community, case, "det_lake")
    assert [at.astimezone(UTC).day for at in begun] == [20, 24]


def test_episodes_that_touch_are_one_and_a_minute_later_they_are_two(community: Community) -> None:
    community.clock.forward(hours=1)
    for again, distinct in (("2026-11-21 08:59", 1), ("2026-11-21 09:00", 1), ("2026-11-21 09:01", 2)):
        case = opened(community, "ana_cps_worker")
        found(community, case, told(community, case), **{"record-happened": "2026-11-21 09:00"})
        told(community, case, **{"record-happened": again})
        assert len(starts(community, case, "ana_cps_worker")) == distinct, again


def test_found_starts_the_meeting_within_24_hours_of_the_finding_and_ends_the_episode(
    community: Community, case: CaseId
) -> None:
    """Minnesota DHS: "Child protection social workers must meet with youth within 24 hours after they are found"."""
    episode = told(community, case)
    community.clock.now = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
    found(community, case, episode, **{"record-happened": "2026-11-22 02:00"})
    meet = owed(community, case)["meet_after_found"]
    assert meet.due_at == datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    page = missing_pages.found(community.desk, community.actor("ana_cps_worker"), case)
    assert page.line is not None
    assert page.line.found.startswith("22 November 2026, 02:00")
    assert not page.line.episode.open


def test_two_workers_who_record_the_same_child_found_both_keep_what_they_wrote(
    community: Community, case: CaseId
) -> None:
    episode = told(community, case)
    community.clock.forward(hours=1)
    found(community, case, episode, **{"record-happened": "2026-11-21 09:30", "circumstances": "At the station."})
    first = owed(community, case)
    found(community, case, episode, **{"record-happened": "2026-11-21 09:40", "circumstances": "Cold, awake."})
    page = missing_pages.found(community.desk, community.actor("ana_cps_worker"), case)
    said = {word for one in page.parts[FOUND.slug].saved for line in one.lines for word in line.words}
    assert {"At the station.", "Cold, awake."} <= said
    assert owed(community, case) == first
    assert page.line is not None
    assert "09:30" in page.line.found


def test_found_before_missing_or_in_the_future_is_a_sentence_and_changes_nothing(
    community: Community, case: CaseId
) -> None:
    episode = told(community, case)
    for when in ("2026-11-20 20:59", "2026-11-19", "2026-11-22 09:00"):
        with pytest.raises(Invalid) as refused:
            found(community, case, episode, **{"record-happened": when})
        assert list(refused.value.fields) == ["record-happened"], when
    assert missing_pages.read(community.desk, community.actor("ana_cps_worker"), case, episode).line.found == ""
    assert "meet_after_found" not in owed(community, case)


def test_found_on_the_day_or_at_the_minute_of_missing_is_taken(community: Community, case: CaseId) -> None:
    episode = told(community, case)
    found(community, case, episode, **{"record-happened": "2026-11-20"})
    again = told(community, case, **{"record-happened": "2026-11-21 08:00"})
    assert found(community, case, again, **{"record-happened": "2026-11-21 08:00"})


def test_learned_before_it_happened_is_a_sentence(community: Community, case: CaseId) -> None:
    with pytest.raises(Invalid) as refused:
        told(community, case, **{"record-learned": "2026-11-20 20:00"})
    assert list(refused.value.fields) == ["record-learned"]


def test_a_telling_that_was_withdrawn_takes_its_episode_along_and_frees_the_way_for_a_new_one(
    community: Community, case: CaseId
) -> None:
    desk, ana = community.desk, community.actor("ana_cps_worker")
    episode = told(community, case)
    (saved,) = missing_pages.read(desk, ana, case, episode).told
    records.withdraw(desk, ana, case, saved.record_id, "wrong_case", new_id())
    assert starts(community, case, "ana_cps_worker") == []
    with pytest.raises(Refused):
        missing_pages.read(desk, ana, case, episode)
    assert told(community, case) != episode
    assert len(starts(community, case, "ana_cps_worker")) == 1


def test_a_finding_that_was_withdrawn_leaves_the_child_missing_until_they_are_found(
    community: Community, case: CaseId
) -> None:
    desk, ana = community.desk, community.actor("ana_cps_worker")
    episode = told(community, case)
    wrong = found(community, case, episode, **{"record-happened": "2026-11-21 08:00"})
    records.withdraw(desk, ana, case, RecordId(wrong), "wrong_person", new_id())
    assert missing_pages.read(desk, ana, case, episode).line.episode.open
    assert told(community, case) == episode
    found(community, case, episode, **{"record-happened": "2026-11-21 08:50"})
    assert missing_pages.read(desk, ana, case, episode).line.found.startswith("21 November 2026, 08:50")


def test_a_corrected_telling_moves_the_episode(community: Community, case: CaseId) -> None:
    desk, ana = community.desk, community.actor("ana_cps_worker")
    episode = told(community, case)
    (saved,) = missing_pages.read(desk, ana, case, episode).told
    typed = {"kind": "ran_away", "record-happened": "2026-11-19 07:00"}
    records.correct(desk, ana, case, saved.record_id, typed, new_id())
    page = missing_pages.read(desk, ana, case, episode)
    assert page.line.since.startswith("19 November 2026, 07:00")
    assert len(page.told) == 1


def test_next_talk_is_what_was_said_else_the_agencys_own_interval_else_not_set(
    community: Community, case: CaseId
) -> None:
    desk, ana = community.desk, community.actor("ana_cps_worker")
    episode = told(community, case)
    assert missing_pages.read(desk, ana, case, episode).next_contact == ""
    talk = {"with": "police", "happened_at": "2026-11-21 08:00"}
    missing.add(desk, ana, case, episode, "missing_contact", {**talk, "next_at": "2026-11-21 20:00"}, new_id())
    page = missing_pages.read(desk, ana, case, episode)
    assert page.next_contact.startswith("21 November 2026, 20:00")
    assert not page.next_overdue
    community.clock.forward(hours=12)
    assert missing_pages.read(desk, community.actor("ana_cps_worker"), case, episode).next_overdue
    found(community, case, episode, **{"record-happened": "2026-11-21 20:30"})
    assert missing_pages.read(desk, community.actor("ana_cps_worker"), case, episode).next_contact == ""


def test_the_agencys_own_interval_counts_from_the_last_talk(community: Community, case: CaseId) -> None:
    desk, ana = community.desk, community.actor("ana_cps_worker")
    episode = told(community, case, contact_every="6")
    assert missing_pages.read(desk, ana, case, episode).next_contact.startswith("21 November 2026, 15:00")
    talk = {"with": "ncmec", "happened_at": "2026-11-21 08:00"}
    missing.add(desk, ana, case, episode, "missing_contact", talk, new_id())
    assert missing_pages.read(desk, ana, case, episode).next_contact.startswith("21 November 2026, 14:00")


def test_parts_are_the_programs_own_and_no_door_beside_its_own_takes_them(community: Community, case: CaseId) -> None:
    desk, leo = community.desk, community.actor("det_lake")
    episode = told(community, case)
    assert missing_pages.read(desk, leo, case, episode).line.since
    for slug in ("missing_contact", FOUND.slug, OPENED.slug, "child"):
        with pytest.raises(Refused):
            missing.add(desk, leo, case, episode, slug, {"with": "police"}, new_id())
    with pytest.raises(Refused):
        records.file(desk, community.actor("ana_cps_worker"), case, "missing_contact", {"with": "police"}, new_id())


def test_trafficked_while_missing_is_due_at_once_since_the_source_gives_no_hours(
    community: Community, case: CaseId
) -> None:
    """Minnesota DHS: "must also be immediately documented on the SEY/STY/At Risk screen in SSIS"."""
    desk, ana = community.desk, community.actor("ana_cps_worker")
    episode = told(community, case)
    found(community, case, episode, **{"record-happened": "2026-11-21 08:30"})
    before = set(owed(community, case))
    missing.add(desk, ana, case, episode, "trafficked_while_missing", {"suspected": "yes"}, new_id())
    assert set(owed(community, case)) == before | {"mn_ssis_screen"}
    rule = desk.catalog.deadline_rule("mn_ssis_screen", 1)
    assert rule is not None
    assert rule.unit is Unit.AT_ONCE
    page = missing_pages.read(desk, ana, case, episode)
    assert "state’s system" not in " ".join(one.title for one in page.duties)  # one duty stands there once
    duty = next(one for one in page.duties if one.title == rule.title)
    assert duty.due.startswith("22 November 2026, 09:00")
    assert (duty.standing, duty.done) == (Standing.AT_RISK.words, "")
    assert rule.title in [one.title for one in missing_pages.found(desk, ana, case).duties]
    assert page.offers == ()
    typed = {"suspected": "yes", "system": "SSIS, SEY/STY/At Risk", "written_at": "2026-11-21 08:50"}
    missing.add(desk, ana, case, episode, "trafficked_while_missing", typed, new_id())
    (offer,) = missing_pages.read(desk, ana, case, episode).offers
    assert offer.whole
    deadline_acts.prove(desk, ana, case, offer.deadline_id, {**offer.typed, "seen": "0"}, new_id())
    page = missing_pages.read(desk, ana, case, episode)
    assert page.offers == ()
    assert next(one.done for one in page.duties if one.title == rule.title) == Standing.MET.words
    leo = missing_pages.read(desk, community.actor("det_lake"), case, episode)  # owed under a type that is not his
    assert rule.title not in [one.title for one in leo.duties]
