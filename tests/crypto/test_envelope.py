"""Envelopes open only where they were written, and a nonce is never used twice."""

from __future__ import annotations

import copy
import dataclasses
import os
import pickle
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from coordination.crypto.envelope import Binding, DataKey, canonical, decrypt, encrypt
from coordination.model.errors import Unavailable

KEY_ID = "k" * 32
BINDING = Binding(
    table="record", row="r" * 32, case_id="c" * 32, information_type="medical", program_id="p" * 32, key_id=KEY_ID
)


def _changed(field: str, text: str, number: int) -> Binding:
    values: dict[str, Any] = {field: number if field == "format" else text}
    return dataclasses.replace(BINDING, **values)


def _key(key_id: str = KEY_ID) -> DataKey:
    return DataKey(bytes(range(32)), key_id)


@given(st.binary(max_size=5000))
def test_what_was_written_comes_back(plaintext: bytes) -> None:
    sealed = encrypt(_key(), plaintext, BINDING)
    assert decrypt(_key(), sealed, BINDING) == plaintext
    assert len(sealed) == 1 + 12 + len(plaintext) + 16


@pytest.mark.parametrize("field", [field.name for field in dataclasses.fields(Binding)])
def test_an_envelope_moved_in_any_one_respect_does_not_open(field: str) -> None:
    sealed = encrypt(_key(), b"secret", BINDING)
    moved = _changed(field, "elsewhere", 2)
    with pytest.raises(Unavailable) as refusal:
        decrypt(_key(moved.key_id), sealed, moved)
    assert str(refusal.value) == "This information cannot be opened now."


@pytest.mark.parametrize("field", [field.name for field in dataclasses.fields(Binding)])
def test_the_moved_envelope_would_open_if_that_field_were_not_bound(
    field: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Meta-test: leave one field out of the associated data and the guard above is gone."""
    whole = Binding.additional_data
    blind = _changed(field, "blind", 1)
    monkeypatch.setattr(Binding, "additional_data", lambda self: whole(blind))
    moved = _changed(field, "elsewhere", 2)
    assert decrypt(_key(moved.key_id), encrypt(_key(), b"secret", BINDING), moved) == b"secret"


def test_every_flipped_bit_and_every_cut_is_refused() -> None:
    sealed = encrypt(_key(), b"secret", BINDING)
    for bit in range(len(sealed) * 8):
        broken = bytearray(sealed)
        broken[bit // 8] ^= 1 << bit % 8
        with pytest.raises(Unavailable):
            decrypt(_key(), bytes(broken), BINDING)
    for length in range(len(sealed)):
        with pytest.raises(Unavailable):
            decrypt(_key(), sealed[:length], BINDING)


def test_another_key_with_the_same_id_is_refused() -> None:
    with pytest.raises(Unavailable):
        decrypt(DataKey(bytes(32), KEY_ID), encrypt(_key(), b"secret", BINDING), BINDING)


def test_a_key_is_not_used_under_another_keys_binding() -> None:
    with pytest.raises(Unavailable):
        encrypt(_key("other"), b"secret", BINDING)


@pytest.mark.parametrize("field", ["table", "row", "case_id", "information_type", "program_id", "key_id"])
def test_a_binding_with_an_empty_place_writes_nothing(field: str) -> None:
    empty = _changed(field, "", 1)
    with pytest.raises(Unavailable):
        encrypt(_key(empty.key_id), b"secret", empty)


def test_nonces_never_repeat_in_a_hundred_thousand_envelopes() -> None:
    key = _key()
    assert len({encrypt(key, b"", BINDING)[1:13] for _ in range(100_000)}) == 100_000


def test_a_nonce_used_twice_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Meta-test: with a source that repeats, the test above counts one nonce."""
    monkeypatch.setattr(os, "urandom", bytes)
    key = _key()
    assert len({encrypt(key, b"", BINDING)[1:13] for _ in range(100)}) == 1


def test_the_bytes_are_plain_aes_gcm_that_any_other_tool_can_open() -> None:
    sealed = encrypt(_key(), b"secret", BINDING)
    parts = ["coordination/envelope", "1", "1", "record", "r" * 32, "c" * 32, "medical", "p" * 32, KEY_ID]
    data = "".join(f"{len(each)}:{each}" for each in parts).encode()
    assert AESGCM(bytes(range(32))).decrypt(sealed[1:13], sealed[13:], data) == b"secret"
    assert sealed[0] == 1


@given(st.lists(st.text(max_size=6), max_size=5), st.lists(st.text(max_size=6), max_size=5))
def test_no_two_lists_of_parts_have_the_same_bytes(left: list[str], right: list[str]) -> None:
    assert (canonical(*left) == canonical(*right)) == (left == right)


def test_a_data_key_shows_only_its_id_and_is_not_copied() -> None:
    key = _key()
    assert repr(key) == f"DataKey({KEY_ID})"
    for copied in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            copied(key)


@pytest.mark.parametrize("size", [0, 16, 24, 31, 33])
def test_only_keys_of_256_bits_are_taken(size: int) -> None:
    with pytest.raises(Unavailable):
        DataKey(bytes(size), KEY_ID)
