"""What the hub asks of a provider, how it proves itself there, and that no token reaches a log."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Response, jsonify, request
from joserfc import jwt
from joserfc.jwk import ECKey

from coordination.model.errors import Misconfigured, Refused
from coordination.web.signin.flow import begin
from coordination.web.signin.issuer import connect
from coordination.web.signin.logout import logout_url
from coordination.web.signin.refusals import Kind, TokenRefused
from coordination.web.signin.settings import IssuerSettings
from coordination.web.signin.tokens import unverified_issuer
from tests.web.signin.forge import ACCESS, CODE, NOW, REDIRECT, SECRET, Attempt, Liar, attempt

MakeLiar = Callable[[], Liar]


def asked(url: str) -> dict[str, str]:
    """The parameters of an address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def test_a_sign_in_asks_for_a_code_with_pkce_state_and_nonce(make_liar: MakeLiar) -> None:
    url, pending = begin(connect(make_liar().settings()), REDIRECT, NOW)
    parameters = asked(url)
    assert parameters["response_type"] == "code"
    assert parameters["code_challenge_method"] == "S256"
    assert parameters["code_challenge"] not in ("", pending.verifier)
    assert (parameters["state"], parameters["nonce"]) == (pending.state, pending.nonce)
    assert (parameters["max_age"], parameters["scope"]) == ("43200", "openid profile")
    assert pending.verifier not in url


def test_a_step_up_asks_for_the_second_factor_again(make_liar: MakeLiar) -> None:
    url, pending = begin(connect(make_liar().settings()), REDIRECT, NOW, step_up=True, subject="dana", prompt="login")
    parameters = asked(url)
    assert (parameters["acr_values"], parameters["max_age"]) == ("https://refeds.org/profile/mfa", "300")
    assert parameters["prompt"] == "login"
    assert (pending.step_up, pending.subject) == (True, "dana")


def test_no_two_sign_ins_share_a_secret(make_liar: MakeLiar) -> None:
    issuer = connect(make_liar().settings())
    first, second = begin(issuer, REDIRECT, NOW)[1], begin(issuer, REDIRECT, NOW)[1]
    assert not {first.state, first.nonce, first.verifier} & {second.state, second.nonce, second.verifier}


def heard(tried: Attempt, settings: IssuerSettings) -> dict[str, str]:
    """Sign in with these settings; what the token endpoint was told, the Authorization header included."""
    told: dict[str, str] = {}
    body = {"id_token": tried.token(), "access_token": ACCESS, "token_type": "bearer"}

    def respond() -> Response:
        told.update(request.form.to_dict() | {"authorization": request.headers.get("Authorization", "")})
        return jsonify(body)

    tried.respond, tried.settings = respond, settings
    assert tried.sign_in().subject == "dana"
    return told


def test_the_code_is_redeemed_with_its_verifier(make_liar: MakeLiar) -> None:
    tried = attempt(make_liar())
    told = heard(tried, tried.settings)
    assert (told["code"], told["code_verifier"], told["redirect_uri"]) == (CODE, tried.pending.verifier, REDIRECT)
    assert told["authorization"].startswith("Basic ")


def test_a_secret_goes_into_the_body_where_the_provider_wants_it_there(make_liar: MakeLiar) -> None:
    tried = attempt(make_liar())
    tried.liar.document["token_endpoint_auth_methods_supported"] = ["client_secret_post"]
    assert heard(tried, tried.settings)["client_secret"] == SECRET


def test_a_public_client_sends_its_name_only(make_liar: MakeLiar) -> None:
    tried = attempt(make_liar())
    told = heard(tried, replace(tried.settings, client_secret=None))
    assert told["client_id"] == "hub"
    assert told["authorization"] == ""


@pytest.mark.parametrize("form", ["jwk", "pem"])
def test_a_private_key_proves_the_hub(make_liar: MakeLiar, form: str) -> None:
    tried = attempt(make_liar())
    key = ECKey.generate_key("P-256")
    text = json.dumps(key.as_dict(private=True)) if form == "jwk" else key.as_pem(private=True).decode()
    told = heard(tried, replace(tried.settings, client_secret=None, private_key=text))
    claims = jwt.decode(told["client_assertion"], key, ["ES256"]).claims
    assert (claims["iss"], claims["sub"]) == ("hub", "hub")
    assert claims["aud"] == f"{tried.liar.issuer}/token"


def test_a_private_key_that_cannot_be_read_is_said_plainly(make_liar: MakeLiar) -> None:
    settings = replace(make_liar().settings(), client_secret=None, private_key="no key")
    with pytest.raises(Misconfigured):
        connect(settings)


def test_signing_out_leads_to_the_providers_page(make_liar: MakeLiar) -> None:
    made = make_liar()
    url = logout_url(connect(made.settings()), NOW, id_token_hint="t", post_logout_redirect_uri=REDIRECT, state="s")
    assert url is not None
    assert url.startswith(f"{made.issuer}/leave?")
    assert asked(url) == {
        "client_id": "hub",
        "id_token_hint": "t",
        "post_logout_redirect_uri": REDIRECT,
        "state": "s",
    }


def test_a_provider_without_a_sign_out_page_has_none(make_liar: MakeLiar) -> None:
    made = make_liar()
    del made.document["end_session_endpoint"]
    issuer = connect(made.settings())
    assert logout_url(issuer, NOW, id_token_hint=None, post_logout_redirect_uri=REDIRECT, state="s") is None


def test_a_refusal_is_one_of_the_five_errors_and_says_nothing_of_the_token() -> None:
    refused = TokenRefused(Kind.EXPIRED)
    assert isinstance(refused, Refused)
    assert refused.reason == "expired"
    assert "expired" not in refused.sentence


def test_the_issuer_of_a_token_can_be_read_before_it_is_proved(make_liar: MakeLiar) -> None:
    tried = attempt(make_liar())
    assert unverified_issuer(tried.token()) == tried.liar.issuer
    assert unverified_issuer("nonsense") is None
    assert unverified_issuer("e30.e30.AAAA") is None


def test_no_token_code_or_secret_reaches_a_log_or_a_repr(make_liar: MakeLiar, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    tried = attempt(make_liar())
    identity = tried.sign_in()
    tried.claims["exp"] = int((NOW - timedelta(hours=1)).timestamp())
    with pytest.raises(TokenRefused) as caught:
        tried.sign_in()
    seen = caplog.text + repr(identity) + repr(tried.pending) + repr(tried.settings) + repr(caught.value)
    for secret in (identity.id_token, ACCESS, CODE, SECRET, tried.pending.state, tried.pending.verifier):
        assert secret not in seen
