"""Every kind of forged, expired, replayed or cross-issuer token and callback is refused, for the right reason.

Threats T12 and T13, battery B19 of the design. The controls show that the same sign-in, unchanged, is let in, and
the last tests weaken the hub on purpose and see the corpus turn red.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from coordination.web.signin import claims, flow, tokens
from coordination.web.signin.fetch import JsonObject
from coordination.web.signin.refusals import Kind
from tests.web.signin.forge import Forgery, Liar, attempt, logout_attempt, signing_key
from tests.web.signin.forged_callbacks import CALLBACKS, LOGOUT_TOKENS
from tests.web.signin.forged_claims import CLAIMS
from tests.web.signin.forged_headers import HEADERS

SIGN_IN = [*HEADERS, *CLAIMS, *CALLBACKS]
MakeLiar = Callable[[], Liar]


def by_name(forgery: Forgery) -> str:
    return forgery.name


@pytest.mark.parametrize("forgery", SIGN_IN, ids=by_name)
def test_forged_sign_in_is_refused_for_the_right_reason(forgery: Forgery, make_liar: MakeLiar) -> None:
    assert forgery.refusal(make_liar()) is forgery.kind


@pytest.mark.parametrize("forgery", LOGOUT_TOKENS, ids=by_name)
def test_forged_logout_token_is_refused_for_the_right_reason(forgery: Forgery, make_liar: MakeLiar) -> None:
    assert forgery.logout_refusal(make_liar()) is forgery.kind


def test_there_are_at_least_sixty_kinds_and_each_has_a_name_of_its_own() -> None:
    names = [forgery.name for forgery in [*SIGN_IN, *LOGOUT_TOKENS]]
    assert len(names) == len(set(names)) >= 60


def test_every_kind_of_refusal_that_a_token_can_meet_is_in_the_corpus() -> None:
    met = {forgery.kind for forgery in [*SIGN_IN, *LOGOUT_TOKENS]}
    # Forged cookies are in test_pending.py.
    assert set(Kind) - met == {Kind.PENDING_FORGED}


def test_the_same_sign_in_unforged_is_let_in(make_liar: MakeLiar) -> None:
    identity = attempt(make_liar()).sign_in()
    assert (identity.subject, identity.sid, identity.mfa) == ("dana", "session-1", True)


def test_the_same_step_up_unforged_is_let_in(make_liar: MakeLiar) -> None:
    assert attempt(make_liar(), step_up=True, subject="dana").sign_in().mfa


def test_an_rsa_signature_is_let_in_too(make_liar: MakeLiar) -> None:
    tried = attempt(make_liar())
    tried.key = "rsa"
    tried.header = {"alg": "RS256", "kid": "rsa"}
    assert tried.sign_in().subject == "dana"


def test_a_lone_key_needs_no_key_id(make_liar: MakeLiar) -> None:
    tried = attempt(make_liar())
    tried.liar.keys = [dict(signing_key("ec").as_dict(private=False))]
    del tried.header["kid"]
    assert tried.sign_in().subject == "dana"


def test_the_same_logout_token_unforged_is_believed(make_liar: MakeLiar) -> None:
    notice = logout_attempt(make_liar()).sign_out()
    assert (notice.subject, notice.sid, notice.jti) == ("dana", "session-1", "notice-1")


def test_an_email_never_says_who_someone_is(make_liar: MakeLiar) -> None:
    tried = attempt(make_liar())
    tried.claims |= {"email": "boss@agency.example", "email_verified": True, "preferred_username": "boss"}
    identity = tried.sign_in()
    assert identity.subject == "dana"
    assert "boss" not in repr(identity)


def unrefused(make_liar: MakeLiar) -> set[str]:
    """Names of the forgeries that are let in, or refused for another reason."""
    signed_in = {f.name for f in SIGN_IN if f.refusal(make_liar()) is not f.kind}
    return signed_in | {f.name for f in LOGOUT_TOKENS if f.logout_refusal(make_liar()) is not f.kind}


def test_the_corpus_turns_red_without_the_check_of_parties(
    make_liar: MakeLiar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "check_parties", lambda _settings, _claims: None)
    assert unrefused(make_liar) >= {
        "audience is another client",
        "issuer of another agency",
        "logout by another issuer",
    }


def test_the_corpus_turns_red_without_the_check_of_the_nonce(
    make_liar: MakeLiar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flow, "_check_nonce", lambda _claims, _pending: None)
    assert unrefused(make_liar) >= {"nonce of another sign-in", "nonce missing", "logout event in an id token"}


def test_the_corpus_turns_red_without_our_judgement_of_the_header(
    make_liar: MakeLiar, monkeypatch: pytest.MonkeyPatch
) -> None:
    def trusting(header: JsonObject, _allowed: object, _types: object) -> str:
        return str(header.get("alg"))

    monkeypatch.setattr(tokens, "_judge", trusting)
    assert unrefused(make_liar) >= {"critical header naming a known one", "logout token as id token"}


def test_the_corpus_turns_red_when_an_unknown_hash_is_let_pass(
    make_liar: MakeLiar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "check_half_hash", lambda *_: None)
    assert unrefused(make_liar) >= {"hash of another access token", "hash of another code"}
