"""Room: door. Log lines hold no personal data: canaries in every place of a request reach none of them."""

from __future__ import annotations

import io
import json

import pytest
from flask import Blueprint

from coordination.door.log import FIELDS, logger, where
from coordination.model.action import Action
from coordination.model.errors import Refused
from coordination.web.app import BLUEPRINTS, create_app
from tests.community import Community

CANARY = "Quillfeather"


def lines(community: Community) -> list[dict[str, object]]:
    return [json.loads(line) for line in community.logged.getvalue().splitlines()]


def test_no_canary_reaches_a_line(community: Community) -> None:
    pages = Blueprint("planted", __name__)

    @pages.route("/planted/<name>", methods=["GET", "POST"], action=Action.RECORD_FILE)
    def fail(name: str) -> str:
        raise ValueError(f"{name} {CANARY}")

    @pages.get("/refused/<name>", action=Action.CASE_READ)
    def refuse(name: str) -> str:
        raise Refused(f"{name} {CANARY}", reason="restricted")

    community._app = create_app(community.hub, blueprints=(*BLUEPRINTS, pages), log_to=community.logged)
    visitor = community.client("ana_cps_worker")
    visitor.get(f"/planted/{CANARY}?q={CANARY}", headers={"Referer": f"https://{CANARY}", "X-Name": CANARY})
    visitor.send(f"/planted/{CANARY}", {"story": CANARY, CANARY: "1"})
    visitor.get(f"/refused/{CANARY}")
    visitor.get(f"/{CANARY}")
    visitor.open(f"/{CANARY}", method=CANARY)
    visitor.get("/help", headers={"User-Agent": CANARY})
    visitor.set_cookie(CANARY, CANARY, domain="127.0.0.1")
    visitor.get("/")
    text = community.logged.getvalue()
    assert CANARY not in text
    for hidden in ("Ana", "Brook", "ana_cps_worker", "127.0.0.1", community.people["ana_cps_worker"]):
        assert hidden not in text
    assert len(lines(community)) >= 7


def test_a_line_says_rule_status_session_and_reason(community: Community) -> None:
    pages = Blueprint("planted", __name__)

    @pages.get("/refused/<case_id>", action=Action.CASE_READ)
    def refuse(case_id: str) -> str:
        raise Refused(reason="restricted")

    community._app = create_app(community.hub, blueprints=(*BLUEPRINTS, pages), log_to=community.logged)
    answer = community.client("ana_cps_worker").get(f"/refused/{'0' * 32}")
    (line,) = lines(community)
    assert set(line) <= FIELDS
    assert line["rule"] == "/refused/<case_id>"
    assert (line["method"], line["status"], line["reason"]) == ("GET", 404, "restricted")
    assert line["request_id"] == answer.headers["X-Request-Id"]
    assert len(str(line["session"])) == 32


def test_health_and_files_are_quiet(community: Community) -> None:
    visitor = community.client("ana_cps_worker")
    for path in ("/healthz", "/readyz", "/static/hub.css"):
        with visitor.get(path) as answer:
            assert answer.status_code == 200
    assert community.logged.getvalue() == ""


def test_an_unknown_field_never_leaves() -> None:
    stream = io.StringIO()
    logger("INFO", stream).info("request", rule="/help", name=CANARY, path=CANARY)
    assert json.loads(stream.getvalue()) == {"event": "request", "level": "info", "rule": "/help"}


def test_where_quotes_no_message() -> None:
    with pytest.raises(ValueError, match=CANARY) as caught:
        raise ValueError(CANARY)
    assert CANARY not in where(caught.value)
    assert where(caught.value).startswith("test_log_lines:")
