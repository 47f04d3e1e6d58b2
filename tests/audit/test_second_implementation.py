"""Room: audit. Somebody else's verifier agrees: `metamorphic-log` (Rust, C2SP tlog-checkpoint and RFC 6962)."""

from __future__ import annotations

import json
from base64 import b64decode
from itertools import pairwise

import metamorphic_log  # type: ignore[import-untyped]
import pytest

from coordination.audit import export, tree
from coordination.audit.entry import canonical
from coordination.model.errors import Unavailable
from tests.audit.ground import PROGRAMS, SIGNER, Log, made_up

KEYS = [SIGNER.verifier.verifier_key]


def read_proof(text: str) -> tuple[int, list[bytes], str]:
    """A tlog-proof, read as the specification says and not as our writer thinks."""
    head, _, note = text.partition("\n\n")
    first, index, *path = head.split("\n")
    assert first == "c2sp.org/tlog-proof@v1"
    assert index.startswith("index ")
    return int(index.removeprefix("index ")), [b64decode(line, validate=True) for line in path], note


def test_foreign_verifier_accepts_our_checkpoints_and_their_growth(log: Log) -> None:
    log.fill(700)
    notes = log.second_path.notes()
    heads = [metamorphic_log.checkpoint_verify(note, KEYS) for note in notes]
    assert [head.size for head in heads] == [100, 200, 300, 400, 500, 600, 700]
    with log.database.read() as connection:
        for old, new in pairwise(notes):
            sizes = [metamorphic_log.checkpoint_parse(note.partition("\n\n")[0] + "\n").size for note in (old, new)]
            growth = export.prove_growth(connection, *sizes)
            metamorphic_log.checkpoint_verify_consistency(old, new, KEYS, growth)
            with pytest.raises(metamorphic_log.VerifyError):
                metamorphic_log.checkpoint_verify_consistency(old, new, KEYS, growth[:-1])


def test_foreign_verifier_accepts_our_inclusion_proofs_and_no_other_leaf(log: Log) -> None:
    log.fill(700)
    with log.database.read() as connection:
        for seq in (0, 1, 99, 255, 256, 511, 512, 600, 699):
            index, path, note = read_proof(export.prove(connection, seq))
            leaf = tree.leaf_hash(canonical(made_up(seq)))
            metamorphic_log.checkpoint_verify_inclusion(note, KEYS, index, leaf, path)
            with pytest.raises(metamorphic_log.VerifyError):
                metamorphic_log.checkpoint_verify_inclusion(note, KEYS, index, tree.leaf_hash(b"other"), path)


def test_what_is_not_signed_yet_has_no_proof(log: Log) -> None:
    with log.database.read() as connection, pytest.raises(LookupError):
        export.prove(connection, 0)


def test_an_agency_gets_its_entries_and_the_hash_of_every_other(log: Log) -> None:
    log.fill(300)
    with log.database.read() as connection:
        lines = [json.loads(line) for line in export.lines(connection, PROGRAMS[:1], 300)]
        root = export.newest(connection)
        assert list(export.heads(connection)) == log.second_path.notes()
    assert root is not None
    assert tree.fold([b64decode(line["hash"]) for line in lines]) == root.root
    for seq, line in enumerate(lines):
        entry = made_up(seq)
        concerns = {entry.program, *(owner for _, owner, _ in entry.shown)}
        assert ("bytes" in line) == (PROGRAMS[0] in concerns)
        assert "bytes" not in line or b64decode(line["bytes"]) == canonical(entry)


def test_a_proof_that_does_not_hold_is_not_given_out(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    log.fill(200)
    monkeypatch.setattr(tree, "inclusion_proof", lambda *_: [b"\0" * 32])
    with log.database.read() as connection, pytest.raises(Unavailable):
        export.prove(connection, 5)
