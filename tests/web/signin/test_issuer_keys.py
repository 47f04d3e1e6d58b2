"""Keys and endpoints of a provider are pinned, kept, and asked for no more often than is decent."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta

import pytest

from coordination.web.signin.fetch import JsonObject
from coordination.web.signin.flow import begin
from coordination.web.signin.issuer import connect
from coordination.web.signin.keys import Keys, read_keys
from coordination.web.signin.refusals import Kind, TokenRefused
from coordination.web.signin.settings import IssuerSettings
from tests.providers.ports import free_port
from tests.web.signin.forge import NOW, REDIRECT, Liar, refusal, signing_key


class Provider:
    """A key set that counts how often it is asked for, and can be down."""

    def __init__(self, *names: str) -> None:
        self.names, self.asked, self.down = list(names), 0, False

    def __call__(self) -> JsonObject:
        self.asked += 1
        if self.down:
            raise TokenRefused(Kind.PROVIDER_UNREACHABLE)
        return {"keys": [dict(signing_key(name).as_dict(private=False)) for name in self.names]}


def test_keys_are_fetched_once() -> None:
    provider = Provider("one")
    keys = Keys(provider)
    for minute in range(10):
        assert keys.find("one", "ES256", NOW + timedelta(minutes=minute)).kid == "one"
    assert provider.asked == 1


def test_a_thousand_unknown_ids_ask_the_provider_once_a_minute() -> None:
    provider = Provider("one")
    keys = Keys(provider)
    keys.find("one", "ES256", NOW)
    for second in range(1000):
        moment = NOW + timedelta(seconds=second * 0.06)
        assert refusal(lambda at=moment: keys.find("forged", "ES256", at)) is Kind.KEY_UNKNOWN  # type: ignore[misc]
    assert provider.asked == 1
    assert refusal(lambda: keys.find("forged", "ES256", NOW + timedelta(minutes=1))) is Kind.KEY_UNKNOWN
    assert provider.asked == 2


def test_a_new_key_is_found_within_a_minute() -> None:
    provider = Provider("one")
    keys = Keys(provider)
    keys.find("one", "ES256", NOW)
    provider.names = ["two"]
    assert refusal(lambda: keys.find("two", "ES256", NOW + timedelta(seconds=59))) is Kind.KEY_UNKNOWN
    assert keys.find("two", "ES256", NOW + timedelta(seconds=60)).kid == "two"
    assert refusal(lambda: keys.find("one", "ES256", NOW + timedelta(seconds=61))) is Kind.KEY_UNKNOWN


def test_known_keys_outlast_a_provider_that_is_down_but_not_half_a_day() -> None:
    provider = Provider("one")
    keys = Keys(provider)
    keys.find("one", "ES256", NOW)
    provider.down = True
    assert keys.find("one", "ES256", NOW + timedelta(hours=11)).kid == "one"
    assert refusal(lambda: keys.find("one", "ES256", NOW + timedelta(hours=12))) is Kind.PROVIDER_UNREACHABLE


def test_a_provider_that_is_down_is_not_asked_again_at_once() -> None:
    provider = Provider("one")
    provider.down = True
    keys = Keys(provider)
    for _ in range(100):
        assert refusal(lambda: keys.find("one", "ES256", NOW)) is Kind.PROVIDER_UNREACHABLE
    assert provider.asked == 1
    provider.down = False
    assert keys.find("one", "ES256", NOW + timedelta(seconds=5)).kid == "one"


@pytest.mark.parametrize(
    "entry",
    [
        "text",
        {"kty": "oct", "k": "c2VjcmV0"},
        {"kty": "XX"},
        {"kty": "EC", "crv": "P-256"},
        dict(signing_key("ec").as_dict(private=True)),
        dict(signing_key("ec").as_dict(private=False)) | {"use": "enc"},
    ],
    ids=["no object", "symmetric", "unknown kind", "incomplete", "private", "for encryption"],
)
def test_what_is_no_public_signing_key_is_left_out(entry: object) -> None:
    good = dict(signing_key("one").as_dict(private=False))
    assert [key.kid for key in read_keys({"keys": [entry, good]})] == ["one"]


def test_a_short_rsa_key_is_not_used() -> None:
    short = {"kty": "RSA", "kid": "short", "e": "AQAB", "n": "w" + "A" * 169 + "E"}
    keys = Keys(lambda: {"keys": [short]})
    assert refusal(lambda: keys.find("short", "RS256", NOW)) is Kind.KEY_UNKNOWN


@pytest.mark.filterwarnings("ignore:Key size")
def test_a_short_rsa_key_in_long_clothes_is_not_used() -> None:
    stretched = urlsafe_b64encode(bytes(128) + b"\xc1" * 128).rstrip(b"=").decode()
    keys = Keys(lambda: {"keys": [{"kty": "RSA", "kid": "short", "e": "AQAB", "n": stretched}]})
    assert refusal(lambda: keys.find("short", "RS256", NOW)) is Kind.KEY_UNSUITABLE


def test_the_document_is_read_once_and_then_pinned(make_liar: Callable[[], Liar]) -> None:
    made = make_liar()
    issuer = connect(made.settings())
    first = issuer.endpoints(NOW)
    made.document["token_endpoint"] = "http://127.0.0.1:9/elsewhere"
    assert issuer.endpoints(NOW + timedelta(days=9)) is first
    assert made.asked["document"] == 1


def test_a_silent_provider_is_said_to_be_unreachable_and_left_alone_for_five_seconds() -> None:
    issuer = connect(IssuerSettings(issuer=f"http://127.0.0.1:{free_port()}", client_id="hub"))
    assert refusal(lambda: issuer.endpoints(NOW)) is Kind.PROVIDER_UNREACHABLE
    assert refusal(lambda: issuer.endpoints(NOW + timedelta(seconds=4))) is Kind.PROVIDER_UNREACHABLE


def test_an_endpoint_on_a_listed_origin_is_taken(make_liar: Callable[[], Liar]) -> None:
    made = make_liar()
    made.document["jwks_uri"] = "https://keys.example.org/set"
    assert refusal(lambda: connect(made.settings()).endpoints(NOW)) is Kind.DISCOVERY_REFUSED
    listed = IssuerSettings(issuer=made.issuer, client_id="hub", more_origins=frozenset({"https://keys.example.org"}))
    assert connect(listed).endpoints(NOW).keys == "https://keys.example.org/set"


def test_a_slow_provider_holds_no_more_than_eight_of_the_hubs_threads(
    make_liar: Callable[[], Liar], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coordination.web.signin.issuer.LONGEST_QUEUE", 0.01)
    issuer = connect(make_liar().settings())
    with ExitStack() as slow:
        for _ in range(8):
            slow.enter_context(issuer.turn())
        assert refusal(lambda: begin(issuer, REDIRECT, NOW)) is Kind.PROVIDER_UNREACHABLE
    assert refusal(lambda: begin(issuer, REDIRECT, NOW)) is None


def test_an_answer_that_takes_too_long_is_given_up(
    make_liar: Callable[[], Liar], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coordination.web.signin.fetch.LONGEST_ANSWER", 0.0)
    assert refusal(lambda: connect(make_liar().settings()).endpoints(NOW)) is Kind.PROVIDER_UNREACHABLE
