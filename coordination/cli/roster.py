"""Room: cli. `roster load FILE`: agencies, programs, issuers, people and appointments, all or nothing."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import click

from coordination.casework import roster as casework
from coordination.hub import Hub
from coordination.model.errors import Invalid
from coordination.settings import Settings

LARGEST = 16 * 1024 * 1024  # bytes of a roster file; 100,000 people fit


@click.group()
def roster() -> None:
    """The roster: who works where, and which identity provider speaks for them."""


@roster.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def load(file: Path) -> None:
    """Check FILE (.toml or .json) as a whole, then apply all of it or nothing. Loading it again changes nothing.

    The format and an example are under Help, "The roster file".
    """
    data = parse(file)
    with closing(Hub.open(Settings.read(os.environ))) as hub:
        loaded = casework.load(hub.desk, data, client_secrets(data, os.environ, file.parent))
    click.echo(f"Loaded: {loaded.added} added, {loaded.changed} changed, {loaded.ended} ended.")


def parse(file: Path) -> Mapping[str, object]:
    """The tables of a roster file; Invalid with one sentence when it cannot be read."""
    if file.suffix not in {".toml", ".json"}:
        raise Invalid({file.name: "A roster file ends in .toml or .json."})
    if file.stat().st_size > LARGEST:
        raise Invalid({file.name: "A roster file is at most 16 MB."})
    try:
        text = file.read_text(encoding="utf-8")
        data: object = tomllib.loads(text) if file.suffix == ".toml" else json.loads(text)
    except (ValueError, RecursionError, OSError) as error:
        raise Invalid({file.name: f"It cannot be read: {error}."}) from error
    if not isinstance(data, dict):
        raise Invalid({file.name: "It must hold the parts of a roster by name."})
    return data


def client_secrets(data: Mapping[str, object], environ: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Client secrets by issuer URL, from the variable or file each issuer names; what cannot be read is left out."""
    found: dict[str, str] = {}
    rows = data.get("issuers")
    for row in rows if isinstance(rows, list) else []:
        if not isinstance(row, dict):
            continue
        url, variable, path = (row.get(name) for name in ("url", "client_secret_env", "client_secret_file"))
        secret = ""
        if isinstance(variable, str):
            secret = environ.get(variable, "")
        elif isinstance(path, str):
            secret = _first_line(folder / path)
        if isinstance(url, str) and secret:
            found[url] = secret
    return found


def _first_line(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeError):
        return ""
