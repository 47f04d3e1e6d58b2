"""Room: cli. The commands, a fixed list. What a person did wrong is one sentence and exit code 1, never a traceback.

Only the command that was asked for is read: a worker starts without the pages, and `doctor` in a third of the time.
"""

from __future__ import annotations

from collections.abc import Callable

import click

from coordination.model.errors import HubError, Invalid

Read = Callable[[], click.Command]


def _access_log() -> click.Command:
    from coordination.cli.access_log import access_log

    return access_log


def _backup() -> click.Command:
    from coordination.cli.backup import backup

    return backup


def _demo() -> click.Command:
    from coordination.cli.demo import demo

    return demo


def _describe() -> click.Command:
    from coordination.cli.describe import describe

    return describe


def _doctor() -> click.Command:
    from coordination.cli.doctor import doctor

    return doctor


def _init() -> click.Command:
    from coordination.cli.init import init

    return init


def _keys() -> click.Command:
    from coordination.cli.keys import keys

    return keys


def _migrate() -> click.Command:
    from coordination.cli.migrate import migrate_command

    return migrate_command


def _outbox() -> click.Command:
    from coordination.cli.outbox import outbox

    return outbox


def _people() -> click.Command:
    from coordination.cli.people import people

    return people


def _restore() -> click.Command:
    from coordination.cli.restore import restore

    return restore


def _roster() -> click.Command:
    from coordination.cli.roster import roster

    return roster


def _serve() -> click.Command:
    from coordination.cli.serve import serve

    return serve


def _sweep() -> click.Command:
    from coordination.cli.sweep import sweep_command

    return sweep_command


def _work() -> click.Command:
    from coordination.cli.work import work_command

    return work_command


# Whoever adds a command reads it above and adds it here, one line each, alphabetised.
COMMANDS: dict[str, Read] = {
    "access-log": _access_log,
    "backup": _backup,
    "demo": _demo,
    "describe": _describe,
    "doctor": _doctor,
    "init": _init,
    "keys": _keys,
    "migrate": _migrate,
    "outbox": _outbox,
    "people": _people,
    "restore": _restore,
    "roster": _roster,
    "serve": _serve,
    "sweep": _sweep,
    "work": _work,
}


class Hall(click.Group):
    """The group of all commands, which says what went wrong in the hub's own words."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as its base
        """Their names, without reading any."""
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as its base
        """The one of this name, or None."""
        read = COMMANDS.get(cmd_name)
        return read() if read else None

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
