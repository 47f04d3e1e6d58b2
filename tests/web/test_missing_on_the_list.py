"""Room: tests. *Missing now* on My cases: to whoever sees it on the page of the case, and not there at all to others.

The world and its cases are made once an engine; everybody looks at all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest
from sqlalchemy import select

from coordination.audit.grant import Grant
from coordination.casework import case_list, cases, missing, records, restrictions
from coordination.declare.missing_forms import FOUND
from coordination.model.action import Action
from coordination.model.ids import CaseId, RecordId, new_id
from coordination.storage import missing as drawer
from coordination.storage.cabinet import Cabinet
from coordination.storage.missing_tables import missing_episodes
from tests.casework.story import entries_of, opened
from tests.casework.test_releases import open_case, paper, release
from tests.community import Community, make_community
from tests.databases import Store
from tests.web.told_apart import FRESH

ANA, MARK = "ana_cps_worker", "Missing now"
SINCE = {"kind": "ran_away", "record-happened": "2026-11-20 21:00"}
BACK = {"who": "police", "record-happened": "2026-11-21 08:00"}
STILL = {"told", "released", "back by mistake", "closed"}
SEES: Mapping[str, set[str]] = {
    ANA: {*STILL, "restricted to her", "hers alone"},
    "sam_cps_supervisor": {*STILL, "hers alone"},  # of their own program's cases, without a place on the team
    "det_lake": {*STILL, "told by police"},  # CAPTA (ix)
    "sgt_lake": {"told by police"},  # of others' nothing opens to a supervisor who is not on the team
    "int_harbor": {"released"},  # knows of the others that something is there
    "sup_harbor": set(),
    "adv_safe": set(),
}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Community]:
    """The community, once an engine."""
    name = "postgres_store" if request.param == "postgresql" else "sqlite_store"
    store: Store = request.getfixturevalue(name)
    yield from make_community(store, tmp_path_factory.mktemp("listed") / "home")


@pytest.fixture(scope="module")
def told(world: Community) -> dict[str, CaseId]:
    """A case for each way in which a child is or was missing, told by child protection unless said otherwise."""
    names = ("told", "released", "found", "withdrawn", "back by mistake", "told by police", "closed", "never missing")
    found = {name: open_case(world) for name in (*names, "restricted to her")}
    found["hers alone"] = opened(world, ANA)
    desk, ana = world.desk, world.actor(ANA)
    for name, case in found.items():
        if name not in {"never missing", "told by police"}:
            missing.tell(desk, ana, case, SINCE, new_id())
    missing.tell(desk, world.actor("det_lake"), found["told by police"], SINCE, new_id())
    release(world, found["released"], ANA, paper(world, ("cac",), ("missing",)))
    for name in ("found", "back by mistake"):
        record = _found(world, found[name])
    records.withdraw(desk, ana, found["back by mistake"], record, "wrong_case", new_id())
    records.withdraw(desk, ana, found["withdrawn"], _record_of(world, found["withdrawn"]), "wrong_case", new_id())
    restrictions.restrict(desk, ana, found["restricted to her"], [], new_id())
    cases.close(desk, world.actor("sam_cps_supervisor"), found["closed"], "work_done", new_id(), despite="goes_on")
    return found


def _found(world: Community, case: CaseId) -> RecordId:
    desk, ana = world.desk, world.actor(ANA)
    with desk.consulting((case,)) as cabinet:
        episode = drawer.facts_of_latest(cabinet, case, ana.program_id)
    assert episode
    return missing.add(desk, ana, case, episode.episode_id, FOUND.slug, BACK, new_id(), action=Action.MISSING_FOUND)


def _record_of(world: Community, case: CaseId) -> RecordId:
    with world.desk.consulting((case,)) as cabinet:
        episode = drawer.facts_of_latest(cabinet, case, world.programs["cps"].id)
    assert episode
    return episode.record_id


@pytest.mark.parametrize("slug", SEES)
def test_a_child_is_marked_missing_for_whoever_sees_it_on_the_case_and_for_nobody_else(
    world: Community, told: dict[str, CaseId], slug: str
) -> None:
    actor = world.actor(slug)
    lines = {line.header.case_id: line.missing for line in case_list.mine(world.desk, actor).lines}
    names = {case: name for name, case in told.items()}
    assert {names[case] for case, marked in lines.items() if marked} == SEES[slug]
    pages = {case: cases.read(world.desk, actor, case).missing_now for case in lines}
    assert pages == lines


def test_the_page_says_it_beside_the_child_and_the_entry_names_what_was_shown(
    world: Community, told: dict[str, CaseId]
) -> None:
    page = world.client(ANA).get("/cases").text
    assert MARK in _line(page, told["told"])
    for name in ("found", "withdrawn", "never missing", "told by police"):
        assert MARK not in _line(page, told[name]), name
    assert MARK not in world.client(ANA).get("/work").text  # which would mark some of them alone
    before = len(entries_of(world))
    world.client("det_lake").get("/cases")
    world.client("int_harbor").get("/cases")
    police, center = [one for one in entries_of(world)[before:] if one["action"] == "case:list"]
    cps = world.programs["cps"].handle
    assert {("missing", cps)} <= {(kind, owner) for kind, owner, *_ in police["shown"]}
    shown = [one for one in center["shown"] if one[0] == "missing"]
    assert [one[1] for one in shown] == [cps]  # of the one case that the release opens


def test_to_whom_it_is_hidden_the_list_is_the_same_and_asks_the_same(world: Community) -> None:
    case = open_case(world)
    visitors = {slug: world.client(slug) for slug in ("int_harbor", "sup_harbor", "adv_safe")}

    def looked() -> dict[str, tuple[bytes, list[str]]]:
        found = {}
        for slug, visitor in visitors.items():
            with world.desk.database.count() as tally:
                page = visitor.get("/cases")
            found[slug] = FRESH.sub(b"", page.data), [*tally.texts]
        return found

    looked()
    before = looked()
    missing.tell(world.desk, world.actor(ANA), case, SINCE, new_id())
    assert looked() == before


def test_a_mark_that_asked_nobody_would_be_found(world: Community, monkeypatch: pytest.MonkeyPatch) -> None:
    def of_anybody(cabinet: Cabinet, grant: Grant) -> frozenset[CaseId]:
        rows = cabinet.connection.execute(select(missing_episodes.c.case_id)).scalars()
        return frozenset(map(CaseId, rows)) & set(grant.case_ids())

    case = open_case(world)
    missing.tell(world.desk, world.actor(ANA), case, SINCE, new_id())
    assert MARK not in _line(world.client("int_harbor").get("/cases").text, case)
    monkeypatch.setattr(drawer, "away", of_anybody)
    assert MARK in _line(world.client("int_harbor").get("/cases").text, case)


def _line(page: str, case: CaseId) -> str:
    """The line of a case on the list."""
    (found,) = re.findall(rf'<li>\s*<a href="[^"]*{case}">.*?</li>', page, re.DOTALL)
    return str(found)
