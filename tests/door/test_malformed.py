"""Room: door. Bad requests of 80 kinds: each is answered 4xx, none changes anything, and the hub goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Blueprint, request
from werkzeug.test import EnvironBuilder

from coordination.model.action import Action
from coordination.web.app import BLUEPRINTS, create_app
from tests.community import AGENT, Community, Visitor

FORM = "application/x-www-form-urlencoded"
ID = "0" * 32
Wrong = tuple[str, dict[str, Any]]

BAD_BYTES = {
    "nul": b"%00",
    "nul_inside": b"a%00b",
    "raw_nul": b"\x00",
    "lone_continuation": b"%80",
    "overlong_slash": b"%C0%AF",
    "overlong_nul": b"%C0%80",
    "surrogate": b"%ED%A0%80",
    "surrogate_pair": b"%ED%A0%BD%ED%B8%80",
    "beyond_unicode": b"%F4%90%80%80",
    "cut_short": b"%E2%82",
    "latin1": b"%E9",
    "raw_latin1": b"\xe9",
    "utf16_mark": b"%FF%FE",
}
IDS = {
    "short": "0" * 31,
    "long": "0" * 33,
    "capital": "A" * 32,
    "not_hex": "g" * 32,
    "quote": "'%20OR%201=1--",
    "dots": "..%2f..%2fetc",
    "number": "1",
    "negative": "-1",
    "full_width": "%EF%BC%90" * 32,
    "newline": "0" * 32 + "%0a",
    "dash": "00000000-0000-0000-0000-000000000000",
    "template": "{{7*7}}",
}
TYPES = (
    "application/json",
    "application/octet-stream",
    "application/x-www-form-urlencoded; charset=utf-16",
    "application/x-www-form-urlencoded; charset=utf-7",
    "application/xml",
    "image/png",
    "message/rfc822",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "multipart/mixed",
    "text/html",
    "text/plain",
    "",
    "nonsense",
)
HOSTS = (
    "",
    "evil.example",
    "127.0.0.1",
    "127.0.0.1:80",
    "127.0.0.1:8000.evil.example",
    "localhost:8000",
    "[::1]:8000",
    "a b",
    "127.0.0.1:8000@evil.example",
    "evil.example#127.0.0.1:8000",
)


def wrongs() -> dict[str, Wrong]:
    """Name → (path, what else the request says)."""
    found: dict[str, Wrong] = {}
    for name, raw in BAD_BYTES.items():
        quoted = raw.decode("latin-1")
        found[f"query_{name}"] = ("/planted", {"query_string": f"q={quoted}"})
        found[f"query_name_{name}"] = ("/planted", {"query_string": f"{quoted}=1"})
        found[f"body_{name}"] = ("/planted", {"data": b"story=" + raw})
        found[f"body_name_{name}"] = ("/planted", {"data": raw + b"=1"})
    for name, text in IDS.items():
        found[f"id_{name}"] = (f"/planted/{text}", {"method": "GET"})
    for kind in TYPES:
        found[f"type_{kind}"] = ("/planted", {"data": b"{}", "content_type": kind})
    for host in HOSTS:
        found[f"host_{host}"] = ("/planted", {"method": "GET", "host": host})
    for method in ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "G" * 100):
        found[f"method_{method}"] = ("/planted", {"method": method})
    found["body_too_large"] = ("/planted", {"data": b"story=" + b"a" * 256 * 1024})
    found["body_too_many_fields"] = ("/planted", {"data": b"&".join(b"a=1" for _ in range(1001))})
    found["query_too_many_fields"] = ("/planted", {"query_string": "&".join("a=1" for _ in range(1001))})
    found["query_too_long"] = ("/planted", {"query_string": "a" * 5000})
    found["path_too_long"] = ("/planted/" + "a" * 5000, {"method": "GET"})
    found["path_bad_utf8"] = ("/planted/%80", {"method": "GET"})
    found["path_nul"] = ("/planted/%00", {"method": "GET"})
    found["length_lies"] = ("/planted", {"data": b"story=x", "length": "99999999"})
    found["no_token"] = ("/planted", {"token": None})
    found["token_garbage"] = ("/planted", {"token": "." * 3000})
    found["token_not_ascii"] = ("/planted", {"token": "\xe9"})
    return found


WRONGS = wrongs()


def planted(happened: list[str]) -> Blueprint:
    pages = Blueprint("planted", __name__)

    @pages.route("/planted", methods=["GET", "POST"], action=Action.RECORD_FILE)
    def keep() -> str:
        happened.append(str(request.form.to_dict()))
        return "kept"

    @pages.get("/planted/<case_id>", action=Action.CASE_READ)
    def show(case_id: str) -> str:
        happened.append(case_id)
        return "shown"

    return pages


def sent(visitor: Visitor, path: str, says: dict[str, Any]) -> int:
    """The status of one wrong request, made without the client's own tidying."""
    builder = EnvironBuilder(path=path, base_url=visitor.door.hub.settings.public_url, method="POST")
    environ = builder.get_environ()
    environ["REQUEST_METHOD"] = says.get("method", "POST")
    environ["QUERY_STRING"] = says.get("query_string", "")
    environ["HTTP_HOST"] = says.get("host", environ["HTTP_HOST"])
    body = says.get("data", b"story=x")
    cookie = visitor.get_cookie("__Host-coordination", domain="127.0.0.1")
    assert cookie is not None
    made = EnvironBuilder(data=body).get_environ()
    environ.update({"wsgi.input": made["wsgi.input"], "CONTENT_LENGTH": says.get("length", str(len(body)))})
    environ["CONTENT_TYPE"] = says.get("content_type", FORM)
    environ["HTTP_COOKIE"] = f"__Host-coordination={cookie.value}"
    environ["HTTP_USER_AGENT"] = AGENT
    token = says.get("token", visitor.form_token())  # in a header, so that it is right whatever the body
    environ.update({} if token is None else {"HTTP_X_CSRFTOKEN": token})
    status: list[int] = []

    def start(line: str, headers: list[tuple[str, str]], *_: object) -> Callable[[bytes], object]:
        status.append(int(line.split(maxsplit=1)[0]))
        return lambda _data: None

    b"".join(visitor.door.wsgi_app(environ, start))
    return status[0]


def test_the_corpus_is_large() -> None:
    assert len(WRONGS) >= 60


def test_every_wrong_request_is_4xx_and_nothing_happens(community: Community) -> None:
    happened: list[str] = []
    community._app = create_app(community.hub, blueprints=(*BLUEPRINTS, planted(happened)), log_to=community.logged)
    visitor = community.client("ana_cps_worker")
    answers = {name: sent(visitor, path, says) for name, (path, says) in WRONGS.items()}
    assert {name: status for name, status in answers.items() if not 400 <= status < 500} == {}
    assert happened == []
    assert sent(visitor, "/planted", {}) == 200  # the same request without anything wrong is taken
    assert happened == ["{'story': 'x'}"]


@pytest.mark.parametrize("text", ["Zoë 😀 \u202e", "line\r\nline", "a" * 200_000, "%00", "'; DROP TABLE cases; --"])
def test_what_people_may_write_arrives_as_written(community: Community, text: str) -> None:
    pages = Blueprint("planted", __name__)
    read: list[str] = []

    @pages.post("/planted", action=Action.RECORD_FILE)
    def keep() -> str:
        read.append(request.form["story"])
        return "kept"

    community._app = create_app(community.hub, blueprints=(*BLUEPRINTS, pages))
    assert community.client("ana_cps_worker").send("/planted", {"story": text}).status_code == 200
    assert read == [text]
