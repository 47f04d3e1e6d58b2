"""Room: cli. `demo`: what `make run` starts: the synthetic community, its identity provider and the hub."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Mapping
from contextlib import closing
from time import monotonic

import click

from coordination.cli.migrate import migrate
from coordination.cli.progress import Told
from coordination.cli.serve import run as serve_until_stopped
from coordination.cli.work import checkpoint
from coordination.demo import founding
from coordination.demo.people import AGENCIES
from coordination.demo.provider.app import create_provider
from coordination.demo.provider.keys import load_keys
from coordination.demo.provider.serve import Running, start
from coordination.demo.residents import RESIDENTS, provider_client, provider_people
from coordination.hub import Hub, utc_now
from coordination.model.errors import Misconfigured
from coordination.settings import Settings

PROVIDER_HOST = "localhost"  # another site than the hub's 127.0.0.1, so that cookie bugs show
PORTS_TRIED = 20
PORT_RANGE_END = 65536


@click.command()
def demo() -> None:
    """Start the hub with its synthetic community, on this machine only."""
    sys.exit(run(os.environ))


def run(environ: Mapping[str, str]) -> int:
    """Prepare, load once, and serve the demo until Ctrl-C; the exit code."""
    began = monotonic()
    environ = {"COORDINATION_LOG_LEVEL": "WARNING", **environ}  # a line a request would push the table off the screen
    settings = Settings.read(environ)
    founding.check_settings(settings)
    _free_or_refused(settings.host, settings.port)
    is_new = founding.prepare(settings)
    _say(f"Data folder: {settings.home}")
    migrate(settings)
    port = _provider_port(settings, is_new=is_new)
    base_url = f"http://{PROVIDER_HOST}:{port}"
    if is_new:
        _say(f"Making the synthetic community, once: {len(RESIDENTS)} people and what they did ...")
        founding.load(settings, base_url, Told("days of its past are told"))
        checkpoint(settings)
        founding.finish(settings)
    with closing(Hub.open(settings)) as hub:
        founding.point(hub.desk, base_url)
        provider = _provider(settings, base_url, port)
        try:
            return serve_until_stopped(hub, environ, lambda: _welcome(settings, base_url, monotonic() - began))
        finally:
            provider.stop()


def _provider(settings: Settings, base_url: str, port: int) -> Running:
    names = [name for name, _government in AGENCIES.values()]
    keys = load_keys(settings.home, names)
    clients = [provider_client(settings.public_url)]
    return start(create_provider(provider_people(), clients, keys, utc_now, base_url), port, PROVIDER_HOST)


def _provider_port(settings: Settings, *, is_new: bool) -> int:
    """Last time's port when it is free, else the one after the hub's, else the next free one."""
    first = settings.port + 1
    if not is_new:
        with closing(Hub.open(settings)) as hub:
            first = founding.provider_port(hub.desk, first)
    tried: list[int] = [first, *range(settings.port + 1, settings.port + 1 + PORTS_TRIED)]
    for port in tried:
        if port != settings.port and port < PORT_RANGE_END and _is_free(PROVIDER_HOST, port):
            return port
    raise Misconfigured(f"No port from {tried[1]} to {tried[-1]} is free for the demo's identity provider.")


def _free_or_refused(host: str, port: int) -> None:
    """Said before anything is made, so that a second `make run` touches nothing of the first."""
    if not _is_free(host, port):
        raise Misconfigured(f"Port {port} is in use. Stop what uses it, or choose another: COORDINATION_PORT=8100")


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _welcome(settings: Settings, base_url: str, seconds: float) -> None:
    """The address, and whom to sign in as."""
    _say(
        f"Ready in {seconds:.0f} s. Open {settings.public_url} and sign in as one of these (no password; all made up):"
    )
    for slug, (name, _government) in AGENCIES.items():
        _say(f"\n  {name}")
        for one in RESIDENTS:
            if one.agency == slug:
                said = one.title or "not on the roster"
                _say(f"    {one.name:<12} {said}: sees {one.line}")
    _say(f"\nThe identity provider of the demo listens at {base_url}. Everything stays on this machine.")
    _say("Ctrl-C stops all of it; what you do is kept for the next time.")


def _say(line: str) -> None:
    click.echo(line)
    sys.stdout.flush()
