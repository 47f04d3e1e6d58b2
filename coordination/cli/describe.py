"""Room: cli. `describe`: who may see what on which authority, as text, page or sheet; and what a change would do."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import click

from coordination.casework import matrix as casework
from coordination.casework import matrix_sheet, rules_diff, rules_file
from coordination.casework.matrix_text import markdown
from coordination.casework.rules_diff import Cell
from coordination.casework.rules_file import RuleSet
from coordination.cli.matrix_page import page
from coordination.hub import Hub
from coordination.model.errors import Invalid
from coordination.settings import DEFAULT_PLUGINS, Settings
from coordination.web.help_text import FOLDER

HELP = FOLDER / "30-matrix.md"
LARGEST = 16 * 1024 * 1024  # bytes of an export
NOW = "now"


@click.group()
def describe() -> None:
    """Say in plain English what this hub does."""


@describe.command()
@click.option("--format", "kind", type=click.Choice(["markdown", "html", "csv"]), default="markdown", help="How.")
@click.option("--write", is_flag=True, help="Write the page of the help anew, from the plugins that come with the hub.")
def matrix(kind: str, *, write: bool) -> None:
    """Who may see which type of whose on which authority, made from the rules in force. Needs no database."""
    if write:
        HELP.write_text(help_page(), encoding="utf-8")
        click.echo(f"Written: {HELP.name}")
        return
    settings = Settings.read(os.environ)
    found = casework.of_plugins(settings.plugins, settings.screening)
    if kind == "csv":
        click.echo("".join(matrix_sheet.lines(found)), nl=False)
    else:
        text = "\n".join(markdown(found))
        click.echo(text if kind == "markdown" else page(text))


def help_page() -> str:
    """The page of the help: the matrix of the plugins that come with the hub, whatever an operator chose."""
    return "\n".join(markdown(casework.of_plugins(DEFAULT_PLUGINS))) + "\n"


@describe.command()
@click.option("--to", type=click.Path(dir_okay=False, writable=True, path_type=Path), help="A file, not the screen.")
def rules(to: Path | None) -> None:
    """The rules in force as JSON, to be kept and compared with others by `describe diff`."""
    settings = Settings.read(os.environ)
    text = rules_file.export(rules_file.of_plugins(settings.plugins, settings.screening))
    if to is None:
        click.echo(text)
    else:
        to.write_text(text + "\n", encoding="utf-8")


@describe.command()
@click.argument("old")
@click.argument("new")
@click.option("--cases", is_flag=True, help="Count for the cases of this hub, too. This is logged.")
def diff(old: str, new: str, *, cases: bool) -> None:
    """What the rules NEW open or close that OLD did not.

    Each is a list of plugins (a,b,c), a settings file with COORDINATION_PLUGINS in it, what `describe rules` wrote
    (a file that ends in .json), or the word now.
    """
    before, after = _rules(old), _rules(new)
    found = rules_diff.diff(before, after)
    click.echo(f"From rules {before.rules_hash} to rules {after.rules_hash}")
    click.echo("\n".join(_told("Would open", rules_diff.sentences(found.opened))))
    click.echo("\n".join(_told("Would close", rules_diff.sentences(found.closed))))
    if cases:
        with closing(Hub.open(Settings.read(os.environ))) as hub:
            counted = rules_diff.counts(hub.desk, before.rulebook, after.rulebook)
        for opens, title in ((True, "Would open on cases here"), (False, "Would close on cases here")):
            click.echo("\n".join(_told(title, _cells(counted, opens=opens))))
        click.echo("Programs whose clients are protected by law are not counted. Small numbers are not told apart.")


def _rules(said: str) -> RuleSet:
    file = Path(said)
    if said == NOW:
        settings = Settings.read(os.environ)
        return rules_file.of_plugins(settings.plugins, settings.screening)
    if not file.is_file():
        if file.suffix or "/" in said:
            raise Invalid({said: "There is no such file."})
        return rules_file.of_plugins(tuple(said.replace(",", " ").split()))
    if file.stat().st_size > LARGEST:
        raise Invalid({file.name: "It is too large to be a file of rules."})
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise Invalid({file.name: "It cannot be read as text."}) from error
    if file.suffix == ".json":
        return rules_file.read(file.name, text)
    settings = Settings.read(_environ(text))
    return rules_file.of_plugins(settings.plugins, settings.screening)


def _environ(text: str) -> dict[str, str]:
    """A settings file as systemd reads it: NAME=value lines, # for comments."""
    pairs = (line.strip().partition("=") for line in text.splitlines() if line.strip()[:1] not in {"", "#", ";"})
    return {name.strip(): value.strip().strip("\"'") for name, _, value in pairs}


def _told(title: str, lines: Iterable[str]) -> Iterator[str]:
    yield ""
    yield f"{title}:"
    yield from [f"- {line}" for line in lines] or ["- nothing"]


def _cells(counted: Iterable[tuple[Cell, int]], *, opens: bool) -> Iterator[str]:
    for (sharing, recipient, kind, opened), count in counted:
        if opened is opens:
            yield f"{sharing} → {recipient}: {kind}: {rules_diff.told(count)}"
