"""Room: tests. A missing child seen at a glance: a long search folds, the case says it, and what is done is done."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from coordination.model.ids import CaseId
from tests.casework.story import assigned, opened
from tests.community import Community, Visitor, make_community
from tests.databases import SqliteStore
from tests.web.test_missing_pages import told

ANA = "ana_cps_worker"


@pytest.fixture(scope="module")
def world(sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Community]:
    yield from make_community(sqlite_store, tmp_path_factory.mktemp("search") / "home")


@pytest.fixture
def case(world: Community) -> CaseId:
    """A case of child protection, with police and the center on it."""
    case = assigned(world, opened(world, ANA), "detectives", "sgt_lake", "det_lake", "sgt_lake")
    return assigned(world, case, "cac", "sup_harbor", "coo_harbor")


@pytest.fixture
def people(world: Community, case: CaseId) -> dict[str, Visitor]:
    """Signed in after the case was made."""
    assert case
    world.clock.forward(seconds=1)
    return {slug: world.client(slug) for slug in (ANA, "sam_cps_supervisor", "det_lake", "sgt_lake", "coo_harbor")}


def test_a_long_search_folds_its_older_talks_and_the_newest_stand_first(
    world: Community, people: dict[str, Visitor], case: CaseId
) -> None:
    ana = people[ANA]
    episode = told(ana, case)
    for hour in range(10, 22):
        world.clock.forward(seconds=1)
        talk = {"with": "police", "happened_at": "2026-11-20 22:00", "said": f"talk-at-{hour}"}
        assert ana.send(f"{episode}/parts/missing_contact", talk).status_code == 303
    page = ana.get(episode).text
    open_, folded = page[: page.index("<details")], page[page.index("<details") : page.index("</details>")]
    assert [hour for hour in range(10, 22) if f"talk-at-{hour}" in open_] == [19, 20, 21]
    assert [hour for hour in range(10, 22) if f"talk-at-{hour}" in folded] == [*range(10, 19)]
    assert "9 earlier" in folded
    assert "Last: 20 November 2026, 22:00 CST" in page  # regular talks are never done while the child is away
    of_case = ana.get(f"/cases/{case}").text
    assert "3 earlier" in of_case[of_case.index("<details") :]  # of 13: the talks, and what was told first
    assert of_case.count("A talk with police or NCMEC</a>") == 12


def test_case_page_says_that_the_child_is_missing_to_whom_the_episode_is_open_until_she_is_found(
    people: dict[str, Visitor], case: CaseId
) -> None:
    told(people[ANA], case)
    seen = {slug: "Missing now" in person.get(f"/cases/{case}").text for slug, person in people.items()}
    assert seen == {slug: slug in {ANA, "sam_cps_supervisor", "det_lake", "sgt_lake"} for slug in people}
    found = {"form": "missing_found", "record-happened": "unknown"}
    assert people[ANA].send(f"/cases/{case}/missing/found", found).status_code == 303
    assert "Missing now" not in people[ANA].get(f"/cases/{case}").text


def test_an_empty_debriefing_is_kept_and_finds_nothing_out(people: dict[str, Visitor], case: CaseId) -> None:
    """42 USC 671(a)(35)(A): why they left, and what they lived through; the duty stays visible until one is written."""
    ana = people[ANA]
    episode = told(ana, case)
    found = {"form": "missing_found", "record-happened": "unknown"}
    assert ana.send(f"/cases/{case}/missing/found", found).status_code == 303
    for typed, tag in (({"met_at": "2026-11-21 08:00"}, "To do"), ({"experiences": "She slept in a car."}, "Done: ")):
        assert ana.send(f"{episode}/parts/missing_debrief", typed).status_code == 303
        (shown,) = re.findall(r"Find out why they left[^<]*</strong>\s*<span[^>]*>([^<]*)<", ana.get(episode).text)
        assert shown.startswith(tag)


def test_found_page_leads_from_its_top_to_each_part(people: dict[str, Visitor], case: CaseId) -> None:
    ana = people[ANA]
    told(ana, case)
    page = ana.get(f"/cases/{case}/missing/found").text
    for part in re.findall(r'<li><a href="#(\w+)">', page):
        assert f'id="{part}"' in page
    assert {"found_now", "missing_found", "found_care", "then", "owed"} == set(
        re.findall(r'<li><a href="#(\w+)">', page)
    )
