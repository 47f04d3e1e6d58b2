"""Room: tests. One machine of deploy/, stood up on the loopback: nginx with TLS, two nodes, two workers, pgbouncer.

The files are those of deploy/, filled by deploy/fill.py as an operator does, and the units' own command lines are run.
"""

from __future__ import annotations

import json
import os
import shutil
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import requests

from coordination.database.engine import Database
from coordination.demo.people import AGENCIES
from coordination.demo.provider.app import create_provider
from coordination.demo.provider.keys import load_keys
from coordination.demo.provider.serve import start
from coordination.demo.residents import provider_client, provider_people, roster
from coordination.hub import utc_now
from deploy import fill
from deploy import install_test_needs as needs
from tests.cli.operator import Operator
from tests.databases import Databases
from tests.deploy.certificates import certified
from tests.deploy.pooler import PASSWORD, ROOT, pooled, program
from tests.deploy.units import Unit
from tests.instrumented import file_all
from tests.postgres import Cluster
from tests.providers.ports import free_port
from tests.unprivileged import die_with_parent

HOST = "localhost"  # the provider is 127.0.0.1: another site, as in the world
SECONDS = 40.0
# What Debian's /etc/nginx/nginx.conf is around a site, as little of it as there can be.
AROUND = """\
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
events {{ worker_connections 256; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {site};
}}
"""


@dataclass(slots=True)
class Machine:
    """It is up: `url` is the hub's address, `authority` the certificate to trust, `nodes` and `workers` by instance."""

    folder: Path
    url: str
    plain_url: str
    authority: Path
    operator: Operator
    nodes: dict[str, Unit] = field(default_factory=dict)
    workers: dict[str, Unit] = field(default_factory=dict)
    _made: list[Unit] = field(default_factory=list)

    def trusting(self) -> ssl.SSLContext:
        """What a client of this hub trusts."""
        return ssl.create_default_context(cafile=str(self.authority))

    def status(self, path: str) -> int:
        """The status of a page by way of nginx, 0 when it does not answer."""
        with requests.Session() as session:
            session.trust_env = False
            session.verify = str(self.authority)
            try:
                return session.get(self.url + path, timeout=10, allow_redirects=False).status_code
            except requests.RequestException:
                return 0

    def unit(self, kind: str, instance: str = "") -> Unit:
        """Start one more instance of a template unit, or the one unit of this kind."""
        run = self.folder / f"{kind}-{instance}-{time.monotonic_ns()}"
        self._made.append(
            Unit(self.folder / "systemd" / f"coordination-{kind}{'@' if instance else ''}.service", instance, run)
        )
        return self._made[-1]

    def down(self) -> None:
        """End every unit that was ever started."""
        for unit in self._made:
            unit.kill()


@contextmanager
def machine(store: Cluster, folder: Path) -> Iterator[Machine]:
    """Stand it up in `folder`, with the demo's roster and its provider; take it all down."""
    with ExitStack() as stack:
        databases = store.fresh()
        stack.callback(store.drop, databases)
        port = stack.enter_context(pooled(store, databases))
        ports = [free_port() for _ in range(5)]
        here = _prepared(folder, store, databases, port, ports)
        base = f"http://127.0.0.1:{ports[4]}"
        keys = load_keys(folder / "home", [name for name, _ in AGENCIES.values()])
        provider = start(
            create_provider(provider_people(), [provider_client(here.url)], keys, utc_now, base), ports[4], "127.0.0.1"
        )
        stack.callback(provider.stop)
        _founded(here, base, databases.owner)
        _started(here, stack, ports)
        until(lambda: here.status("/readyz") == 200, lambda: "\n".join(one.said for one in here.nodes.values()))
        yield here


def until(reached: Callable[[], bool], said: Callable[[], str] = str) -> None:
    """Wait until it is so, or fail with what was said."""
    end = time.monotonic() + SECONDS
    while not reached():
        assert time.monotonic() < end, said()
        time.sleep(0.05)


def _prepared(folder: Path, store: Cluster, databases: Databases, port: int, ports: list[int]) -> Machine:
    """The operator's work before anything starts: files filled in, folders made, passwords put in their place."""
    plain, https, one, other, _ = ports
    etc, home = folder / "etc", folder / "home"
    for path in (etc, etc / "keys", etc / "log", etc / "back-channel", etc / "tls", folder / "nginx", home):
        path.mkdir(mode=0o700, parents=True)
    authority, certificate, key = certified(etc / "tls", HOST)
    url = f"https://{HOST}:{https}"
    given = {
        "BACKUPS": folder / "backups",
        "BACK_CHANNEL": etc / "back-channel",
        "CERTIFICATE": certificate,
        "CERTIFICATE_KEY": key,
        "CHECKPOINTS": folder / "checkpoints",
        "DATABASE_NAME": databases.app.rpartition("/")[2],
        "DATABASE_PORT": store.port,
        "ERROR_LOG": folder / "nginx.error.log",
        "ETC": etc,
        "HOME": home,
        "HTTPS_LISTEN": f"127.0.0.1:{https}",
        "HTTP_LISTEN": f"127.0.0.1:{plain}",
        "METRICS_PORT": free_port(),
        "NODE_A": f"127.0.0.1:{one}",
        "NODE_B": f"127.0.0.1:{other}",
        "POOLER_PORT": port,
        "PUBLIC_URL": url,
        "SERVER_NAME": HOST,
        "VENV": ROOT / ".venv",
    }
    fill.fill(folder, {name: str(value) for name, value in given.items()})
    for name in ("hub.env", "owner.env"):
        file = etc / name
        file.write_text(file.read_text(encoding="utf-8").replace("PASSWORD@", f"{PASSWORD}@"), encoding="utf-8")
        file.chmod(0o600)
    return Machine(
        folder=folder,
        url=url,
        plain_url=f"http://127.0.0.1:{plain}",
        authority=authority,
        operator=_operator(folder, etc, home),
    )


def _operator(folder: Path, etc: Path, home: Path) -> Operator:
    """The settings that bin/coordination-hub gives a command."""
    lines = "\n".join((etc / name).read_text(encoding="utf-8") for name in ("hub.env", "owner.env")).splitlines()
    environ = dict(line.split("=", 1) for line in lines if line.startswith("COORDINATION_"))
    script = (folder / "bin" / "coordination-hub").read_text(encoding="utf-8")
    named = (word.removeprefix("--setenv=") for word in script.split() if word.startswith("--setenv="))
    return Operator({**environ, **dict(word.split("=", 1) for word in named)})


def _founded(here: Machine, base: str, owner: str) -> None:
    """An empty hub, its first administrator, and the roster: the lines of the README."""
    done = here.operator.run("init", "--issuer", f"{base}/first", "--subject", "first")
    assert done.exit_code == 0, done.output
    file = here.folder / "roster.json"
    file.write_text(json.dumps(roster(base)), encoding="utf-8")
    done = here.operator.run("roster", "load", str(file))
    assert done.exit_code == 0, done.output
    with closing(Database.open(owner, allow_owner=True)) as database, database.write() as connection:
        file_all(connection)  # as their administrators do on the page: tests/web/test_instrument_pages.py


def _started(here: Machine, stack: ExitStack, ports: list[int]) -> None:
    stack.callback(here.down)
    here.nodes = {str(port): here.unit("web", str(port)) for port in ports[2:4]}
    here.workers["1"] = here.unit("work", "1")
    until(lambda: "The worker works" in here.workers["1"].said, lambda: here.workers["1"].said)
    here.workers["2"] = here.unit("work", "2")  # the first has the port of /metrics
    config = here.folder / "nginx.conf"
    site = here.folder / "nginx" / "coordination.conf"
    config.write_text(AROUND.format(folder=here.folder / "nginx", site=site), encoding="utf-8")
    nginx = _nginx(here, "-c", str(config))
    stack.callback(nginx.wait, 20)
    stack.callback(nginx.terminate)


def _nginx(here: Machine, *words: str) -> subprocess.Popen[bytes]:
    said = (here.folder / "nginx.said").open("wb")
    with said:
        return subprocess.Popen(
            [str(program("nginx")), "-p", str(here.folder / "nginx"), "-e", "stderr", *words],
            env={"PATH": os.environ["PATH"], "LD_LIBRARY_PATH": needs.libraries()},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            preexec_fn=die_with_parent,  # noqa: PLW1509 - as the units
        )


def cleaned(folder: Path) -> None:
    """Remove what it was built in, keys included."""
    shutil.rmtree(folder, ignore_errors=True)
