"""Room: cli. `restore`: an empty hub becomes what a backup holds. Everything is checked before anything is written."""

from __future__ import annotations

import os
from pathlib import Path

import click

from coordination.casework import restoring
from coordination.cli.migrate import knows, migrate
from coordination.cli.progress import Told
from coordination.cli.work import checkpoint
from coordination.hub import Hub, as_owner
from coordination.model.errors import Misconfigured
from coordination.settings import Settings

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("manifest", type=_FILE)
@click.option("--key", "key_file", required=True, type=_FILE, help="File with the recipient's private key of age.")
@click.option(
    "--keys-from",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the wrapped keys. [default: that of MANIFEST]",
)
@click.option("--without-endings", is_flag=True, help="Go on although the list of endings is lost.")
@click.option("--give-up-signed-entries", "give_up", is_flag=True, help="Go back behind a signed checkpoint.")
def restore(manifest: Path, key_file: Path, keys_from: Path | None, *, without_endings: bool, give_up: bool) -> None:
    """Restore the backup of MANIFEST into an empty database. Put root.key and log.key in the data folder first.

    What was stopped, ended or purged since the backup stays so. Everybody has to sign in again.
    """
    settings = Settings.read(os.environ)
    for path in (settings.root_key_file, settings.signing_key_file):
        if not path.exists():
            raise Misconfigured(f"Put {path.name} into {path.parent} first. It is never in a backup.")
    checked = restoring.check(
        settings,
        manifest,
        keys_from,
        key_file,
        without_endings=without_endings,
        give_up=give_up,
        progress=Told("bytes checked"),
    )
    revision = checked.manifest.revision
    if not knows(revision):
        raise Misconfigured(f"This backup is of a newer hub (revision {revision}). Install that version first.")
    Hub.complete_keys(settings)
    migrate(settings, revision)
    with as_owner(settings) as desk:
        done = restoring.restore(desk, settings, checked, Told("bytes restored"))
    migrate(settings)
    checkpoint(settings)
    click.echo(f"Restored: {done.rows} rows, as they were on {checked.manifest.at:%Y-%m-%d at %H:%M:%S} UTC.")
    for kind, count in sorted(done.kept_shut.items()):
        click.echo(f"Still ended, closed or purged, as since then: {count} of kind {kind.replace('_', ' ')}.")
    if done.given_up:
        click.echo(f"{done.given_up} signed entries of the access log are missing; the old second path is set aside.")
    if without_endings:
        click.echo(
            "The list of endings was not there: look at every release that was stopped since, and stop it again."
        )
    click.echo("Everybody has to sign in again. Now run: python -m coordination doctor")
