"""Signed notes: the published vectors of golang.org/x/mod, an outside verifier, and every way to break a note.

Vectors (facts): golang/mod, sumdb/note/note_test.go at 02c991387e35f9e4c0a9b7ce137717055f8d716d; the salvatore note:
C2SP/C2SP signed-note.md at 055287621bf3cd13ff4394418a3e8efc2d5e8ed7.
"""

from __future__ import annotations

import base64
import stat
from pathlib import Path

import metamorphic_log  # type: ignore[import-untyped]  # ships no types
import pytest

from coordination.crypto.note import read_note
from coordination.crypto.signing import Signer, Verifier, cosign_note, open_note, sign_note
from coordination.model.errors import Invalid, Misconfigured

PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_PRIVATE = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
PETER_LINE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
ENOCH_LINE = (
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"
)
NOTE = TEXT + "\n" + PETER_LINE


def _mangled(key: str) -> list[str]:
    parts = [key[i:j] for i in range(len(key)) for j in range(i + 1, len(key) + 1) if (i, j) != (0, len(key))]
    return parts + [key[:i] + chr(ord(key[i]) + 1) + key[i + 1 :] for i in range(len(key))]


def test_the_published_key_signs_the_published_note_byte_for_byte() -> None:
    signer = Signer.parse(PETER_PRIVATE)
    assert signer.verifier.verifier_key == PETER
    assert sign_note(TEXT, signer) == NOTE


def test_the_published_note_opens_and_unknown_signatures_are_ignored() -> None:
    opened = open_note((NOTE + ENOCH_LINE).encode(), [Verifier.parse(PETER)])
    assert opened.text == TEXT
    assert [each.name for each in opened.verified] == ["PeterNeumann"]
    assert [each.name for each in opened.unknown] == ["EnochRoot"]


def test_several_known_signatures_are_all_verified_and_repeated_ones_count_once() -> None:
    opened = open_note(NOTE + PETER_LINE + ENOCH_LINE, [Verifier.parse(PETER), Verifier.parse(ENOCH)])
    assert [each.name for each in opened.verified] == ["PeterNeumann", "EnochRoot"]
    assert opened.unknown == ()


@pytest.mark.parametrize("whole", [PETER, PETER_PRIVATE])
def test_no_piece_and_no_changed_letter_of_a_key_is_accepted(whole: str) -> None:
    parse = Signer.parse if whole.startswith("PRIVATE") else Verifier.parse
    for key in _mangled(whole):
        with pytest.raises(Misconfigured):
            parse(key)


@pytest.mark.parametrize(
    "key",
    [
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",  # too long, hash adjusted
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",  # unknown type, hash adjusted
    ],
)
def test_a_key_of_another_kind_is_refused(key: str) -> None:
    with pytest.raises(Misconfigured):
        Verifier.parse(key)


@pytest.mark.parametrize(
    "note",
    [
        TEXT,
        TEXT + "\n",
        NOTE[:-1],
        "\x01" + NOTE,
        b"\xff" + NOTE.encode(),
        NOTE.replace("PeterNeumann", "Bad Name"),
        NOTE.replace("PeterNeumann", "Bad+Name"),
        NOTE.replace("PeterNeumann", "Bad\u2003Name"),
        NOTE + "Unexpected line.\n",
        NOTE.replace("— ", "- "),
        NOTE.replace(" x08go", "  x08go"),
        TEXT + "\n— PeterNeumann x08goA==\n",  # the key id and nothing after it
        TEXT + "\n" + PETER_LINE * 101,
        "a" * 1_000_001 + "\n\n" + PETER_LINE,
        NOTE + "\n",
        NOTE.replace("\n", "\r\n"),
    ],
)
def test_a_malformed_note_is_refused(note: str | bytes) -> None:
    with pytest.raises(Invalid) as refusal:
        open_note(note, [Verifier.parse(PETER)])
    assert set(refusal.value.fields) == {"note"}


@pytest.mark.parametrize(
    "note",
    [
        TEXT + "\n" + PETER_LINE[:60] + "ABCD" + PETER_LINE[60:],
        NOTE.replace("answer", "Answer"),
        NOTE + PETER_LINE.replace("x08go", "x08gp"),
    ],
)
def test_a_wrong_signature_or_a_changed_text_is_never_opened(note: str) -> None:
    first, *others = read_note(note)[1]
    if others:
        assert others[0].key_id != first.key_id or others[0].signature != first.signature
        opened = open_note(note, [Verifier.parse(PETER)])
        assert len(opened.verified) == 1  # a changed key id names another key, which is unknown
        return
    with pytest.raises(Invalid):
        open_note(note, [Verifier.parse(PETER)])


def test_a_wrong_signature_by_one_known_key_refuses_the_note_that_another_signed() -> None:
    forged = base64.b64encode(Verifier.parse(ENOCH).key_id + bytes(64)).decode()
    with pytest.raises(Invalid):
        open_note(f"{NOTE}— EnochRoot {forged}\n", [Verifier.parse(PETER), Verifier.parse(ENOCH)])


def test_a_note_that_no_known_key_signed_is_refused() -> None:
    for verifiers in ([], [Verifier.parse(ENOCH)]):
        with pytest.raises(Invalid):
            open_note(NOTE, verifiers)


def test_same_name_with_another_key_is_unknown() -> None:
    with pytest.raises(Invalid):
        open_note(NOTE, [Signer.generate("PeterNeumann").verifier])


@pytest.mark.parametrize("text", ["abc", "", "a\tb\n", "a\r\n", "\udcff\n"])
def test_a_text_that_is_no_note_is_not_signed(text: str) -> None:
    with pytest.raises((Invalid, UnicodeEncodeError)):
        sign_note(text, Signer.parse(PETER_PRIVATE))


def test_a_note_without_a_signer_is_not_written() -> None:
    with pytest.raises(Invalid):
        sign_note(TEXT)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\nb", "a\u00a0b"])
def test_a_key_name_with_space_or_plus_is_refused(name: str) -> None:
    with pytest.raises(Misconfigured):
        Signer.generate(name)


def test_a_text_with_empty_lines_comes_back_whole() -> None:
    text = "first\n\n— not a signature\n\nlast\n"
    signer = Signer.generate("hub.example.org/log")
    assert open_note(sign_note(text, signer), [signer.verifier]).text == text


def test_a_cosigner_adds_its_line_and_signing_again_replaces_it() -> None:
    hub, witness = Signer.generate("hub.example.org/log"), Signer.generate("witness.example.org/w1")
    once = cosign_note(sign_note(TEXT, hub), witness)
    assert cosign_note(once, witness) == once
    opened = open_note(once, [hub.verifier, witness.verifier])
    assert [each.name for each in opened.verified] == ["hub.example.org/log", "witness.example.org/w1"]


def test_an_independent_implementation_verifies_our_note_and_refuses_a_changed_one() -> None:
    signer, other = Signer.generate("hub.example.org/log"), Signer.generate("hub.example.org/log")
    root = base64.b64encode(bytes(range(32))).decode()
    note = sign_note(f"hub.example.org/log\n7\n{root}\n", signer)
    head = metamorphic_log.checkpoint_verify(note, [signer.verifier.verifier_key])
    assert head.size == 7
    metamorphic_log.verify_signed_note(note, [signer.verifier.verifier_key])
    for wrong, key in ((note.replace("\n7\n", "\n8\n"), signer), (note, other)):
        with pytest.raises(metamorphic_log.VerifyError):
            metamorphic_log.verify_signed_note(wrong, [key.verifier.verifier_key])


def test_a_signing_key_file_is_private_and_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "log.key"
    signer = Signer.create(path, "hub.example.org/log")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert Signer.open(path).verifier.verifier_key == signer.verifier.verifier_key
    with pytest.raises(Misconfigured):
        Signer.create(path, "hub.example.org/log")
    path.chmod(0o640)
    with pytest.raises(Misconfigured):
        Signer.open(path)


def test_a_signer_never_shows_its_private_half() -> None:
    signer = Signer.parse(PETER_PRIVATE)
    assert "AYEKFALV" not in repr(signer)
    assert PETER in repr(signer)


def test_two_different_keys_under_one_name_and_id_are_refused() -> None:
    peter, other = Verifier.parse(PETER), Verifier.parse(ENOCH)
    other.name, other.key_id = peter.name, peter.key_id
    with pytest.raises(Misconfigured):
        open_note(NOTE, [peter, other])
    assert open_note(NOTE, [peter, peter]).text == TEXT
