"""Room: tests. The database gone, full, held by somebody, or its log shut: each request is whole, or 503 and nothing.

Through the real door, every route of it. Nothing is shown, nothing is changed, no thread hangs, and the hub goes on by
itself within five seconds of the repair.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from coordination.casework import cases, drafts, records, releases, teams
from coordination.database.engine import Database
from coordination.database.metadata import metadata
from coordination.door.app import PolicedRule
from coordination.door.policy import PUBLIC, SIGNED_IN
from coordination.model.ids import DraftId, new_id
from tests.community import Community, Visitor, make_community
from tests.databases import Store
from tests.faults import breakable
from tests.faults.breakable import Breakable
from tests.faults.clerk import FIELD, FORM

pytestmark = pytest.mark.slow

CANARY = "Kingfisher"
LONGEST_SECONDS = 6.0
REPAIRED_SECONDS = 5.0
# One form for every POST: whatever a view asks for is in it.
TYPED: Mapping[str, object] = {
    "called": CANARY,
    "confirm": "yes",
    "expires_on": "2026-12-01",
    "form": FORM,
    "how": "oral",
    "information_type": "criminal_investigation",
    "method": "paper",
    "not_condition": "yes",
    "purpose": "investigation",
    "q": CANARY,
    "reason": "wrong_case",
    "signer_1_abuser": "no",
    "signer_1_capacity": "minor",
    "signer_1_name": "Kim Day",
    "types": "child_protection",
    "words": "Kestrel",  # a search shows its words again, and the directory needs no entry to do so
    FIELD: f"{CANARY} was seen",
}
Break = Callable[[Community], AbstractContextManager[None]]


@pytest.fixture
def stopping(breakable_cluster: Breakable) -> Break:
    """PostgreSQL: the cluster is stopped without a goodbye."""

    @contextmanager
    def stopped(_community: Community) -> Iterator[None]:
        breakable_cluster.crash()
        try:
            yield
        finally:
            breakable_cluster.start_again()

    return stopped


OUTAGES = {
    "sqlite-gone": ("sqlite_store", breakable.moved_away),
    "sqlite-full": ("sqlite_store", breakable.full),
    "sqlite-log-shut": ("sqlite_store", breakable.log_shut),
    "postgresql-stopped": ("breakable_cluster", None),
    "postgresql-log-shut": ("breakable_cluster", breakable.log_shut),
}


@pytest.fixture(params=OUTAGES)
def scene(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Community, Break]]:
    """A community at work, and a way to take its database away."""
    name, way = OUTAGES[request.param]
    store: Store = request.getfixturevalue(name)
    with contextmanager(make_community)(store, tmp_path / "home") as community:
        yield community, way or request.getfixturevalue("stopping")


class Work:
    """A case with everything on it, its people signed in, and the addresses of all pages about it."""

    def __init__(self, community: Community) -> None:
        desk, ana = community.desk, community.actor("ana_cps_worker")
        det = community.programs["detectives"].id
        self.community = community
        self.case = cases.open_case(desk, ana, {"called": CANARY}, new_id())
        teams.invite(desk, ana, self.case, det, new_id())
        self.record = records.file(desk, ana, self.case, FORM, {FIELD: f"{CANARY} was seen"}, new_id())
        typed: dict[str, Any] = {**TYPED, "recipients": (det,), "types": ("child_protection",)}
        self.release = releases.record(desk, ana, self.case, typed, new_id())
        self.draft = drafts.save(desk, ana, self.case, {FIELD: CANARY}, draft_id=DraftId(new_id()), form_slug=FORM)
        self.ids = {
            "case_id": self.case,
            "record_id": self.record,
            "release_id": self.release,
            "draft_id": self.draft,
            "program_id": det,
            "person_id": ana.person_id,
        }
        people = ("ana_cps_worker", "sam_cps_supervisor", "aud_north", "pri_privacy", "adv_safe")
        self.clients = {slug: community.client(slug) for slug in people}

    @property
    def ana(self) -> Visitor:
        """The worker whose case it is."""
        return self.clients["ana_cps_worker"]

    def requests(self) -> Iterator[tuple[str, str]]:
        """Every (method, path) behind sign-in."""
        for rule in self.community.app.url_map.iter_rules():
            assert isinstance(rule, PolicedRule)
            if rule.endpoint == "static" or rule.action in {PUBLIC, SIGNED_IN}:
                continue
            path = rule.rule
            for name in rule.arguments:
                path = path.replace(f"<{name}>", self.ids.get(name, new_id()))
            yield from ((method, path) for method in sorted((rule.methods or set()) & {"GET", "POST"}))

    def core(self) -> list[tuple[str, str, str]]:
        """(who, method, path) of what must be 503, since each shows or changes something."""
        case, ana = f"/cases/{self.case}", "ana_cps_worker"
        return [
            (ana, "GET", "/cases"),
            (ana, "GET", case),
            (ana, "GET", f"{case}/records/{self.record}"),
            (ana, "GET", f"{case}/records/{self.record}/history"),
            (ana, "GET", f"{case}/team"),
            (ana, "GET", f"{case}/releases"),
            (ana, "GET", f"/drafts/{self.draft}"),
            (ana, "POST", "/search"),
            (ana, "POST", "/cases"),
            (ana, "POST", f"{case}/records/new"),
            (ana, "POST", f"{case}/records/{self.record}/correct"),
            (ana, "POST", f"{case}/records/{self.record}/withdraw"),
            (ana, "POST", f"{case}/releases/{self.release}/revoke"),
            ("aud_north", "GET", "/access-log"),
        ]

    def ask(self, who: str, method: str, path: str) -> TestResponse:
        """One request, which must not take long."""
        client, began = self.clients[who], time.monotonic()
        answer = client.get(path) if method == "GET" else client.send(path, TYPED)
        assert time.monotonic() - began < LONGEST_SECONDS, (method, path)
        return answer

    def everything(self) -> dict[str, list[Any]]:
        """Every row of every table, as its owner sees it."""
        databases = self.community.databases
        address = databases.superuser or databases.owner
        with closing(Database.open(address, allow_owner=True)) as owner, owner.read() as rows:
            return {table.name: sorted(map(repr, rows.execute(select(table)))) for table in metadata.sorted_tables}


def nothing_in(answer: TestResponse) -> None:
    """Not a word of anybody's, and no stack."""
    assert CANARY not in answer.text
    assert answer.status_code != 500


def test_each_request_is_whole_or_503_with_nothing_shown_or_changed(scene: tuple[Community, Break]) -> None:
    community, taken_away = scene
    work = Work(community)
    assert CANARY in work.ana.get(f"/cases/{work.case}").text
    before, asked = work.everything(), 0
    with taken_away(community):
        for who, method, path in work.core():
            answer = work.ask(who, method, path)
            nothing_in(answer)
            assert answer.status_code == 503, (method, path, answer.status_code)
            assert "Retry-After" in answer.headers
        for method, path in work.requests():
            for who in work.clients:
                nothing_in(work.ask(who, method, path))
                asked += 1
        assert work.ana.get("/healthz").status_code == 200
    repaired = time.monotonic()
    assert work.everything() == before
    while work.ana.get("/readyz").status_code != 200:
        assert time.monotonic() - repaired < REPAIRED_SECONDS
        time.sleep(0.05)
    assert CANARY in work.ana.get(f"/cases/{work.case}").text
    filed = work.ask("ana_cps_worker", "POST", f"/cases/{work.case}/records/new")
    assert filed.status_code == 303
    assert time.monotonic() - repaired < REPAIRED_SECONDS
    assert asked > 200


def test_nobody_hangs_while_somebody_holds_the_log(community: Community) -> None:
    work = Work(community)
    before = work.everything()
    with breakable.held(community), ThreadPoolExecutor(4) as pool:
        sent = [pool.submit(work.ask, who, method, path) for who, method, path in work.core()[1:14:4]]
        for answer in [one.result() for one in sent]:
            nothing_in(answer)
            assert answer.status_code == 503
    assert work.everything() == before
    assert CANARY in work.ana.get(f"/cases/{work.case}").text
