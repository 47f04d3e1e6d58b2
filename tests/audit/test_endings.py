"""Room: tests. The list of endings: what was changed, removed or put in is found; what a power cut tore is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from coordination.audit import endings
from coordination.audit.endings import FILE, Ending
from coordination.crypto.signing import Signer
from coordination.model.errors import Invalid, Unavailable
from tests.audit.ground import NOW, SIGNER

ONE = Ending(kind="release", object="a" * 32, at=NOW)
TWO = Ending(kind="data_key", object="b" * 32, at=None)
THREE = Ending(kind="conflict", object="c" * 32, at=NOW, more=f"{'d' * 32}.person")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A list of three notes: one begins it, two have a line each."""
    for lines in ((), (ONE,), (TWO,)):
        endings.append(tmp_path / FILE, SIGNER, lines)
    return tmp_path / FILE


def test_what_was_written_is_read_and_known_from_any_earlier_mark(file: Path) -> None:
    found = endings.read(file.parent, [SIGNER.verifier])
    assert found is not None
    assert found.lines == (ONE, TWO)
    assert found.after(endings.NOTHING) == (ONE, TWO)
    assert found.after(found.marks[2]) == (TWO,)
    assert found.after(found.mark) == ()
    assert file.stat().st_mode & 0o777 == 0o600


def test_what_a_restore_needs_beside_the_id_is_signed_with_it(file: Path) -> None:
    endings.append(file, SIGNER, (THREE,))
    found = endings.read(file.parent, [SIGNER.verifier])
    assert found is not None
    assert found.lines == (ONE, TWO, THREE)
    file.write_bytes(file.read_bytes().replace(b".person", b".agency"))
    with pytest.raises(Invalid):
        endings.read(file.parent, [SIGNER.verifier])


def test_list_cut_behind_a_backups_mark_is_refused(file: Path) -> None:
    whole = endings.read(file.parent, [SIGNER.verifier])
    notes = file.read_bytes().split(b"\n\n")
    file.write_bytes(b"\n\n".join(notes[:4]) + b"\n\n")
    short = endings.read(file.parent, [SIGNER.verifier])
    assert whole is not None
    assert short is not None
    assert short.lines == (ONE,)
    with pytest.raises(Invalid, match="cut or replaced"):
        short.after(whole.mark)


@pytest.mark.parametrize("change", ["edit", "remove", "repeat", "forge"])
def test_any_change_is_found(file: Path, change: str) -> None:
    parts = file.read_bytes().split(b"\n\n")
    if change == "edit":
        parts[2] = parts[2].replace(b"a" * 32, b"c" * 32)
    elif change == "remove":
        del parts[2:4]
    elif change == "repeat":
        parts[4:4] = parts[2:4]
    file.write_bytes(b"\n\n".join(parts))
    if change == "forge":
        file.unlink()
        endings.append(file, Signer.generate(SIGNER.verifier.name), (ONE,))
    with pytest.raises(Invalid, match="changed or damaged"):
        endings.read(file.parent, [SIGNER.verifier])


def test_note_torn_by_a_power_cut_is_left_out_and_the_next_takes_its_place(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-20])
    endings.append(file, SIGNER, (ONE,))
    found = endings.read(file.parent, [SIGNER.verifier])
    assert found is not None
    assert found.lines == (ONE, ONE)


def test_nothing_is_added_to_a_list_of_somebody_else(file: Path) -> None:
    before = file.read_bytes()
    with pytest.raises(Unavailable):
        endings.append(file, Signer.generate("other.example/log"), (ONE,))
    assert file.read_bytes() == before
