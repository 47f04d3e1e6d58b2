"""Tokens are random, kept only as a digest, and compared in constant time."""

from __future__ import annotations

import hashlib

from coordination.crypto.tokens import equal_in_constant_time, keyed_digest, random_key, random_token, token_digest


def test_tokens_are_256_bits_in_43_safe_characters_and_never_the_same() -> None:
    made = {random_token() for _ in range(10_000)}
    assert len(made) == 10_000
    assert {len(token) for token in made} == {43}
    assert all(letter.isascii() and (letter.isalnum() or letter in "-_") for letter in "".join(made))


def test_a_token_digest_is_sha_256_and_does_not_hold_the_token() -> None:
    token = random_token()
    assert token_digest(token) == hashlib.sha256(token.encode()).hexdigest()
    assert token not in token_digest(token)


def test_the_keyed_digest_is_hmac_sha_256_as_rfc_4231_case_2_states() -> None:
    stated = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    assert keyed_digest(b"Jefe", "what do ya want for nothing?") == stated


def test_the_same_address_under_another_key_is_another_pseudonym() -> None:
    one, other = random_key(), random_key()
    assert keyed_digest(one, "192.0.2.7") != keyed_digest(other, "192.0.2.7")
    assert keyed_digest(one, "192.0.2.7") == keyed_digest(one, "192.0.2.7")


def test_two_secrets_are_equal_only_when_every_letter_is() -> None:
    assert equal_in_constant_time("é" * 20, "é" * 20)
    assert not equal_in_constant_time("a" * 20, "a" * 19 + "b")
    assert not equal_in_constant_time("a", "aa")
