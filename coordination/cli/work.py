"""Room: cli. A worker: it sends the outbox, raises alarms, sweeps deadlines, numbers the access log, and purges.

`serve` starts one as `python -m coordination.cli.work` and holds its standard input open. When that ends, or SIGTERM
comes, the child signs a last checkpoint and leaves; so no child outlives its parent, however that died.
`python -m coordination work` is one more, as a process of its own; there may be any number.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from functools import partial
from threading import Event, Thread
from typing import Protocol

import click

from coordination.casework import alarms, outbox, sweep, upkeep
from coordination.casework.desk import Desk
from coordination.cli.mail import Post
from coordination.cli.metrics import metrics_served
from coordination.cli.migrate import check_current
from coordination.door.log import Logger, logger, where
from coordination.hub import Hub, keeping, utc_now
from coordination.model.errors import HubError, Unavailable
from coordination.model.session import Limits
from coordination.settings import Settings

STEP_SECONDS = 0.5
PURGE_EVERY = timedelta(minutes=10)
ALARMS_EVERY = timedelta(minutes=1)  # an urgent referral is told of at 30 minutes, not at 35
MAIL_STOPS_SECONDS = 12.0  # a letter in hand may take as long as the mail server may think (cli/mail)
MAIL_AWAY = timedelta(seconds=30)  # after which a mail server that was away is tried again
SAY_AGAIN = timedelta(minutes=1)
LAST_TRIES = 5  # attempts at the last checkpoint while the log cannot be written, a step apart
# A child that was killed holds its lease for ten seconds more; the one that follows waits for it before it leaves.
LEASE_TRIES = 24


def checkpoint(settings: Settings) -> None:
    """Number and sign everything now, once: after `init`, and after the demo was loaded. Raises Unavailable."""
    with keeping(settings) as sequencer:
        sequencer.close(utc_now())


def work(settings: Settings, stop: Event) -> int:
    """Work until `stop` is set, then sign a last checkpoint. 0 when it was signed, 1 when the log cannot be written.

    While the database is away, full, or not the one that was signed, it says so once a minute and tries again.
    """
    log = logger(settings.log_level)
    with closing(Hub.open(settings)) as hub, keeping(settings) as sequencer, metrics_served(hub, log):
        tried = _Patience(log)
        post = Post(settings.mail, settings.public_url, utc_now)
        mail = Thread(target=_mail, args=(hub.desk, post, stop, _Patience(log)), name="mail", daemon=True)
        mail.start()
        rounds = (
            _Round("alarms_not_raised", ALARMS_EVERY, partial(alarms.raise_due, hub.desk)),
            _Round("deadlines_not_swept", ALARMS_EVERY, partial(sweep.sweep, hub.desk, stopping=stop.is_set)),
            _Round("not_purged", PURGE_EVERY, partial(_purge, hub.desk, hub.limits)),
        )
        while not stop.wait(STEP_SECONDS):
            now = utc_now()
            tried.run("access_log_not_numbered", now, partial(sequencer.step, now))
            for each in rounds:
                each.take(tried, now)
        mail.join(MAIL_STOPS_SECONDS)
        return _leave(sequencer, tried)


def _leave(sequencer: _Sequencer, tried: _Patience) -> int:
    """Sign the last checkpoint; 0 when every entry is under one, or when another process is there to sign it."""
    failures = 0
    for _attempt in range(LEASE_TRIES):
        if tried.run("last_checkpoint_not_signed", utc_now(), partial(sequencer.close, utc_now())):
            if sequencer.settled(utc_now()):
                return 0
        elif (failures := failures + 1) == LAST_TRIES:
            return 1
        Event().wait(STEP_SECONDS)
    return 0  # nobody let go of the lease in all this time, so whoever holds it is alive and signs


class _Sequencer(Protocol):
    """What the last steps ask of the log's sequencer (audit/sequencer)."""

    def close(self, now: datetime) -> object:
        """Number and sign everything, and give the lease back."""

    def settled(self, now: datetime) -> bool:
        """Whether everything is numbered and signed."""


class _Patience:
    """Runs one piece of work; an outage is said once a minute, and is no reason to die."""

    def __init__(self, log: Logger) -> None:
        self._log = log
        self._said: dict[tuple[str, str], datetime] = {}

    def run(self, event: str, now: datetime, piece: Callable[[], object]) -> bool:
        """Whether the work was done."""
        try:
            piece()
        except Unavailable as error:
            last = self._said.get((event, error.sentence))
            if last is None or not last <= now < last + SAY_AGAIN:
                self._said[event, error.sentence] = now
                said = now.isoformat(timespec="milliseconds")
                self._log.error(event, at=said, reason=error.sentence, where=where(error))
            return False
        return True


class _Round:
    """A piece of work done again after `every`, or after `after_trouble` when it could not be done."""

    def __init__(
        self, event: str, every: timedelta, piece: Callable[[], object], *, after_trouble: timedelta = timedelta()
    ) -> None:
        self._event, self._every, self._piece = event, every, piece
        self._after_trouble = max(every, after_trouble)
        self._done_at: datetime | None = None
        self._wait = every

    def take(self, tried: _Patience, now: datetime) -> None:
        """Do it when it is time; a clock that was set back is no reason to wait."""
        if self._done_at is not None and self._done_at <= now < self._done_at + self._wait:
            return
        self._done_at = now
        self._wait = self._every if tried.run(self._event, now, self._piece) else self._after_trouble


def _mail(desk: Desk, post: Post, stop: Event, tried: _Patience) -> None:
    """Send until told to stop, in a thread of its own: a slow mail server must not hold up the log's numbers."""

    def send() -> None:
        while not stop.is_set() and outbox.deliver(desk, post, stopping=stop.is_set) == outbox.BATCH:
            pass

    sending = _Round("not_sent", timedelta(), send, after_trouble=MAIL_AWAY)
    while not stop.wait(STEP_SECONDS):
        sending.take(tried, utc_now())


def _purge(desk: Desk, limits: Limits) -> None:
    while any((done := upkeep.purge(desk, limits=limits)).counts):
        if max(done.counts) < upkeep.MOST:
            break


@click.command("work")
def work_command() -> None:
    """Work beside the web: send the outbox, raise alarms, number the log, purge. Any number may run."""
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    settings = Settings.read(os.environ)
    with closing(Hub.open(settings)) as hub:
        check_current(hub)
    click.echo("The worker works. Stop it with SIGTERM or Ctrl-C.")
    sys.exit(work(settings, stop))


def _main() -> int:
    """The child: settings from the environment, one sentence and 1 when they are wrong."""
    stop = Event()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which tells us
    signal.signal(signal.SIGTERM, lambda *_: stop.set())

    def listen() -> None:
        while os.read(sys.stdin.fileno(), 1):
            pass
        stop.set()

    Thread(target=listen, name="parent", daemon=True).start()
    try:
        return work(Settings.read(os.environ), stop)
    except HubError as error:
        print(error.sentence, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(_main())
