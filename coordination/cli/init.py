"""Room: cli. `init`: an empty, real hub: data folder, keys, database, and a first administrator to sign in."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

import click

from coordination.casework import initial
from coordination.cli.migrate import migrate
from coordination.cli.roster import client_secrets
from coordination.hub import DEMO_MARK, Hub, keeping
from coordination.model.errors import Misconfigured
from coordination.settings import Settings


@click.command()
@click.option("--issuer", required=True, help="Exact URL of the agency's identity provider.")
@click.option("--subject", required=True, help="What that provider calls the first administrator (the `sub` claim).")
@click.option("--name", default="First administrator", show_default=True, help="The administrator's name.")
@click.option("--agency", default="First agency", show_default=True, help="The agency's name.")
@click.option("--government/--private", default=True, show_default=True, help="What kind of agency it is.")
@click.option("--zone", default="America/Chicago", show_default=True, help="The agency's time zone (IANA name).")
@click.option("--client-id", default="coordination", show_default=True, help="What the provider calls this hub.")
@click.option("--client-secret-env", help="The environment variable that holds the client secret.")
@click.option("--client-secret-file", help="The file that holds the client secret.")
@click.option("--partner-type", default="", help="The kind of the administrator's program.")
def init(
    issuer: str,
    subject: str,
    name: str,
    agency: str,
    *,
    government: bool,
    zone: str,
    client_id: str,
    client_secret_env: str | None,
    client_secret_file: str | None,
    partner_type: str,
) -> None:
    """Make an empty, real hub whose first administrator is (ISSUER, SUBJECT). Works once."""
    settings = Settings.read(os.environ)
    given = {"client_secret_env": client_secret_env, "client_secret_file": client_secret_file}
    secret_from = {key: value for key, value in given.items() if value}
    with closing(_assembled(settings)) as hub:
        data = initial.first_roster(
            hub.desk,
            issuer=issuer,
            subject=subject,
            name=name,
            agency=agency,
            zone=zone,
            client_id=client_id,
            secret_from=secret_from,
            government=government,
            partner_type=partner_type,
        )
        initial.found(hub.desk, data, client_secrets(data, os.environ, Path.cwd()))
        with keeping(settings) as sequencer:
            sequencer.close(hub.desk.now)
    click.echo(f"The hub is ready in {settings.home}. Start it with `python -m coordination serve`.")
    click.echo(f"At the identity provider, register {settings.public_url}/sign-in/return as the redirect address.")


def _assembled(settings: Settings) -> Hub:
    """A new hub with keys and a migrated database, or one whose `init` was cut short; else Misconfigured."""
    if (settings.home / DEMO_MARK).exists():
        raise Misconfigured("This folder holds a demonstration hub, which can never become a real one. Choose another.")
    if settings.root_key_file.exists():
        with closing(Hub.open(settings)) as hub:
            if initial.is_founded(hub.desk):
                raise Misconfigured("This hub has its first administrator already. `init` works once.")
    else:
        Hub.create_keys(settings)
    migrate(settings)
    return Hub.open(settings)
