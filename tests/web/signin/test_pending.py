"""A sign-in under way comes back from the browser unchanged, within ten minutes, or not at all."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest
from itsdangerous import URLSafeSerializer

from coordination.web.signin.pending import SALT, Pending, seal, unseal
from coordination.web.signin.refusals import Kind, TokenRefused
from tests.web.signin.forge import NOW, REDIRECT

KEY = "a cookie key of the hub, long enough"
PENDING = Pending(
    issuer="https://idp.example",
    state="s" * 43,
    nonce="n" * 43,
    verifier="v" * 64,
    redirect_uri=REDIRECT,
    started=NOW,
    step_up=True,
    subject="dana",
)


def refusal(cookie: str | None, minutes: float = 1, key: str = KEY) -> Kind:
    with pytest.raises(TokenRefused) as caught:
        unseal(cookie, key, NOW + timedelta(minutes=minutes))
    return caught.value.kind


@pytest.mark.parametrize("pending", [PENDING, replace(PENDING, subject=None, step_up=False)])
def test_a_sealed_sign_in_comes_back_as_it_was(pending: Pending) -> None:
    assert unseal(seal(pending, KEY), KEY, NOW + timedelta(minutes=10)) == pending


def test_it_expires_after_ten_minutes() -> None:
    assert refusal(seal(PENDING, KEY), minutes=10.1) is Kind.PENDING_EXPIRED


def test_it_does_not_begin_in_the_future() -> None:
    assert refusal(seal(PENDING, KEY), minutes=-1) is Kind.PENDING_EXPIRED


@pytest.mark.parametrize("cookie", [None, "", "x", "a.b", "e30.AAAA", "é"])
def test_nonsense_is_refused(cookie: str | None) -> None:
    assert refusal(cookie) is Kind.PENDING_FORGED


def test_a_changed_letter_is_refused() -> None:
    sealed = seal(PENDING, KEY)
    changed = ("A" if sealed[5] != "A" else "B").join((sealed[:5], sealed[6:]))
    assert refusal(changed) is Kind.PENDING_FORGED


def test_another_key_is_refused() -> None:
    assert refusal(seal(PENDING, "another key of another hub 012345"), key=KEY) is Kind.PENDING_FORGED


def test_another_cookie_of_the_hub_is_refused() -> None:
    other = URLSafeSerializer(KEY, salt="another purpose").dumps({"issuer": "https://idp.example"})
    assert refusal(other) is Kind.PENDING_FORGED


@pytest.mark.parametrize("fields", [[], {}, {"issuer": "x"}, {"started": "yesterday"}])
def test_signed_but_wrong_in_shape_is_refused(fields: object) -> None:
    def sha256(data: bytes = b"") -> object:
        return hashlib.sha256(data)

    signer = {"key_derivation": "hmac", "digest_method": sha256}
    assert refusal(URLSafeSerializer(KEY, salt=SALT, signer_kwargs=signer).dumps(fields)) is Kind.PENDING_FORGED


def test_its_secrets_are_not_printed() -> None:
    assert "vvv" not in repr(PENDING)
    assert "nnn" not in repr(PENDING)
    assert "sss" not in repr(PENDING)
