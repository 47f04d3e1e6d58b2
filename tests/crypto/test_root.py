"""The root key's file: made once, private, and refused in every other state."""

from __future__ import annotations

import base64
import os
import stat
import threading
from pathlib import Path

import pytest

from coordination.crypto import private_file
from coordination.crypto.root import FileRootKey
from coordination.model.errors import Misconfigured, Unavailable


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "hub" / "keys" / "root.key"


def test_a_new_root_is_0600_in_a_0700_folder_whatever_the_umask(path: Path) -> None:
    before = os.umask(0)
    try:
        FileRootKey.create(path)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in (path.parent, path.parent.parent)] == [0o700, 0o700]
    assert len(base64.b64decode(path.read_text())) == 32
    assert [file.name for file in path.parent.iterdir()] == ["root.key"]


def test_the_root_of_a_file_unwraps_what_it_wrapped_and_only_in_its_context(path: Path) -> None:
    wrapped = FileRootKey.create(path).wrap(b"k" * 32, b"agency")
    assert FileRootKey.open(path).unwrap(wrapped, b"agency") == b"k" * 32
    with pytest.raises(Unavailable):
        FileRootKey.open(path).unwrap(wrapped, b"another")


def test_an_existing_root_is_never_overwritten(path: Path) -> None:
    FileRootKey.create(path)
    before = path.read_bytes()
    with pytest.raises(Misconfigured):
        FileRootKey.create(path)
    assert path.read_bytes() == before


def test_of_many_that_start_at_once_one_makes_the_root(path: Path) -> None:
    path.parent.mkdir(parents=True, mode=0o700)
    made: list[object] = []

    def start() -> None:
        try:
            made.append(FileRootKey.create(path))
        except Misconfigured:
            FileRootKey.open(path)  # whole already, never half written

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert [file.name for file in path.parent.iterdir()] == ["root.key"]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o606, 0o610, 0o601])
def test_a_root_that_others_can_touch_is_refused(path: Path, mode: int) -> None:
    FileRootKey.create(path)
    path.chmod(mode)
    with pytest.raises(Misconfigured, match="chmod 600"):
        FileRootKey.open(path)


@pytest.mark.parametrize(
    ("owner", "group", "mode", "allowed"),
    [(0, 0, 0o440, stat.S_IRGRP), (0, 0, 0o640, 0), (0, 0, 0o444, 0), (0, 5, 0o440, 0), (7, 0, 0o440, 0)],
)
def test_only_what_systemd_hands_over_may_carry_an_access_list(owner: int, group: int, mode: int, allowed: int) -> None:
    """A credential of a unit is root's, read-only, and shows its list's mask as a group's right to read."""
    facts = os.stat_result((stat.S_IFREG | mode, 1, 1, 1, owner, group, 8, 0, 0, 0))
    assert private_file._granted(facts) == allowed


@pytest.mark.parametrize("mode", [0o720, 0o702, 0o777])
def test_a_root_in_a_folder_that_others_can_change_is_refused(path: Path, mode: int) -> None:
    FileRootKey.create(path)
    path.parent.chmod(mode)
    with pytest.raises(Misconfigured, match="chmod 700"):
        FileRootKey.open(path)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not base64!",
        base64.b64encode(bytes(31)),
        base64.b64encode(bytes(33)),
        base64.b64encode(bytes(32)) * 2,
        base64.b64encode(bytes(32))[:-1],
        bytes(32),
        b"\xff" * 44,
        b"A" * 10_000,
    ],
)
def test_a_malformed_root_is_refused(path: Path, content: bytes) -> None:
    FileRootKey.create(path)
    path.write_bytes(content)
    with pytest.raises(Misconfigured, match="does not hold a key"):
        FileRootKey.open(path)


def test_an_absent_root_a_link_and_a_folder_are_refused(path: Path) -> None:
    with pytest.raises(Misconfigured):
        FileRootKey.open(path)
    FileRootKey.create(path)
    link = path.with_name("link.key")
    link.symlink_to(path)
    for wrong in (link, path.parent):
        with pytest.raises(Misconfigured):
            FileRootKey.open(wrong)


def test_a_root_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Misconfigured, match="cannot be written"):
        FileRootKey.create(tmp_path / "file" / "root.key")


def test_a_failed_write_leaves_nothing_behind(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Misconfigured):
        FileRootKey.create(path)
    assert not list(path.parent.iterdir())
