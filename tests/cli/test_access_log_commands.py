"""Room: tests. `access-log verify | prove | export`, and the outside verifier, which shares no code with us."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coordination.audit import checkpoint
from coordination.cli.main import main
from coordination.crypto.signing import Signer
from coordination.hub import verifier_key
from coordination.model.oversight import Narrowed
from tests.casework import watched
from tests.casework.watched import CANARY, morning, number
from tests.community import Community

VERIFIER = Path(__file__).resolve().parents[2] / "deploy" / "verify_access_log.py"


def run(community: Community, *words: object) -> Result:
    """A command of the operator's, with this community's settings."""
    settings = community.hub.settings
    environ = {
        "COORDINATION_HOME": str(settings.home),
        "COORDINATION_DATABASE_URL": settings.database_url,
        "COORDINATION_MIGRATION_URL": settings.migration_url,
        "COORDINATION_SEQUENCER_URL": settings.sequencer_url,
    }
    return CliRunner(env=environ).invoke(main, ["access-log", *map(str, words)])


def outside(*words: object) -> subprocess.CompletedProcess[str]:
    """The outside verifier in a process of its own."""
    command = [sys.executable, "-I", str(VERIFIER), *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


@pytest.fixture
def copy(community: Community, tmp_path: Path) -> Path:
    """What `export` wrote for north_county."""
    morning(community)
    done = run(community, "export", "-o", tmp_path / "copy.jsonl", "--agency", "north_county")
    assert done.exit_code == 0, done.output
    return tmp_path / "copy.jsonl"


@pytest.mark.parametrize("more", [(), ("--projections",)])
def test_verify_says_that_a_whole_log_is_whole(community: Community, more: tuple[str, ...]) -> None:
    morning(community)
    done = run(community, "verify", *more)
    assert done.exit_code == 0, done.output
    assert "Nothing was changed." in done.output
    assert "entries read" in done.stderr


def test_verify_ends_with_1_on_a_hand_edited_row(community: Community) -> None:
    morning(community)
    watched.tamper(community, "UPDATE entry SET bytes = ? WHERE id = (SELECT entry FROM leaf WHERE seq = 5)", b"{}")
    done = run(community, "verify")
    assert done.exit_code == 1
    assert "Entry 5 was changed" in done.output
    assert "NOT whole" in done.output


def test_verify_finds_an_edited_column_with_projections_only(community: Community) -> None:
    morning(community)
    watched.tamper(community, "UPDATE entry SET actor = ? WHERE id = (SELECT entry FROM leaf WHERE seq = 5)", "0" * 32)
    assert run(community, "verify").exit_code == 0
    assert run(community, "verify", "--projections").exit_code == 1


def test_verify_takes_key_and_second_path_from_outside(community: Community, tmp_path: Path) -> None:
    morning(community)
    settings = community.hub.settings
    words = ("--verifier-key", verifier_key(settings), "--second-path", settings.checkpoint_copy)
    assert run(community, "verify", *words).exit_code == 0
    assert run(community, "verify", "--verifier-key", "nonsense").exit_code == 1
    (tmp_path / "empty").mkdir()
    assert run(community, "verify", "--second-path", tmp_path / "empty").exit_code == 1
    assert run(community, "verify", "--second-path", tmp_path / "absent").exit_code == 2


def test_export_holds_the_bytes_of_the_agency_alone(community: Community, copy: Path) -> None:
    about, *lines = [json.loads(line) for line in copy.read_text().splitlines()]
    assert about["agency"] == "north_county"
    readable = [b64decode(line["bytes"]).decode() for line in lines if "bytes" in line]
    hashed = [line for line in lines if "hash" in line and "bytes" not in line]
    assert readable
    assert hashed
    assert not [data for data in readable if community.programs["advocates"].handle in data]
    assert CANARY not in copy.read_text()
    assert copy.stat().st_mode & 0o777 == 0o600


def test_export_is_an_entry_that_the_agencys_auditor_sees(community: Community, copy: Path) -> None:
    number(community)
    newest = watched.acts(community, "aud_north", Narrowed(action="access_log:export"))
    assert [act.person for act in newest] == ["The hub itself"]


def test_export_for_nobody_writes_nothing(community: Community, tmp_path: Path) -> None:
    morning(community)
    done = run(community, "export", "-o", tmp_path / "none", "--agency", "nowhere")
    assert done.exit_code == 1
    assert list(tmp_path.glob("none*")) == []


def test_outside_verifier_confirms_copy_kept_checkpoints_and_proof(
    community: Community, copy: Path, tmp_path: Path
) -> None:
    settings = community.hub.settings
    assert run(community, "prove", 4, "-o", tmp_path / "4.proof").exit_code == 0
    kept = settings.checkpoint_copy / "checkpoints"
    done = outside(copy, "--key", verifier_key(settings), "--kept", kept, "--proof", tmp_path / "4.proof")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "The proof of entry 4 holds." in done.stdout


def _edit(line: int, change: Callable[[dict[str, object]], None]) -> Callable[[list[str]], list[str]]:
    def edit(lines: list[str]) -> list[str]:
        found = json.loads(lines[line])
        change(found)
        return [*lines[:line], json.dumps(found), *lines[line + 1 :]]

    return edit


def _flip(found: dict[str, object]) -> None:
    found["hash"] = b64encode(bytes(32)).decode()
    found.pop("bytes", None)


def _grow(found: dict[str, object]) -> None:
    found["checkpoint"] = str(found["checkpoint"]).replace("\n", "0\n", 2)


def _forge(found: dict[str, object]) -> None:
    found["bytes"] = b64encode(b"{}").decode()


TAMPERED: dict[str, Callable[[list[str]], list[str]]] = {
    "a hash": _edit(-3, _flip),
    "bytes": _edit(-3, _forge),
    "an entry removed": lambda lines: [*lines[:-3], *lines[-2:]],
    "entries swapped": lambda lines: [*lines[:-3], lines[-2], lines[-3], lines[-1]],
    "the end cut off": lambda lines: lines[:-1],
    "an entry put in": lambda lines: [*lines, lines[-1]],
    "no checkpoint": lambda lines: [line for line in lines if "checkpoint" not in line],
    "a checkpoint changed": _edit(1, _grow),
    "another file": lambda lines: lines[1:],
    "nothing": lambda lines: [],
    "not JSON": lambda lines: ["?", *lines],
}


def test_outside_verifier_finds_every_tampered_copy(community: Community, copy: Path, tmp_path: Path) -> None:
    changed, lines = tmp_path / "changed.jsonl", copy.read_text().splitlines()
    for kind, tamper in TAMPERED.items():
        changed.write_text("".join(f"{line}\n" for line in tamper(lines)))
        done = outside(changed, "--key", verifier_key(community.hub.settings))
        assert (done.returncode, done.stdout[:7]) == (1, "WRONG: "), kind


def test_outside_verifier_takes_no_other_key(copy: Path) -> None:
    other = Signer.generate("other.example/log").verifier.verifier_key
    for key in (other, "nonsense"):
        done = outside(copy, "--key", key)
        assert done.returncode == 1
        assert done.stdout.startswith("WRONG: ")


def test_outside_verifier_finds_that_a_kept_checkpoint_is_of_another_log(
    community: Community, copy: Path, tmp_path: Path
) -> None:
    """The hub's own key signed it, but for a log that this copy does not continue."""
    signer = Signer.open(community.hub.settings.signing_key_file)
    (tmp_path / "kept").write_text(checkpoint.sign(signer, signer.verifier.name, 3, bytes(32)).note)
    done = outside(copy, "--key", signer.verifier.verifier_key, "--kept", tmp_path / "kept")
    assert done.returncode == 1
    assert "up to 3 are not those" in done.stdout


def test_outside_verifier_needs_the_standard_library_and_cryptography_alone() -> None:
    tree = ast.parse(VERIFIER.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in names} - set(sys.stdlib_module_names) == {"cryptography"}
