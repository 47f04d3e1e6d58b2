"""Room: cli. `backup`: an encrypted copy of the whole hub, made while everybody works on."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

import click

from coordination.casework import backups
from coordination.cli.migrate import check_current
from coordination.cli.progress import Told
from coordination.hub import Hub
from coordination.model.errors import Invalid
from coordination.settings import Settings

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.option("--to", required=True, type=_FOLDER, help="Folder for the rows and the manifest.")
@click.option("--keys-to", type=_FOLDER, help="Folder for the wrapped keys; best another one. [default: that of --to]")
@click.option("--recipient", "recipients", multiple=True, help="A public key of age (age1…) that may open it.")
@click.option(
    "--recipients-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file of such keys, one a line; lines that begin with # are comments.",
)
def backup(to: Path, keys_to: Path | None, recipients: tuple[str, ...], recipients_file: Path | None) -> None:
    """Write a backup that only the recipients can open. The root key is never in it: keep the key files apart."""
    settings = Settings.read(os.environ)
    chosen = [*recipients, *(_keys_in(recipients_file) if recipients_file else ())]
    with closing(Hub.open(settings)) as hub:
        check_current(hub)
        made = backups.make(hub.desk, settings, to, keys_to or to, chosen, Told("tables written"))
    click.echo(f"The backup is in {made.manifest.parent}: {made.manifest.name}, {made.rows.name}.")
    click.echo(f"Its wrapped keys are in {made.keys}.")


def _keys_in(file: Path) -> list[str]:
    try:
        lines = [line.strip() for line in file.read_text(encoding="utf-8").splitlines()]
    except (OSError, UnicodeError) as error:
        sentence = f"{file.name} cannot be read as a list of public keys."
        raise Invalid({"recipient": sentence}, sentence) from error
    return [line for line in lines if line and not line.startswith("#")]
