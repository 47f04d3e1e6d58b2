"""Room: tests. What a restore refuses: with one sentence, and with nothing written."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest
from click.testing import Result

from coordination.casework import backup_manifest
from coordination.crypto.root import FileRootKey
from coordination.crypto.signing import Signer
from tests.casework.story import opened
from tests.cli.drill import Drill, every_row, key_file
from tests.cli.operator import Operator

CANARY = "Zanzibar Quillfeather"


@pytest.fixture
def drill(drill: Drill) -> Drill:
    """A hub with a case and a signed log."""
    opened(drill.community, "ana_cps_worker", called=CANARY)
    drill.checkpoint()
    return drill


def nothing_written(drill: Drill, there: Operator) -> bool:
    """The clean folder holds the two keys and the second path, no others, and the database has no row of ours."""
    home = there.settings().home
    names = {path.name for path in home.iterdir()} - {"hub.db", "checkpoints-copy", "root.key", "log.key"}
    before = drill.community.hub.settings.checkpoint_copy
    same = all((home / "checkpoints-copy" / file.name).read_bytes() == file.read_bytes() for file in before.iterdir())
    return not names and same and not every_row(there.settings())


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-40] ^= 1
    path.write_bytes(bytes(data))


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def manifest_changed(path: Path) -> None:
    path.write_text(path.read_text().replace('"entries": ', '"entries": 1'))


def rows(manifest: Path) -> Path:
    return manifest.with_suffix(".rows.age")


def wraps(manifest: Path) -> Path:
    return manifest.parent / "wraps" / manifest.with_suffix(".keys.age").name


SPOILT: dict[str, tuple[Callable[[Path], Path], Callable[[Path], None], str]] = {
    "rows cut short": (rows, cut, "was changed, cut short or swapped"),
    "rows changed": (rows, flip, "was changed, cut short or swapped"),
    "rows emptied": (rows, emptied, "was changed, cut short or swapped"),
    "keys cut short": (wraps, cut, "was changed, cut short or swapped"),
    "keys changed": (wraps, flip, "was changed, cut short or swapped"),
    "keys gone": (wraps, Path.unlink, "cannot be read"),
    "manifest changed": (lambda path: path, manifest_changed, "not a manifest that this hub signed"),
    "manifest emptied": (lambda path: path, emptied, "not a manifest that this hub signed"),
}


@pytest.mark.parametrize("how", sorted(SPOILT))
def test_spoilt_backup_is_refused_and_nothing_is_written(drill: Drill, how: str) -> None:
    which, spoil, sentence = SPOILT[how]
    manifest = drill.backup()
    spoil(which(manifest))
    with drill.elsewhere() as there:
        _refused(drill.restore(there, manifest), sentence)
        assert nothing_written(drill, there)


def test_key_file_of_another_backup_is_refused(drill: Drill) -> None:
    first, second = drill.backup(), drill.backup()
    shutil.copy(wraps(second), wraps(first))
    with drill.elsewhere() as there:
        _refused(drill.restore(there, first), "was changed, cut short or swapped")
        assert nothing_written(drill, there)


def test_wrong_recipient_key_is_refused(drill: Drill) -> None:
    manifest = drill.backup()
    other = key_file(drill.folder / "keys" / "other.txt", pyrage.x25519.Identity.generate())
    with drill.elsewhere() as there:
        _refused(drill.restore(there, manifest, key=other), "made for other recipients")
        other.write_text("no key\n")
        _refused(drill.restore(there, manifest, key=other), "no private key of age")
        other.chmod(0o644)
        _refused(drill.restore(there, manifest, key=other), "open to other users")
        assert nothing_written(drill, there)


def test_backup_that_somebody_else_made_to_our_recipients_is_refused(drill: Drill) -> None:
    """Whoever knows the public key can encrypt to it; only the hub signs."""
    manifest, stranger = drill.backup(), Signer.generate(_signer(drill).verifier.name)
    read = backup_manifest.read(manifest, [_signer(drill).verifier])
    manifest.write_text(backup_manifest.written(read, stranger))
    with drill.elsewhere() as there:
        _refused(drill.restore(there, manifest), "not a manifest that this hub signed")
        assert nothing_written(drill, there)


def test_another_root_key_is_refused_and_no_row_is_kept(drill: Drill) -> None:
    manifest = drill.backup()
    with drill.elsewhere() as there:
        (there.settings().home / "root.key").unlink()
        _refused(drill.restore(there, manifest), "Put root.key into")
        FileRootKey.create(there.settings().home / "root.key")
        _refused(drill.restore(there, manifest), "does not open the keys of this backup")
        assert {name: len(found) for name, found in every_row(there.settings()).items() if found} == {"entry": 1}


def test_hub_at_work_is_never_overwritten(drill: Drill) -> None:
    manifest, before = drill.backup(), every_row(drill.here.settings())
    done = drill.restore(drill.here, manifest)
    _refused(done, "There is a hub in this database already")
    after = every_row(drill.here.settings())
    assert {name for name in before if not set(before[name]) <= set(after[name])} <= {"sequencer"}


def test_recipients_are_asked_for_and_checked(drill: Drill) -> None:
    done = drill.here.run("backup", "--to", str(drill.folder))
    _refused(done, "Name at least one recipient")
    _refused(drill.here.run("backup", "--to", str(drill.folder), "--recipient", "age1nonsense"), "not a public key")
    assert list(drill.folder.glob("coordination-*")) == []


def test_neither_file_holds_a_key_or_a_word_in_clear(drill: Drill) -> None:
    """Not even decrypted: what people wrote lies under the data keys, those under the root, which is not there."""
    manifest = drill.backup()
    root = (drill.community.hub.settings.home / "root.key").read_bytes().strip()
    for path in (rows(manifest), wraps(manifest), manifest):
        data = path.read_bytes()
        assert path.stat().st_mode & 0o777 == 0o600
        assert CANARY.encode() not in data
        clear = data if path == manifest else pyrage.decrypt(data, [drill.identity])
        assert CANARY.encode() not in clear
        assert root not in clear
    assert b'"data_keys"' not in pyrage.decrypt(rows(manifest).read_bytes(), [drill.identity])
    assert b'"data_keys"' in pyrage.decrypt(wraps(manifest).read_bytes(), [drill.identity])


def _signer(drill: Drill) -> Signer:
    return Signer.open(drill.community.hub.settings.signing_key_file)


def _refused(done: Result, sentence: str) -> None:
    assert done.exit_code == 1, done.output
    assert sentence in done.output, done.output
    assert "Traceback" not in done.output
