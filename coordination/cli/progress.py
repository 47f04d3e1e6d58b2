"""Room: cli. Says on standard error how far a long command has come, at each tenth."""

from __future__ import annotations

import click

_TENTH = 10


class Told:
    """A progress function. what: of which things so many are done, such as "entries read"."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._said = 0

    def __call__(self, done: int, whole: int) -> None:
        """Called now and then with how many are done, and how many there are in all."""
        tenth = done * _TENTH // max(whole, 1)
        if tenth > self._said:
            self._said = tenth
            click.echo(f"{done} of {whole} {self._what}", err=True)
        elif tenth < self._said:  # another part begins
            self._said = tenth
