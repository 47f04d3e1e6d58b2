"""Room: cli. `access-log verify | prove | export`: prove the access log to oneself and to outside verifiers."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click

from coordination.casework import log_check, log_copy
from coordination.casework.log_check import Against
from coordination.cli.progress import Told
from coordination.hub import Hub, verifier_key
from coordination.model.errors import Misconfigured
from coordination.model.oversight import Checked
from coordination.settings import Settings


@click.group(name="access-log")
def access_log() -> None:
    """The access log: verify it, prove an entry, export it for an outside verifier."""


@access_log.command()
@click.option("--projections", is_flag=True, help="Also compare columns and indexes with the signed bytes.")
@click.option("--verifier-key", "keys", multiple=True, help="A public key, the newest first. [default: the hub's]")
@click.option(
    "--second-path",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the signed copies. [default: the hub's]",
)
@click.pass_context
def verify(context: click.Context, keys: tuple[str, ...], second_path: Path | None, *, projections: bool) -> None:
    """Read every entry again and hold it against the signed checkpoints. Exit code 1 when anything is wrong."""
    settings = Settings.read(os.environ)
    against = _against(settings, keys, second_path)
    with closing(Hub.open(settings)) as hub:
        found = log_check.verify_all(hub.desk, against, columns=projections, progress=Told("entries read"))
    click.echo("\n".join(report(found)))
    if not found.sound:
        context.exit(1)


@access_log.command()
@click.argument("seq", type=click.IntRange(min=0))
@click.option("-o", "output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
def prove(seq: int, output: Path) -> None:
    """Write a C2SP tlog-proof that entry SEQ is in the log. It holds hashes and signatures only."""
    with closing(Hub.open(Settings.read(os.environ))) as hub:
        proof = log_check.prove(hub.desk, seq)
    _write(output, [proof])
    click.echo(f"The proof of entry {seq} is in {output}.")


@access_log.command()
@click.option("-o", "output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
@click.option("--agency", required=True, help="Slug of the agency whose entries are given out with their content.")
def export(output: Path, agency: str) -> None:
    """Write what an outside verifier needs: every hash, every checkpoint, and the entries of one agency."""
    settings = Settings.read(os.environ)
    against = _against(settings, (), None)
    with closing(Hub.open(settings)) as hub:
        count = _write(output, log_copy.lines(hub.desk, agency, against))
    click.echo(f"{count} lines are in {output}. Check them with deploy/verify_access_log.py and this key:")
    click.echo(against.verifier_keys[0])


def report(found: Checked) -> Iterator[str]:
    """The sentences of a verification."""
    yield f"{found.size} entries, {found.signed} of them under {found.checkpoints} signed checkpoints."
    if found.waiting:
        yield f"{found.waiting} entries wait for their number; that takes about a second while the hub runs."
    for fault in found.faults:
        yield f"FAULT: {fault.sentence}"
    whole = "Nothing was changed."
    yield whole if found.sound else "The access log is NOT whole. Keep everything as it is and get help."


def _against(settings: Settings, keys: tuple[str, ...], second_path: Path | None) -> Against:
    return Against(verifier_keys=keys or (verifier_key(settings),), second_path=second_path or settings.checkpoint_copy)


def _write(path: Path, lines: Iterable[str]) -> int:
    """Write lines to a new private file (0600); how many. It appears under its name once it is whole."""
    count = 0
    with _new(path) as (file, part):
        with open(file, "w", encoding="utf-8") as out:  # noqa: PTH123 - a descriptor opened 0600 below
            for count, line in enumerate(lines, 1):  # noqa: B007 - how many there were
                out.write(line)
        part.replace(path)
    return count


@contextmanager
def _new(path: Path) -> Iterator[tuple[int, Path]]:
    part = path.with_name(path.name + ".part")
    try:
        part.unlink(missing_ok=True)
        yield os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), part
    except OSError as error:
        raise Misconfigured(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        part.unlink(missing_ok=True)
