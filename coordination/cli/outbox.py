"""Room: cli. `outbox dead | retry`: messages that could not be sent, and another try for them."""

from __future__ import annotations

import os
from contextlib import closing

import click

from coordination.casework import dead_letters
from coordination.hub import Hub
from coordination.model.errors import Invalid
from coordination.model.ids import NoticeId, is_id
from coordination.settings import Settings


@click.group()
def outbox() -> None:
    """The outbox: messages to people that could not be sent by mail."""


@outbox.command()
def dead() -> None:
    """List dead letters: id, kind, when it was made and given up (UTC), how often it was tried."""
    with closing(Hub.open(Settings.read(os.environ))) as hub:
        found = dead_letters.listed(hub.desk)
    for one in found:
        made, ended = (at.isoformat(timespec="seconds") for at in (one.made_at, one.ended_at))
        click.echo(f"{one.id}  {one.kind.value}  {made}  {ended}  {one.attempts}")
    click.echo(f"{len(found)} dead letters.", err=True)


@outbox.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--all", "everything", is_flag=True, help="All that `outbox dead` lists.")
def retry(ids: tuple[str, ...], *, everything: bool) -> None:
    """Let dead letters begin anew. Each is judged again before it is sent; those to an on-call line cannot."""
    wrong = {one: "This is no id of a message." for one in ids if not is_id(one)}
    if wrong or bool(ids) == everything:
        raise Invalid(wrong or {"ids": "Name some ids, or write --all."}, "Nothing was changed.")
    with closing(Hub.open(Settings.read(os.environ))) as hub:
        named = [one.id for one in dead_letters.listed(hub.desk)] if everything else [NoticeId(one) for one in ids]
        begun = dead_letters.retry(hub.desk, named)
    click.echo(f"{begun} messages begin anew.")
