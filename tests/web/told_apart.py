"""Room: tests. Requests about what is hidden, each beside one about what is absent, and whether one could tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.test import TestResponse

from coordination.model.action import Action
from coordination.model.ids import new_id
from tests.community import PEOPLE, Community, Visitor
from tests.matrix.doors import DOORS
from tests.matrix.judged import Judged
from tests.matrix.sites import Ground, Site

FRESH = re.compile(rb'name="(csrf_token|act_key|draft)" value="[^"]*"')
IDS = re.compile("[0-9a-f]{32}")
Request = tuple[str, Mapping[str, Any] | None]
Pair = tuple[str, Judged, Request, Request]


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


def sent(visitor: Visitor, path: str, form: Mapping[str, Any] | None) -> Callable[[], TestResponse]:
    if form is None:
        return lambda: visitor.get(path)
    fields = {name: list(value) if isinstance(value, tuple) else value for name, value in form.items()}
    return lambda: visitor.send(path, fields)


def with_others(site: Site, value: Any, spared: frozenset[str]) -> Any:  # noqa: ANN401 - text or several
    """The same text with ids that nothing has, of the same shape, except those of `spared`."""
    if isinstance(value, tuple):
        return tuple(with_others(site, one, spared) for one in value)
    if isinstance(value, bytes):
        return value
    if value == site.reference:
        return "QQQQ-QQQQ"
    if value == site.code:
        return "ZZZZ-ZZZZ-ZZZZ"
    return IDS.sub(lambda found: found[0] if found[0] in spared else new_id(), str(value))


def pairs(community: Community, sites: Mapping[str, Site]) -> Iterator[Pair]:
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


class Absent:
    """What each person is told of what nothing has, asked once of each request that differs in its ids alone.

    Whatever has ids of its own and is hidden is compared with that one answer, so that all of it is answered alike. A
    difference counts when the same request, asked at that moment with ids that nothing has, is answered in another way.
    """

    def __init__(self, community: Community, visitors: Mapping[str, Visitor]) -> None:
        self._community, self._visitors = community, visitors
        self._told: dict[Hashable, Answer] = {}

    def is_told_alike(self, one: Judged, there: Answer, absent: Request, *, by_cost: bool = True) -> bool:
        """Whether `there`, about what is hidden, is the answer about what is absent. by_cost: at its cost too."""
        key = (one.slug, _shape(one.site, absent))
        known = self._told.get(key)
        if known is None or (known != there if by_cost else known.said != there.said):
            known = self._told[key] = self.anew(one, absent)
        return known == there if by_cost else known.said == there.said

    def anew(self, one: Judged, absent: Request) -> Answer:
        """Asked now."""
        return Answer.of(self._community, sent(self._visitors[one.slug], *absent))


def _shape(site: Site, request: Request) -> Hashable:
    """The request without its ids, except of the case where that is seen: what is beside it may cost more there."""
    path, form = request

    def plain(value: Any) -> Hashable:  # noqa: ANN401 - text, bytes or several
        if isinstance(value, tuple | list):
            return tuple(map(plain, value))
        return value if isinstance(value, bytes) else IDS.sub(kept, str(value))

    def kept(found: re.Match[str]) -> str:
        return found[0] if found[0] == site.case_id else ""

    return plain(path), form is None, tuple((name, plain(value)) for name, value in (form or {}).items())


def different(ground: Ground, visitors: dict[str, Visitor], some: Iterable[Pair]) -> list[str]:
    """The pairs of requests that are not answered alike, at one cost."""
    wrong, nothing = [], Absent(ground.community, visitors)
    for name, one, hidden, absent in some:
        first = Answer.of(ground.community, sent(visitors[one.slug], *hidden))
        # An advocate served this child until her release to the hub ended: her program's place is read first, and the
        # cost tells her no more than she knew. The bytes are the same for her too.
        knew = one.program == "advocates" and one.site.name == "hub_revoked"
        if not nothing.is_told_alike(one, first, absent, by_cost=not knew):
            second = nothing.anew(one, absent)
            cost = [(answer.status, answer.statements, answer.commits) for answer in (first, second)]
            wrong.append(f"{name}: {cost}")
    return wrong
