"""A provider that could not be trusted as written stops the hub from starting, with one sentence."""

from __future__ import annotations

from typing import Any

import pytest

from coordination.model.errors import Misconfigured
from coordination.web.signin.settings import IssuerSettings, is_safe_url, origin

GOOD: dict[str, Any] = {"issuer": "https://idp.agency.example/realm", "client_id": "hub"}
WRONG: dict[str, dict[str, Any]] = {
    "plain http": {"issuer": "http://idp.agency.example"},
    "no scheme": {"issuer": "idp.agency.example"},
    "query": {"issuer": "https://idp.agency.example/?a=1"},
    "fragment": {"issuer": "https://idp.agency.example/#a"},
    "user name": {"issuer": "https://me@idp.agency.example/"},
    "loopback as user name": {"issuer": "http://localhost@idp.agency.example/"},
    "odd port": {"issuer": "https://idp.agency.example:port/"},
    "no client": {"client_id": ""},
    "algorithm none": {"algorithms": frozenset({"ES256", "none"})},
    "shared secret algorithm": {"algorithms": frozenset({"HS256"})},
    "no algorithm": {"algorithms": frozenset()},
    "secret and key": {"client_secret": "s", "private_key": "k"},
    "key that shares a secret": {"private_key": "k", "private_key_algorithm": "HS256"},
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG.keys())
def test_wrong_settings_refuse_to_start(change: dict[str, Any]) -> None:
    with pytest.raises(Misconfigured):
        IssuerSettings(**(GOOD | change))


@pytest.mark.parametrize(
    "issuer", [GOOD["issuer"], "http://localhost:8081/cps", "http://[::1]:8081", "http://127.0.0.1"]
)
def test_right_settings_are_taken(issuer: str) -> None:
    assert IssuerSettings(**(GOOD | {"issuer": issuer})).issuer == issuer


def test_secrets_are_not_printed() -> None:
    shown = repr(IssuerSettings(**GOOD, client_secret="open sesame"))
    assert "sesame" not in shown


def test_an_origin_leaves_out_the_default_port() -> None:
    assert origin("https://A.example:443/x") == origin("https://a.example/y") == "https://a.example"
    assert origin("http://a.example:8080/") != origin("http://a.example/")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://", "//a.example", "http://127.0.0.1.evil.example/"])
def test_unsafe_addresses_are_not_safe(url: str) -> None:
    assert not is_safe_url(url)
