"""Room: tests. Plans on both engines: what is found of them, and when a service began, is asked of the database."""

from __future__ import annotations

from coordination.casework import plan_copies, plans, record_pages, records, teams
from coordination.model.ids import new_id
from tests.casework.referred import sent, took
from tests.casework.story import assigned, opened
from tests.casework.watched import number
from tests.community import Community


def test_the_page_finds_the_newest_of_each_plan_and_the_first_service(community: Community) -> None:
    desk, ana = community.desk, community.actor("ana_cps_worker")
    case = assigned(community, opened(community, "ana_cps_worker"), "cac", "sup_harbor", "coo_harbor")
    part = records.file(desk, ana, case, "safety_plan_part", {"whose": "family", "steps": "older"}, new_id())
    records.correct(desk, ana, case, part, {"whose": "family", "steps": "newer"}, new_id())
    gone = records.file(desk, ana, case, "safety_plan_part", {"whose": "support", "steps": "gone"}, new_id())
    records.withdraw(desk, ana, case, gone, "wrong_person", new_id())
    records.file(desk, ana, case, "service_plan", {"first": "school"}, new_id())
    first = sent(community, case, "cac", need="education")
    for slug, reason in (("accept", ""), ("complete", "waitlisted"), ("reopen", "still_needed"), ("accept", "")):
        community.clock.forward(hours=1)
        took(community, first, slug, "ana_cps_worker" if slug == "reopen" else "coo_harbor", reason=reason)
    page = plans.read(desk, community.actor("ana_cps_worker"), case)
    assert [line.words for part in page.parts for line in part.version.lines if "will do" in line.title] == [("newer",)]
    (education,) = (need for need in page.service[0].needs if need.slug == "education")
    assert (education.waited, education.served) == ("4 hours", False)  # on a waiting list is not served
    community.clock.forward(hours=1)
    took(community, first, "complete", "coo_harbor", reason="enrolled")
    community.clock.forward(hours=9)
    page = plans.read(desk, community.actor("ana_cps_worker"), case)
    (education,) = (need for need in page.service[0].needs if need.slug == "education")
    assert (education.waited, education.served) == ("5 hours", True)  # from the first time it was sent


def test_a_withdrawn_part_leaves_the_page(community: Community) -> None:
    desk, ana = community.desk, community.actor("ana_cps_worker")
    case = opened(community, "ana_cps_worker")
    assert plans.read(desk, ana, case).parts == ()
    part = records.file(desk, ana, case, "safety_plan_part", {"whose": "young_person"}, new_id())
    records.withdraw(desk, ana, case, part, "wrong_case", new_id())
    assert plans.read(desk, ana, case).parts == ()


def test_who_made_a_copy_is_among_those_who_had_read_it_and_of_nothing_else(community: Community) -> None:
    desk, ana = community.desk, community.actor("ana_cps_worker")
    case = opened(community, "ana_cps_worker")
    sam = community.actor("sam_cps_supervisor")
    teams.assign(desk, sam, case, sam.person_id, new_id())
    copied, other = (
        records.file(desk, ana, case, "safety_plan_part", {"whose": "family", "steps": steps}, new_id())
        for steps in ("copied", "not copied")
    )
    plan_copies.read(desk, sam, case, copied)
    community.clock.forward(seconds=1)
    number(community)
    for record, said in ((copied, ["made a copy of it"]), (other, [])):
        records.withdraw(desk, ana, case, record, "wrong_person", new_id())
        assert [one.how for one in record_pages.read(desk, sam, case, record).readers] == said
