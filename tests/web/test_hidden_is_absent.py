"""Room: tests. Hidden = absent, to the byte: what is refused is answered like what was never there, at the same cost.

Every refused request of the matrix (tests/matrix/doors.py) is sent twice: about what is there and hidden, and with each
of its ids replaced by one that nothing has (of requests that differ in their ids alone, once for each person). Status,
headers, body, statements and commits are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from werkzeug.test import TestResponse

from coordination.casework import cases
from coordination.casework.desk import Desk
from coordination.door.app import Door
from coordination.model.actor import Actor
from coordination.model.case import CasePage
from coordination.model.errors import Refused
from coordination.model.ids import CaseId, new_id
from tests.community import PEOPLE, Community, Visitor, make_community
from tests.databases import Store
from tests.matrix.filled import paper
from tests.matrix.sites import Ground, Site
from tests.web.told_apart import Absent, Answer, different, pairs, sent

NAMES = ("member", "release_none", "placed", "not_placed", "conflict", "restricted_unnamed", "hub_none", "hub_revoked")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def ground(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """The community, built once an engine."""
    store: Store = request.getfixturevalue("postgres_store" if request.param == "postgresql" else "sqlite_store")
    for community in make_community(store, tmp_path_factory.mktemp("absent") / "home"):
        found = Ground(community)
        yield found
        found.close()


@pytest.fixture(scope="module")
def sites(ground: Ground) -> dict[str, Site]:
    """The situations in which something is hidden from somebody."""
    return ground.sites(NAMES)


@pytest.fixture(scope="module")
def visitors(ground: Ground) -> dict[str, Visitor]:
    """Everybody, signed in."""
    ground.community.clock.forward(seconds=1)
    return {slug: ground.community.client(slug) for slug in PEOPLE}


def test_what_is_hidden_is_answered_like_what_is_absent(
    ground: Ground, sites: dict[str, Site], visitors: dict[str, Visitor]
) -> None:
    some = list(pairs(ground.community, sites))[:: 1 if ground.community.databases.kind == "sqlite" else 6]
    wrong = different(ground, visitors, some)
    assert not wrong, f"{len(wrong)} of {len(some)}:\n" + "\n".join(wrong[:60])
    assert len(some) > 200


def test_a_bad_form_tells_nothing_either(ground: Ground, sites: dict[str, Site], visitors: dict[str, Visitor]) -> None:
    """Whoever is refused gets the same sentence beside the same field, or the same page, whatever the case is."""
    community, wrong, count, nothing = ground.community, [], 0, Absent(ground.community, visitors)
    for name, one, (path, form), (other, _) in pairs(community, sites):
        if form is not None and one.slug in {"ana_cps_worker", "sgt_lake", "adv_safe", "pri_privacy", "aud_lake"}:
            count += 1
            bad = {"nonsense": "x"}
            first = Answer.of(community, sent(visitors[one.slug], path, bad))
            knew = one.program == "advocates" and one.site.name == "hub_revoked"
            alike = nothing.is_told_alike(one, first, (other, bad), by_cost=not knew)
            if not alike or first.status not in {404, 422}:
                second = nothing.anew(one, (other, bad))
                wrong.append(f"{name}: {first.status} {first.statements}, {second.status} {second.statements}")
    assert not wrong, f"{len(wrong)} of {count}:\n" + "\n".join(wrong[:60])


MALFORMED = (
    "x",
    "0" * 31,
    "0" * 33,
    "G" * 32,
    "A" * 32,
    "%2e%2e",
    "-1",
    "0" * 32 + "%0a",
    "00000000-0000-0000-0000-000000000000",
)


def test_a_malformed_id_is_the_same_page(ground: Ground, visitors: dict[str, Visitor]) -> None:
    """Fewer statements are allowed: the shape is judged before the query, and tells of no case."""
    absent = visitors["ana_cps_worker"].get(f"/cases/{new_id()}")
    for bad in MALFORMED:
        for path in (f"/cases/{bad}", f"/cases/{new_id()}/records/{bad}", f"/drafts/{bad}", f"/cases/{bad}/team"):
            response = visitors["ana_cps_worker"].get(path)
            assert (response.status_code, response.data) == (404, absent.data), path
        for path in (f"/cases/{bad}/close", f"/conflicts/{bad}/lift", f"/cases/{new_id()}/releases/{bad}/revoke"):
            response = visitors["ana_cps_worker"].send(path, {"reason": "work_done", "how": "oral"})
            assert (response.status_code, response.data) == (404, absent.data), path
    assert ground.community.app is not None


# --- ids in forms and beside a case that is seen ----------------------------------------------------------------------


def same(community: Community, *asks: Callable[[], TestResponse], without: tuple[str, ...] = ()) -> Answer:
    """All of these get one answer; `without`: what the forms themselves typed, and may see again."""
    answers = []
    for ask in asks:
        found = Answer.of(community, ask)
        body = found.body
        for typed in without:
            body = body.replace(typed.encode(), b"")
        answers.append((found.status, body, found.statements, found.commits))
    assert len(set(answers)) == 1, [(status, cost, commits) for status, _, cost, commits in answers]
    return found


def test_ids_of_a_hidden_program_or_person_beside_a_case_that_is_seen(
    ground: Ground, sites: dict[str, Site], visitors: dict[str, Visitor]
) -> None:
    """The advocates serve the child, and child protection, which coordinates, may not know."""
    community, site = ground.community, sites["release_none"]
    hidden, person, absent = community.programs["advocates"].id, community.people["adv_safe"], new_id()
    sam, case = visitors["sam_cps_supervisor"], f"/cases/{site.case_id}"
    same(community, *(sent(sam, f"{case}/team/programs/{one}/end", {}) for one in (hidden, absent)))
    same(community, *(sent(sam, f"{case}/team/people/{one}/end", {}) for one in (person, absent)))
    for address, field in ((f"{case}/team/people", "person"), (f"{case}/restriction", "people")):
        same(community, *(sent(sam, address, {field: one}) for one in (person, absent)), without=(person, absent))
    same(
        community,
        *(sent(sam, f"{case}/coordination", {"coordinator": one}) for one in (hidden, absent)),
        without=(hidden, absent),
    )
    asked = [f"{case}/requests/new?program={one}&type=advocacy" for one in (hidden, absent)]
    same(community, *(sent(sam, address, None) for address in asked))
    for field in ("program", "type"):
        typed = [{"program": one, "type": "advocacy", "purpose": "child_safety"} for one in (hidden, absent)]
        assert field in typed[0]
        same(community, *(sent(sam, f"{case}/requests/new", form) for form in typed))
    forms = [paper((one,), ("report",)) for one in (hidden, absent)]
    for page in ("releases", "releases/preview"):
        same(community, *(sent(sam, f"{case}/{page}", form) for form in forms), without=(hidden, absent))


def test_inviting_advocates_is_answered_alike_whether_they_serve_the_child_or_not(
    ground: Ground, sites: dict[str, Site], visitors: dict[str, Visitor]
) -> None:
    community, ana = ground.community, visitors["ana_cps_worker"]
    form = {"program": community.programs["advocates"].id}
    there, not_there = (sites[name] for name in ("release_none", "hub_none"))
    answers = [
        Answer.of(community, sent(ana, f"/cases/{site.case_id}/team/programs", form)) for site in (there, not_there)
    ]
    assert [answer.status for answer in answers] == [303, 303]
    assert answers[0].statements == answers[1].statements
    again = [ana.get(f"/cases/{site.case_id}/team").text for site in (there, not_there)]
    offered = [page.count("Community Advocates") for page in again]
    assert offered[0] == offered[1]


def test_conflict_page_tells_an_unknown_reference_from_none_that_is_not_yours(
    ground: Ground, sites: dict[str, Site], visitors: dict[str, Visitor]
) -> None:
    community = ground.community
    target = f"person:{community.people['int_harbor']}"
    hidden = [sites["not_placed"].reference, sites["conflict"].reference, "QQQQ-QQQQ", "", "nonsense"]
    for slug in ("pri_privacy", "sam_cps_supervisor", "sgt_lake"):
        forms = [{"reference": one, "target": target} for one in hidden]
        answer = same(community, *(sent(visitors[slug], "/conflicts", form) for form in forms))
        assert answer.status == 404


def test_a_hub_code_is_refused_alike_whatever_is_wrong_with_it(
    ground: Ground, sites: dict[str, Site], visitors: dict[str, Visitor]
) -> None:
    """Unknown, for a case one is shut out of, for a restricted one."""
    assert ground.community.app is not None
    codes = [sites[name].code for name in ("conflict", "restricted_unnamed")] + ["ZZZZ-ZZZZ-ZZZZ", "", "x"]
    forms = [{**paper((), ("advocacy",)), "code": code} for code in codes]
    bodies = {(r.status_code, r.data) for r in (sent(visitors["adv_safe"], "/release-to-hub", f)() for f in forms)}
    assert len(bodies) == 1
    assert next(iter(bodies))[0] == 404


# --- the comparison is no formality -----------------------------------------------------------------------------------


def a_byte_more(app: Door, there: frozenset[str], patch: pytest.MonkeyPatch) -> None:
    """The page about what is there and hidden is one space longer."""
    view: Callable[..., Any] = app.view_functions["cases.read"]

    def telling(case_id: str) -> Any:  # noqa: ANN401 - a view
        try:
            return view(case_id)
        except Refused:
            page = app.page_of("absent")
            page.set_data(page.get_data() + b" " * (case_id in there))
            return page

    patch.setitem(app.view_functions, "cases.read", telling)


def a_statement_more(_app: Door, there: frozenset[str], patch: pytest.MonkeyPatch) -> None:
    """What is there and hidden is looked at twice."""
    usual = cases.read

    def slower(desk: Desk, actor: Actor, case_id: CaseId) -> CasePage:
        if case_id in there:
            desk.facts(actor, case_id)
        return usual(desk, actor, case_id)

    patch.setattr(cases, "read", slower)


@pytest.mark.parametrize("plant", [a_byte_more, a_statement_more], ids=lambda plant: plant.__name__)
def test_a_page_that_told_more_would_be_found(
    ground: Ground,
    sites: dict[str, Site],
    visitors: dict[str, Visitor],
    monkeypatch: pytest.MonkeyPatch,
    plant: Callable[[Door, frozenset[str], pytest.MonkeyPatch], None],
) -> None:
    asked = [pair for pair in pairs(ground.community, sites) if pair[0].startswith("cases.read ")]
    few = [pair for pair in asked if pair[1].program != "advocates"]  # of whom some knew, and are told more slowly
    assert not different(ground, visitors, few)
    plant(ground.community.app, frozenset(site.case_id for site in sites.values()), monkeypatch)
    assert len(different(ground, visitors, few)) == len(few) > 0
