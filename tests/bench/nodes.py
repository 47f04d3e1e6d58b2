"""Room: tests. Two nodes of the web ÷ one, over one PostgreSQL: pages a second, and what a page costs in CPU.

Both nodes run throughout, a worker process each. In one stretch of a round all clients ask the first, in the other they
are shared out. Clients, nodes and the database work on the same cores, so two nodes can show what they add only where
there are cores for all of them; with fewer, the ratio is told and not judged. What a page costs in CPU is told too: two
nodes do 1.7 times the work of one if it grows by no more than 2 ÷ 1.7 = 1.18.
"""

from __future__ import annotations

import multiprocessing
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from importlib.util import find_spec
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Barrier
from pathlib import Path
from urllib.parse import urlsplit

from coordination.door import cookie
from tests.bench.figures import Figure, middle
from tests.bench.load import Loaded, Say, over
from tests.community import AGENT
from tests.databases import Store

CASES = 1_000
CLIENTS = 4
CORES = 4  # two nodes, the database, the clients
TARGET = 1.7
START_SECONDS = 60


def measure(store: Store, cases: int, rounds: int, seconds: float, say: Say) -> list[Figure]:
    """The two ratios on PostgreSQL; nothing on SQLite, where a second node would be on the same machine's one file."""
    databases = store.fresh()
    if databases.kind != "postgresql":
        return []
    with over([databases], min(CASES, cases), say) as (loaded,), _nodes(loaded, 2) as nodes:
        asked = _request(loaded)
        for port, _pid in nodes:
            if not _get(port, asked).startswith(b"HTTP/1.1 200"):
                raise RuntimeError("A node does not answer.")
        found = _race(nodes, asked, rounds, seconds, say)
    store.drop(databases)
    return _figures(found)


def _figures(found: Sequence[tuple[float, float, float, float]]) -> list[Figure]:
    one, two, cost_one, cost_two = (middle([each[place] for each in found]) for place in range(4))
    cores = os.cpu_count() or 1
    server = "gunicorn nodes" if find_spec("gunicorn") else "nodes of the hub's own server (gunicorn is not installed)"
    judged = cores >= CORES
    why = "" if judged else f"; not judged: {cores} cores for two nodes, the database and the clients"
    return [
        Figure(
            what=f"two {server} ÷ one, pages a second",
            engine="PostgreSQL",
            value=middle([each[1] / each[0] for each in found]),
            target=TARGET if judged else None,
            at_least=True,
            detail=f"{two:,.0f} ÷ {one:,.0f} a second, a worker each{why}",
        ),
        Figure(
            what="a page's CPU in two nodes ÷ in one",
            engine="PostgreSQL",
            value=middle([each[3] / each[2] for each in found]),
            detail=f"{cost_two * 1000:.2f} ÷ {cost_one * 1000:.2f} ms of the nodes' own",
        ),
    ]


@contextmanager
def _nodes(loaded: Loaded, count: int) -> Iterator[list[tuple[int, int]]]:
    """So many nodes: their ports, and the process that works in each."""
    environ = {**os.environ, **loaded.town.environ(loaded.databases)}
    ports = [_free_port() for _ in range(count)]
    started = [subprocess.Popen(_command(port), env=environ, cwd=Path(__file__).parents[2]) for port in ports]
    try:
        for port in ports:
            _wait(port)
        yield [(port, _worker(node.pid)) for port, node in zip(ports, started, strict=True)]
    finally:
        for node in started:
            node.terminate()
        for node in started:
            with suppress(subprocess.TimeoutExpired):
                node.wait(10)
            if node.poll() is None:
                node.kill()
                node.wait()


def _command(port: int) -> list[str]:
    if find_spec("gunicorn") is None:
        return [sys.executable, "-m", "tests.bench.node", str(port)]
    options = ["--workers", "1", "--bind", f"127.0.0.1:{port}", "--log-level", "error", "--no-control-socket"]
    return [sys.executable, "-m", "gunicorn", *options, "tests.bench.node:application()"]


def _race(
    nodes: Sequence[tuple[int, int]], asked: bytes, rounds: int, seconds: float, say: Say
) -> list[tuple[float, float, float, float]]:
    """Rounds of (pages a second of one node, of two, CPU seconds a page of one, of two)."""
    context = multiprocessing.get_context("fork")
    gate, count = context.Barrier(CLIENTS + 1), context.Value("q", 0)
    ports = [port for port, _ in nodes]
    crew = [
        context.Process(target=_ask, args=(ports, number, asked, gate, count, rounds, seconds), daemon=True)
        for number in range(CLIENTS)
    ]
    for client in crew:
        client.start()
    found = []
    for done in range(rounds):
        rates, costs = [0.0, 0.0], [0.0, 0.0]
        for place in _order(done):
            before, spent = count.value, _spent(nodes)
            gate.wait(60)
            gate.wait(60 + seconds)
            pages = max(count.value - before, 1)
            rates[place], costs[place] = pages / seconds, (_spent(nodes) - spent) / pages
        found.append((*rates, *costs))
        say(f"nodes: round {done + 1} of {rounds}")
    for client in crew:
        client.join(30)
    return [(one, two, cost, other) for one, two, cost, other in found]


def _order(turn: int) -> tuple[int, int]:
    return (0, 1) if turn % 2 else (1, 0)


def _ask(
    ports: Sequence[int],
    number: int,
    asked: bytes,
    gate: Barrier,
    count: Synchronized[int],
    rounds: int,
    seconds: float,
) -> None:
    """One client: the first node in the one stretch, in the other every second client asks the second."""
    for turn in range(rounds):
        for place in _order(turn):
            port = ports[number % len(ports)] if place else ports[0]
            gate.wait(60)
            done, until = 0, time.monotonic() + seconds
            while time.monotonic() < until:
                _get(port, asked)
                done += 1
            with count.get_lock():
                count.value += done
            gate.wait(60 + seconds)


def _request(loaded: Loaded) -> bytes:
    host = urlsplit(loaded.hub.settings.public_url).netloc
    lines = ("GET /cases HTTP/1.1", f"Host: {host}", f"User-Agent: {AGENT}", f"Cookie: {cookie.NAME}={loaded.token()}")
    return "\r\n".join((*lines, "Connection: close", "", "")).encode()


def _get(port: int, asked: bytes) -> bytes:
    """The whole answer. The loopback, as everywhere in the tests."""
    with closing(socket.create_connection(("127.0.0.1", port), 30)) as line:
        line.sendall(asked)
        parts = []
        while part := line.recv(65_536):
            parts.append(part)
    return b"".join(parts)


def _spent(nodes: Sequence[tuple[int, int]]) -> float:
    """CPU seconds of the nodes' workers so far (Linux: /proc/PID/schedstat, nanoseconds)."""
    return sum(int(Path(f"/proc/{pid}/schedstat").read_bytes().split()[0]) for _, pid in nodes) / 1e9


def _worker(pid: int) -> int:
    """The process that answers: gunicorn's only child, or the process itself."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
    return int(children[0]) if children else pid


def _wait(port: int) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        with suppress(OSError), closing(socket.create_connection(("127.0.0.1", port), 1)):
            return
        time.sleep(0.1)
    raise RuntimeError("A node did not start.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
