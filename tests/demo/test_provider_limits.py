"""What the demo provider refuses: strangers, clients without PKCE, codes twice or late, and to be more than a demo."""

from __future__ import annotations

import hashlib
import stat
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from coordination.demo.provider.app import create_provider
from coordination.demo.provider.keys import FILE, load_keys, make_keys
from coordination.demo.provider.people import DemoClient, DemoPerson
from coordination.demo.provider.serve import serve, start
from coordination.model.errors import Misconfigured
from tests.providers.ports import free_port
from tests.providers.relying_party import Clock

AGENCY, BASE, CALLBACK = "North Shelter", "http://localhost:8081", "http://127.0.0.1:8080/callback"
PERSON = DemoPerson(subject="ana", name="Ana <b>", agency=AGENCY, line="Sees nothing yet.")
CLIENT = DemoClient(client_id="hub", redirect_uris=(CALLBACK,))
VERIFIER = "v" * 43
CHALLENGE = urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
ASKED = {
    "response_type": "code",
    "client_id": "hub",
    "redirect_uri": CALLBACK,
    "scope": "openid profile",
    "state": "s",
    "nonce": "n",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def provider(clock: Clock) -> Iterator[FlaskClient]:
    app = create_provider([PERSON], [CLIENT], make_keys([AGENCY]), clock, BASE)
    with app.test_client() as client:
        yield client


def ask(provider: FlaskClient, **changes: str) -> TestResponse:
    """The authorization request with some parameters changed."""
    return provider.get("/north-shelter/authorize", base_url=BASE, query_string=ASKED | changes)


def code(provider: FlaskClient) -> str:
    """Sign in and take the code out of the answer."""
    answer = provider.post("/north-shelter/authorize", base_url=BASE, query_string=ASKED, data={"person": "ana"})
    return parse_qs(urlsplit(answer.location).query)["code"][0]


def redeem(provider: FlaskClient, text: str, **changes: str) -> TestResponse:
    """Exchange a code."""
    form = {"grant_type": "authorization_code", "code": text, "redirect_uri": CALLBACK, "client_id": "hub"}
    data = form | {"code_verifier": VERIFIER} | changes
    return provider.post("/north-shelter/token", base_url=BASE, data=data)


def test_a_code_works_once_within_a_minute(provider: FlaskClient, clock: Clock) -> None:
    text = code(provider)
    assert redeem(provider, text).status_code == 200
    assert redeem(provider, text).json == {
        "error": "invalid_grant",
        "error_description": "Invalid 'code' in request.",
    }
    late = code(provider)
    clock.ahead = timedelta(seconds=61)
    assert redeem(provider, late).status_code == 400


def test_a_code_is_spent_by_a_wrong_verifier(provider: FlaskClient) -> None:
    text = code(provider)
    assert redeem(provider, text, code_verifier="w" * 43).status_code == 400
    assert redeem(provider, text).status_code == 400


@pytest.mark.parametrize(
    "change",
    [{"code_challenge": ""}, {"code_challenge_method": "plain"}, {"code_challenge_method": ""}, {"nonce": ""}],
    ids=["no challenge", "plain", "no method", "no nonce"],
)
def test_a_sign_in_without_pkce_or_nonce_is_refused(provider: FlaskClient, change: dict[str, str]) -> None:
    answer = ask(provider, **change)
    told = parse_qs(urlsplit(answer.location).query)
    assert told["error"] == ["invalid_request"]
    assert told["iss"] == [f"{BASE}/north-shelter"]


@pytest.mark.parametrize("change", [{"client_id": "other"}, {"redirect_uri": "https://evil.example/"}])
def test_strangers_are_not_sent_anywhere(provider: FlaskClient, change: dict[str, str]) -> None:
    assert ask(provider, **change).location is None


def test_a_person_of_another_agency_cannot_be_pressed(provider: FlaskClient) -> None:
    pressed = provider.post("/north-shelter/authorize", base_url=BASE, query_string=ASKED, data={"person": "dana"})
    assert pressed.status_code == 400


def test_pages_run_nothing_and_lead_only_back_to_the_hub(provider: FlaskClient) -> None:
    page = ask(provider)
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert policy.endswith("form-action 'self' http://127.0.0.1:8080")
    assert page.headers["Cache-Control"] == "no-store"
    assert "<script" not in page.text
    assert "Ana &lt;b&gt;" in page.text


def test_the_front_page_lists_everybody_and_the_style_is_served(provider: FlaskClient) -> None:
    assert "Sees nothing yet." in provider.get("/", base_url=BASE).text
    with provider.get("/static/provider.css", base_url=BASE) as style:
        assert style.status_code == 200


def test_only_this_machine_is_answered(provider: FlaskClient) -> None:
    assert provider.get("/", base_url=BASE, environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 403


def test_another_name_for_this_machine_is_not_answered(provider: FlaskClient) -> None:
    assert provider.get("/", base_url="http://evil.example:8081").status_code == 403


def test_a_form_of_another_site_is_not_taken(provider: FlaskClient) -> None:
    headers = {"Origin": "https://evil.example"}
    pressed = provider.post("/north-shelter/authorize", base_url=BASE, query_string=ASKED, headers=headers)
    assert pressed.status_code == 403


@pytest.mark.parametrize("base", ["http://192.0.2.7:8081", "https://idp.agency.example", "http://localhost:8081/x"])
def test_the_provider_refuses_to_be_anywhere_else(base: str) -> None:
    with pytest.raises(Misconfigured):
        create_provider([PERSON], [CLIENT], make_keys([AGENCY]), Clock(), base)


def test_the_provider_refuses_to_listen_anywhere_else() -> None:
    app = create_provider([PERSON], [CLIENT], make_keys([AGENCY]), Clock(), BASE)
    with pytest.raises(Misconfigured):
        start(app, 8081, host="0.0.0.0")
    with pytest.raises(Misconfigured):
        serve(app, 8081, host="192.0.2.7")


def test_a_taken_port_is_said_in_a_sentence() -> None:
    app = create_provider([PERSON], [CLIENT], make_keys([AGENCY]), Clock(), BASE)
    port = free_port()
    running = start(app, port)
    try:
        with pytest.raises(Misconfigured, match="choose another"):
            start(app, port)
    finally:
        running.stop()


def test_an_agency_without_a_key_does_not_start() -> None:
    with pytest.raises(Misconfigured):
        create_provider([PERSON], [CLIENT], {}, Clock(), BASE)


def test_keys_are_made_once_and_kept_private(tmp_path: Path) -> None:
    first = load_keys(tmp_path, [AGENCY])
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    both = load_keys(tmp_path, [AGENCY, "South Clinic"])
    assert both["north-shelter"].kid == first["north-shelter"].kid
    assert load_keys(tmp_path, [AGENCY])["south-clinic"].kid == both["south-clinic"].kid
    assert "d" not in both["south-clinic"].as_dict(private=False)
