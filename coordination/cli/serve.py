"""Room: cli. `serve`: the web in this process, one worker as its child, and a clean stop.

Stopping (SIGINT, SIGTERM): the web first, so that nothing new is written; then the child, which signs a last
checkpoint. Exit code 0 when both left cleanly, 1 with a sentence otherwise.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from types import FrameType
from typing import Protocol

import click
from waitress.server import create_server

from coordination.cli.child import Child
from coordination.cli.migrate import check_current
from coordination.door.app import Door
from coordination.door.shape import LARGEST_UPLOAD
from coordination.hub import Hub, keeping
from coordination.model.errors import Misconfigured
from coordination.settings import Settings

THREADS = 8
LONGEST_HEADER = 64 * 1024  # bytes
PATIENCE_SECONDS = 30  # for a browser that does not finish its request
STOPPERS = (signal.SIGINT, signal.SIGTERM)


class Web(Protocol):
    """What is used of waitress, which ships no types: it answers until it is stopped."""

    def run(self) -> None:
        """Answer requests until SystemExit comes."""

    def close(self) -> None:
        """Give the port back."""


@click.command()
def serve() -> None:
    """Start the hub: the web, and one child for the access log."""
    sys.exit(serve_real(os.environ))


def serve_real(environ: Mapping[str, str]) -> int:
    """Serve a real hub until told to stop; the exit code. Raises Misconfigured (one sentence) or Unavailable."""
    settings = Settings.read(environ)
    with closing(open_real(settings)) as hub:
        return run(hub, environ, lambda: click.echo(f"The hub listens at {settings.public_url}"))


def open_real(settings: Settings) -> Hub:
    """A hub that is begun, migrated and no demonstration. Raises Misconfigured (one sentence) or Unavailable."""
    if not settings.root_key_file.exists():
        raise Misconfigured(f"There is no hub in {settings.home} yet. Run: python -m coordination init --help")
    hub = Hub.open(settings)
    try:
        if hub.demo:
            raise Misconfigured("This folder holds the demonstration. Start it with: python -m coordination demo")
        check_current(hub)
    except BaseException:
        hub.close()
        raise
    return hub


def run(hub: Hub, environ: Mapping[str, str], listening: Callable[[], None]) -> int:
    """Web and child until a signal comes; the exit code. listening is called once the address is taken.

    environ: the settings that the child reads. To be called in the main thread. Misconfigured when the port is taken.
    """
    with keeping(hub.settings):  # the log's key, second path and role are judged before anybody is let in
        pass
    from coordination.web.app import create_app  # noqa: PLC0415 - a second that a hub which may not start does without

    web = _listen(create_app(hub), hub.settings)
    for number in STOPPERS:
        signal.signal(number, _stop)
    child = Child(environ)
    try:
        with suppress(SystemExit):
            listening()
            web.run()
    finally:
        for number in STOPPERS:
            signal.signal(number, signal.SIG_IGN)  # stopping has begun; a second Ctrl-C must not tear the child away
        web.close()
        left = child.stop()
    if child.failed:
        click.echo("The hub stopped: its access log could not be kept. The lines above say why.", err=True)
    elif left:
        click.echo("The hub stopped, but its last checkpoint was not signed.", err=True)
    return 1 if child.failed or left else 0


def _listen(app: Door, settings: Settings) -> Web:
    """Take the address. Waitress's own lines are dropped: they could quote what a browser sent."""
    quiet = logging.getLogger("waitress")
    quiet.addHandler(logging.NullHandler())
    quiet.propagate = False
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    try:
        web: Web = create_server(
            app,
            listen=f"{host}:{settings.port}",
            threads=THREADS,
            ident="",
            channel_timeout=PATIENCE_SECONDS,
            max_request_body_size=LARGEST_UPLOAD,  # the door lets only one form be so large
            # INVARIANT: a file on its way in or out stays in memory; waitress would lay it on disk, unencrypted.
            inbuf_overflow=LARGEST_UPLOAD + LONGEST_HEADER,
            outbuf_overflow=LARGEST_UPLOAD + LONGEST_HEADER,
            max_request_header_size=LONGEST_HEADER,
            # With a proxy in front, the app itself reads as many of its headers as the settings say, and no more.
            clear_untrusted_proxy_headers=not settings.trusted_proxies,
        )
    except OSError as error:
        sentence = f"Port {settings.port} cannot be used: {error.strerror}. Choose another: COORDINATION_PORT=8100"
        raise Misconfigured(sentence) from error
    return web


def _stop(_number: int, _frame: FrameType | None) -> None:
    """Leave the web's loop, in whatever it does; what was acknowledged is committed."""
    raise SystemExit
