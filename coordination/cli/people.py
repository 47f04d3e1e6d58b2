"""Room: cli. `people disable`: somebody is out, from their very next request."""

from __future__ import annotations

import os
from contextlib import closing

import click

from coordination.casework import people as casework
from coordination.hub import Hub
from coordination.settings import Settings


@click.group()
def people() -> None:
    """People of the roster, one at a time. Use `roster load` for everything else."""


@people.command()
@click.option("--issuer", required=True, help="Exact URL of their identity provider, as the roster has it.")
@click.option("--subject", required=True, help="What that provider calls them (the `sub` claim).")
def disable(issuer: str, subject: str) -> None:
    """End a person's use of the hub now: from their next request they open nothing, and every session has ended."""
    with closing(Hub.open(Settings.read(os.environ))) as hub:
        click.echo("Ending the person and their sessions ...", err=True)
        name, count = casework.disable(hub.desk, issuer, subject)
    click.echo(f"{name} is out. Sessions ended: {count}. End them in the roster file, too.")
