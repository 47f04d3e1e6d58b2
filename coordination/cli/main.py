"""Room: cli. The commands, a fixed list. What a person did wrong is one sentence and exit code 1, never a traceback."""

from __future__ import annotations

import click

from coordination.cli.access_log import access_log
from coordination.cli.backup import backup
from coordination.cli.demo import demo
from coordination.cli.describe import describe
from coordination.cli.doctor import doctor
from coordination.cli.init import init
from coordination.cli.keys import keys
from coordination.cli.migrate import migrate_command
from coordination.cli.outbox import outbox
from coordination.cli.people import people
from coordination.cli.restore import restore
from coordination.cli.roster import roster
from coordination.cli.serve import serve
from coordination.cli.sweep import sweep_command
from coordination.cli.work import work_command
from coordination.model.errors import HubError, Invalid

# Whoever adds a command imports it above and adds it here, one line each, alphabetised.
COMMANDS: tuple[click.Command, ...] = (
    access_log,
    backup,
    demo,
    describe,
    doctor,
    init,
    keys,
    migrate_command,
    people,
    restore,
    outbox,
    roster,
    serve,
    sweep_command,
    work_command,
)


class Hall(click.Group):
    """The group of all commands, which says what went wrong in the hub's own words."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; the five errors become sentences on standard error."""
        try:
            return super().invoke(ctx)
        except Invalid as error:
            for place, sentence in error.fields.items():
                click.echo(f"{place}: {sentence}", err=True)
            raise click.ClickException(error.sentence) from error
        except HubError as error:
            raise click.ClickException(error.sentence) from error


@click.group(cls=Hall, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Run a coordination hub for agencies that protect children."""


for command in COMMANDS:
    main.add_command(command)
