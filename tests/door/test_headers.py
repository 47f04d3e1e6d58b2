"""Room: door. Every header on every answer: each rule, signed in or not, and what no rule answers."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Blueprint

from coordination.door.headers import ALWAYS, let_forms_go_to
from coordination.model.action import Action
from coordination.web.app import BLUEPRINTS, create_app
from coordination.web.page import LEAVE_FOR
from tests.community import Community, Visitor, make_community
from tests.databases import SqliteStore

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
AT_THE_PROVIDER = {"/step-up"}  # asks the identity provider, which no test may reach
SAMPLE = {"case_id": "0" * 32, "filename": "hub.css"}


def every_address(community: Community) -> list[tuple[str, str]]:
    """Each rule and method, with made-up ids where it wants some."""
    found = [("GET", "/nowhere"), ("POST", "/nowhere"), ("OPTIONS", "/help"), ("TRACE", "/help"), ("DELETE", "/")]
    for rule in community.app.url_map.iter_rules():
        values = {name: SAMPLE.get(name, "0" * 32) for name in rule.arguments}
        built = rule.build(values)
        assert built is not None, rule
        found += [(method, built[1]) for method in sorted(rule.methods or ())]
    return found


@pytest.mark.parametrize("slug", [None, "ana_cps_worker", "aud_north"])
def test_every_answer_carries_every_header(community: Community, slug: str | None) -> None:
    visitor: Visitor = community.client(slug)  # stays signed in: a form without its token is refused
    for method, path in every_address(community):
        answer = visitor.open(path, method=method)
        answer.close()
        said = answer.headers["Content-Security-Policy"]
        if "sign" not in path:
            assert said == POLICY, (method, path)
        assert "unsafe" not in said
        for name, value in ALWAYS.items():
            assert answer.headers[name] == value, (method, path, name)
        assert answer.headers["X-Request-Id"]
        static = path.startswith("/static/") and answer.status_code == 200
        assert answer.headers["Cache-Control"] == ("no-cache" if static else "no-store"), (method, path)
        assert "Cookie" in answer.headers.get("Vary", "") or path.startswith("/static/")
        assert answer.status_code != 500 or path in AT_THE_PROVIDER, (method, path)
    assert visitor.get("/sessions").status_code == (200 if slug else 303)


def test_a_fingerprinted_file_may_be_kept(community: Community) -> None:
    answer = community.client().get("/static/hub.css?v=123456789012")
    answer.close()
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert community.client().get("/static/absent.css?v=123456789012").headers["Cache-Control"] == "no-store"


def test_forms_may_end_at_an_issuer_only_where_a_page_says_so(community: Community) -> None:
    pages = Blueprint("planted", __name__)

    @pages.get("/planted", action=Action.CASE_READ)
    def show() -> str:
        let_forms_go_to("https://id.north-county.example")
        return "a form"

    community._app = create_app(community.hub, blueprints=(*BLUEPRINTS, pages))
    visitor = community.client("ana_cps_worker")
    said = visitor.get("/planted").headers["Content-Security-Policy"]
    assert "form-action 'self' https://id.north-county.example;" in said
    assert visitor.get("/help").headers["Content-Security-Policy"] == POLICY


def test_strict_transport_is_asked_for_on_https_only(sqlite_store: SqliteStore, tmp_path: Path) -> None:
    for number, url in enumerate(("https://hub.example", "http://127.0.0.1:8000")):
        for community in make_community(sqlite_store, tmp_path / str(number), PUBLIC_URL=url):
            answer = community.client().get("/healthz")
            assert answer.status_code == 200
            assert ("Strict-Transport-Security" in answer.headers) == url.startswith("https")


def test_pages_name_nothing_from_elsewhere(community: Community) -> None:
    visitor = community.client("ana_cps_worker")
    for path in ("/help", "/help/releases", "/nowhere"):
        text = visitor.get(path).text.replace(f'href="{LEAVE_FOR}" rel="noreferrer"', "")
        for sign in ('src="http', "src='http", 'href="http', 'href="//', 'src="//', "style=", "onclick", "<script>"):
            assert sign not in text, (path, sign)
