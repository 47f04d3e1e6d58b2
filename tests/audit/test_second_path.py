"""Room: audit. The second path keeps what was signed, survives a torn write, and takes no other story."""

from __future__ import annotations

from pathlib import Path

import pytest

from coordination.audit.second_path import SecondPath
from coordination.model.errors import Unavailable


def note(size: int) -> str:
    return f"origin\n{size}\nroot\n\n— origin {'x' * 90}\n— witness {'y' * 90}\n"


def hashes(first: int, last: int) -> list[bytes]:
    return [number.to_bytes(32, "big") for number in range(first, last)]


def test_notes_and_hashes_come_back_as_they_were_kept(tmp_path: Path) -> None:
    path = SecondPath(tmp_path / "new" / "folder")
    assert (path.notes(), path.last_note(), path.hashes(0, 9)) == ([], None, [])
    for size in range(10, 5_000, 10):
        path.append(size - 10, hashes(size - 10, size), note(size))
    again = SecondPath(tmp_path / "new" / "folder")
    assert again.notes() == [note(size) for size in range(10, 5_000, 10)]
    assert again.last_note() == note(4_990)
    assert again.hashes(15, 4_000) == hashes(15, 4_000)
    assert again.hashes(4_980, 9_999) == hashes(4_980, 4_990)
    assert (tmp_path / "new" / "folder").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "new" / "folder" / "leaves").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("cut", [1, 2, 50, 150, len(note(20).encode())])
def test_a_note_torn_by_a_power_cut_is_left_out_and_replaced(tmp_path: Path, cut: int) -> None:
    path = SecondPath(tmp_path)
    path.append(0, hashes(0, 10), note(10))
    path.append(10, hashes(10, 20), note(20))
    file = tmp_path / "checkpoints"
    file.write_bytes(file.read_bytes()[:-cut])
    assert path.notes() == [note(10)]
    assert path.last_note() == note(10)
    path.append(10, hashes(10, 20), note(20))
    assert path.notes() == [note(10), note(20)]


def test_hashes_left_by_a_crash_are_compared_and_completed(tmp_path: Path) -> None:
    path = SecondPath(tmp_path)
    (tmp_path / "leaves").write_bytes(b"".join(hashes(0, 5))[:-7])
    path.append(0, hashes(0, 10), note(10))
    assert path.hashes(0, 10) == hashes(0, 10)


def test_another_story_about_the_same_entries_is_refused(tmp_path: Path) -> None:
    path = SecondPath(tmp_path)
    path.append(0, hashes(0, 10), note(10))
    with pytest.raises(Unavailable, match="remembers"):
        path.append(5, hashes(6, 12), note(12))
    with pytest.raises(Unavailable, match="remembers"):
        path.append(11, hashes(11, 12), note(12))  # would leave a hole
    assert path.notes() == [note(10)]


def test_a_folder_that_cannot_be_made_is_an_outage(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Unavailable):
        SecondPath(tmp_path / "file" / "folder")
