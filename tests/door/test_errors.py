"""Room: door. What goes wrong, as pages: hidden and absent alike, never a stack, never a word of a record."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from flask import Blueprint
from psycopg import sql

from coordination.model.action import Action
from coordination.model.errors import Conflict, HubError, Invalid, Misconfigured, Refused, Unavailable
from coordination.web.app import BLUEPRINTS, create_app
from tests.community import Community, Visitor

CANARY = "Quillfeather"
ID = "0" * 32


def planted() -> Blueprint:
    pages = Blueprint("planted", __name__)
    errors: dict[str, Exception] = {
        "refused": Refused(reason="no_rule"),
        "hidden": Refused(f"{CANARY} is restricted.", reason="restricted"),
        "conflict": Conflict("Somebody corrected this record first."),
        "invalid": Invalid({"story": "Write what was said."}),
        "unavailable": Unavailable(),
        "misconfigured": Misconfigured(f"{CANARY} is wrong."),
        "mistake": KeyError(CANARY),
        "bare": HubError("A sixth error."),
    }

    @pages.get("/planted/<kind>", action=Action.CASE_READ)
    def fail(kind: str) -> str:
        raise errors[kind]

    @pages.get("/planted/case/<case_id>", action=Action.CASE_READ)
    def never(case_id: str) -> str:
        raise AssertionError(case_id)

    return pages


@contextmanager
def without_database(community: Community) -> Iterator[None]:
    """Take the database away for real: a folder where its file was, or a server that takes no connection."""
    community.hub.desk.database.close()
    if community.databases.kind == "sqlite":
        file = Path(community.databases.app.removeprefix("sqlite:///"))
        aside = file.rename(file.with_suffix(".aside"))
        file.mkdir()
        yield
        file.rmdir()
        aside.rename(file)
        return
    url = community.databases.superuser.replace("+psycopg", "")
    base, _, name = url.rpartition("/")
    with psycopg.connect(f"{base}/postgres", autocommit=True) as server:
        server.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(sql.Identifier(name)))
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        yield
        server.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS true").format(sql.Identifier(name)))


@pytest.fixture
def ana(community: Community) -> Visitor:
    community._app = create_app(community.hub, blueprints=(*BLUEPRINTS, planted()), log_to=community.logged)
    return community.client("ana_cps_worker")


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("refused", 404),
        ("hidden", 404),
        ("conflict", 409),
        ("invalid", 422),
        ("unavailable", 503),
        ("misconfigured", 500),
        ("mistake", 500),
        ("bare", 500),
    ],
)
def test_each_error_has_its_page_without_a_stack(community: Community, ana: Visitor, kind: str, status: int) -> None:
    answer = ana.get(f"/planted/{kind}")
    assert answer.status_code == status
    assert CANARY not in answer.text
    assert "Traceback" not in answer.text
    assert "Ana Brook" not in answer.text
    assert CANARY not in community.logged.getvalue()


def test_hidden_absent_and_no_such_page_are_the_same_bytes(community: Community, ana: Visitor) -> None:
    paths = ("/planted/refused", "/planted/hidden", "/nowhere", "/planted/case/nonsense", f"/help/{ID}", "/static/none")
    answers = [ana.get(path) for path in paths]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.data for answer in answers}) == 1
    headers = [{k: v for k, v in answer.headers if k != "X-Request-Id"} for answer in answers]
    assert len({tuple(sorted(one.items())) for one in headers[:-1]}) == 1
    assert len({answer.headers["X-Request-Id"] for answer in answers}) == len(answers)


def test_two_people_get_the_same_bytes_too(community: Community, ana: Visitor) -> None:
    others = [community.client(slug).get("/planted/refused").data for slug in ("det_lake", "aud_north", "adv_safe")]
    assert {*others} == {ana.get("/planted/hidden").data}


def test_conflict_and_invalid_say_what_to_do(ana: Visitor) -> None:
    assert "Somebody corrected this record first." in ana.get("/planted/conflict").text
    assert "Write what was said." in ana.get("/planted/invalid").text


def test_unavailable_says_when_to_try_again(ana: Visitor) -> None:
    assert ana.get("/planted/unavailable").headers["Retry-After"] == "30"


def test_a_mistake_is_noted_by_place_and_not_by_message(community: Community, ana: Visitor) -> None:
    ana.get("/planted/mistake")
    assert '"error": "KeyError"' in community.logged.getvalue()
    assert "test_errors:" in community.logged.getvalue()


def test_without_a_database_every_page_is_503_and_the_process_lives(community: Community, ana: Visitor) -> None:
    with without_database(community):
        for path in ("/planted/refused", "/", "/readyz"):
            assert ana.get(path).status_code == 503, path
        assert ana.get("/healthz").status_code == 200
        assert ana.get("/nowhere").status_code == 404
    assert ana.get("/readyz").status_code == 200
    assert ana.get("/planted/refused").status_code == 404
