"""Room: tests. Hidden = absent, to the byte: what is refused is answered like what was never there, at the same cost.

Every refused request of the matrix (tests/matrix/doors.py) is sent twice: about what is there and hidden, and with each
of its ids replaced by one that nothing has. Status, headers, body, statements and commits are the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from werkzeug.test import TestResponse

from coordination.door import errors
from coordination.model.action import Action
from coordination.model.ids import new_id
from tests.community import PEOPLE, Community, Visitor, make_community
from tests.databases import Store
from tests.matrix.doors import DOORS
from tests.matrix.filled import paper
from tests.matrix.judged import Judged
from tests.matrix.sites import Ground, Site

FRESH = re.compile(rb'name="(csrf_token|act_key|draft)" value="[^"]*"')
NAMES = ("member", "release_none", "placed", "not_placed", "conflict", "restricted_unnamed", "hub_none", "hub_revoked")
IDS = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What somebody gets, and what it cost."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    statements: int
    commits: int

    @property
    def said(self) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
        """Everything but the cost."""
        return self.status, self.headers, self.body

    @classmethod
    def of(cls, community: Community, ask: Callable[[], TestResponse]) -> Answer:
        """The answer to one request. Only what is new in every page is left out: request id, form tokens and keys."""
        with community.desk.database.count() as tally:
            response = ask()
        headers = tuple(sorted((name, value) for name, value in response.headers if name != "X-Request-Id"))
        return cls(
            status=response.status_code,
            headers=headers,
            body=FRESH.sub(b"", response.data),
            statements=tally.statements,
            commits=tally.commits,
        )


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


def sent(visitor: Visitor, path: str, form: Mapping[str, Any] | None) -> Callable[[], TestResponse]:
    if form is None:
        return lambda: visitor.get(path)
    fields = {name: list(value) if isinstance(value, tuple) else value for name, value in form.items()}
    return lambda: visitor.send(path, fields)


def with_others(site: Site, value: Any, spared: frozenset[str]) -> Any:  # noqa: ANN401 - text or several
    """The same text with ids that nothing has, of the same shape, except those of `spared`."""
    if isinstance(value, tuple):
        return tuple(with_others(site, one, spared) for one in value)
    if value == site.reference:
        return "QQQQ-QQQQ"
    if value == site.code:
        return "ZZZZ-ZZZZ-ZZZZ"
    return IDS.sub(lambda found: found[0] if found[0] in spared else new_id(), str(value))


def pairs(
    community: Community, sites: Mapping[str, Site]
) -> Iterator[tuple[str, Judged, tuple[str, Mapping[str, Any] | None], tuple[str, Mapping[str, Any] | None]]]:
    """(name, who, the request about what is hidden, the request about what is absent)."""
    kept = frozenset({*community.people.values(), *(program.id for program in community.programs.values())})
    for slug in PEOPLE:
        for site in sites.values():
            one = Judged(community=community, slug=slug, site=site)
            seen = [found for found in site.records if one.sees(found.program, found.information_type) == "open"]
            spared = kept | {site.case_id} if one.may(Action.CASE_READ) else kept
            for (endpoint, _), door in DOORS.items():
                for ask in door(one):
                    path = with_others(site, ask.path, spared)
                    form = ask.form and {
                        name: value if name == "draft" else with_others(site, value, spared)
                        for name, value in ask.form.items()
                    }
                    if endpoint == "drafts.resume" and not ask.what and one.may(Action.CASE_READ):
                        continue  # one's own draft on a case that one sees: refused to who is no longer a member
                    if any(f"/records/{record.id}" in ask.path for record in seen):
                        continue  # read but not withdrawn, say: refused, and not hidden
                    if not ask.allowed and not ask.step_up and (path, form) != (ask.path, ask.form):
                        yield f"{endpoint} {ask.what} {slug} {site.name}", one, (ask.path, ask.form), (path, form)


def test_what_is_hidden_is_answered_like_what_is_absent(
    ground: Ground, sites: dict[str, Site], visitors: dict[str, Visitor]
) -> None:
    community = ground.community
    some = list(pairs(community, sites))[:: 1 if community.databases.kind == "sqlite" else 6]
    wrong = []
    for name, one, hidden, absent in some:
        first = Answer.of(community, sent(visitors[one.slug], *hidden))
        second = Answer.of(community, sent(visitors[one.slug], *absent))
        # An advocate served this child until her release to the hub ended: her program's place is read first, and the
        # cost tells her no more than she knew. The bytes are the same for her too.
        knew = one.program == "advocates" and one.site.name == "hub_revoked"
        if (first.said if knew else first) != (second.said if knew else second):
            cost = [(answer.status, answer.statements, answer.commits) for answer in (first, second)]
            wrong.append(f"{name}: {cost}")
    assert not wrong, f"{len(wrong)} of {len(some)}:\n" + "\n".join(wrong[:60])
    assert len(some) > 200


def test_a_bad_form_tells_nothing_either(ground: Ground, sites: dict[str, Site], visitors: dict[str, Visitor]) -> None:
    """Whoever is refused gets the same sentence beside the same field, or the same page, whatever the case is."""
    community, wrong, count = ground.community, [], 0
    for name, one, (path, form), (other, _) in pairs(community, sites):
        if form is not None and one.slug in {"ana_cps_worker", "sgt_lake", "adv_safe", "pri_privacy", "aud_lake"}:
            count += 1
            bad = {"nonsense": "x"}
            first = Answer.of(community, sent(visitors[one.slug], path, bad))
            second = Answer.of(community, sent(visitors[one.slug], other, bad))
            knew = one.program == "advocates" and one.site.name == "hub_revoked"
            if (first.said if knew else first) != (second.said if knew else second) or first.status not in {404, 422}:
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
        typed = [{"program": one, "type": "advocacy", "purpose": "safety"} for one in (hidden, absent)]
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


def test_a_page_that_told_more_would_be_found(
    ground: Ground, sites: dict[str, Site], visitors: dict[str, Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The comparison is no formality: one more byte for what is hidden turns it red."""
    community, usual = ground.community, errors.ErrorPages.on_hub_error

    def telling(self: errors.ErrorPages, error: Any) -> Any:  # noqa: ANN401
        page = usual(self, error)
        if getattr(error, "reason", "") == "no_rule":
            page.set_data(page.get_data() + b" ")
        return page

    monkeypatch.setattr(errors.ErrorPages, "on_hub_error", telling)
    app = community.app
    handlers = app.error_handler_spec[None][None]
    for kind, handler in list(handlers.items()):
        owner = getattr(handler, "__self__", None)
        if owner is not None and handler.__name__ == "on_hub_error":
            monkeypatch.setitem(handlers, kind, owner.on_hub_error)
    site, visitor = sites["not_placed"], visitors["det_lake"]
    record = site.records[0].id
    first = Answer.of(community, sent(visitor, f"/cases/{site.case_id}/records/{record}/correct", None))
    second = Answer.of(community, sent(visitor, f"/cases/{site.case_id}", None))
    assert first != second
