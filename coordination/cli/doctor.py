"""Room: cli. `doctor`: is everything in order? One line each: ok, or look here with one sentence."""

from __future__ import annotations

import os
from contextlib import closing
from functools import partial

import click

from coordination.casework import health
from coordination.casework.desk import Desk
from coordination.casework.health import Line
from coordination.cli.migrate import check_current
from coordination.hub import Hub
from coordination.model.errors import HubError
from coordination.settings import Settings


@click.command()
@click.pass_context
def doctor(context: click.Context) -> None:
    """Look at settings, files, database, log, second path, disks and backups. Exit code 1 when there is something."""
    troubles = 0
    for line in _lines():
        click.echo(f"{'ok       ' if line.fine else 'look here'}  {line.name}: {line.sentence}")
        troubles += not line.fine
    if troubles:
        context.exit(1)


def _lines() -> list[Line]:
    try:
        settings = Settings.read(os.environ)
    except HubError as error:
        return [Line(name="settings", fine=False, sentence=error.sentence)]

    def desk() -> Desk:
        return Hub.open(settings).desk

    found = [Line(name="settings", fine=True, sentence=f"data folder {settings.home}")]
    for line in health.looks(settings, desk, (("migrations", partial(_current, settings)),)):
        click.echo(f"Looked at: {line.name}", err=True)
        found.append(line)
    return found


def _current(settings: Settings) -> str:
    with closing(Hub.open(settings)) as hub:
        check_current(hub)
    return "the database has all of them"
