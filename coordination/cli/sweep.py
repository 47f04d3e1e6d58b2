"""Room: cli. The sweep of deadlines by hand: everything that has to be told of now, and how far it has come.

A worker does the same once a minute. Stopped half-way, the next one goes on where this one ended.
"""

from __future__ import annotations

import os
from contextlib import closing

import click

from coordination.casework import sweep
from coordination.cli.migrate import check_current
from coordination.cli.progress import Told
from coordination.hub import Hub
from coordination.settings import Settings


@click.command("sweep")
def sweep_command() -> None:
    """Tell of every deadline that is at risk or overdue now; a worker does it once a minute."""
    with closing(Hub.open(Settings.read(os.environ))) as hub:
        check_current(hub)
        done = sweep.sweep(hub.desk, Told("deadlines looked at"))
    click.echo(f"Told of {done} deadlines." if done != 1 else "Told of 1 deadline.")
