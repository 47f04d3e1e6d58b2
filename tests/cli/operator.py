"""Room: tests. An operator at the command line of a hub on an empty database of either engine."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner, Result

from coordination.cli.main import main
from coordination.hub import Hub
from coordination.settings import Settings
from tests.databases import Databases


@dataclass(slots=True)
class Operator:
    """Their settings, as variables. run("init", "--issuer", …) runs one command."""

    environ: dict[str, str]

    def run(self, *words: str, **more: str) -> Result:
        """Run one command; more: further variables."""
        return CliRunner().invoke(main, list(words), env={**self.environ, **more})

    def settings(self) -> Settings:
        """What the hub reads."""
        return Settings.read(self.environ)

    def hub(self) -> Hub:
        """The hub, to be closed by the test."""
        return Hub.open(self.settings())


def operator(databases: Databases, home: Path) -> Operator:
    """An operator whose data folder is `home`."""
    return Operator(
        {
            "COORDINATION_HOME": str(home),
            "COORDINATION_DATABASE_URL": databases.app,
            "COORDINATION_MIGRATION_URL": databases.owner,
            "COORDINATION_SEQUENCER_URL": databases.sequencer,
        }
    )
