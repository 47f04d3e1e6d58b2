"""Room: cli. `keys rotate root | agency SLUG`: new keys while everybody works on; killed half-way, run it again."""

from __future__ import annotations

import os
import time
from datetime import timedelta

import click

from coordination.casework import key_rotation
from coordination.hub import as_owner
from coordination.settings import Settings


@click.group()
def keys() -> None:
    """The keys of the hub."""


@keys.group()
def rotate() -> None:
    """Replace a key. Nothing is unreadable at any moment; a rotation that was cut off is gone on with."""


@rotate.command()
@click.option(
    "--settle",
    type=click.IntRange(min=0),
    default=int(key_rotation.SETTLE.total_seconds()),
    show_default=True,
    help="Seconds to wait for work that began under the old key.",
)
def root(settle: int) -> None:
    """Replace the root key, which wraps every agency's key. On PostgreSQL it needs COORDINATION_MIGRATION_URL."""
    settings = Settings.read(os.environ)
    with as_owner(settings) as desk:
        wait = timedelta(seconds=settle)
        retired = key_rotation.rotate_root(desk, settings, _say, time.sleep, settle=wait)
    click.echo(f"The root key is new. The old one is {retired}. It opens backups made before now: keep it in the")
    click.echo("safe with them, or make a new backup and destroy both. Put a copy of root.key in the safe.")


@rotate.command()
@click.argument("slug")
def agency(slug: str) -> None:
    """Replace the key of the agency SLUG, and move the keys of all its cases under the new one."""
    with as_owner(Settings.read(os.environ)) as desk:
        count = key_rotation.rotate_agency(desk, slug, _say)
    click.echo(f"The key of {slug} is new, and {count} data keys were moved under it.")


def _say(words: str) -> None:
    click.echo(words, err=True)
