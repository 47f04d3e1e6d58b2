"""Room: tests. Calls a WSGI application in this process and says what it cost: wall time, our CPU, the server's CPU."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from werkzeug.test import EnvironBuilder

from coordination.door import cookie
from tests.community import AGENT

Application = Callable[[dict[str, Any], Any], Any]


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of one call."""

    wall: float
    cpu: float
    server: float


@dataclass(slots=True, kw_only=True)
class Answer:
    """The last answer of a caller."""

    status: str = ""
    body: bytes = b""


@dataclass(slots=True, kw_only=True)
class Caller:
    """Asks one application, as one browser. backends: pids of its database connections on PostgreSQL."""

    app: Application
    base_url: str = "http://127.0.0.1"
    token: str = ""
    backends: Sequence[int] = ()
    last: Answer = field(default_factory=Answer)
    _environs: dict[str, dict[str, Any]] = field(default_factory=dict)

    def get(self, path: str) -> Cost:
        """GET a path; the answer is in `last`."""
        environ = self._environ(path)
        answer = self.last

        def start(status: str, _headers: object, _error: object = None) -> None:
            answer.status = status

        return self.cost_of(lambda: self._body(environ, start))

    def forget(self) -> None:
        """Let go of the paths asked so far."""
        self._environs.clear()

    def cost_of(self, work: Callable[[], object]) -> Cost:
        """What some work costs here and on the server."""
        server = self._server()
        cpu, wall = time.thread_time(), time.perf_counter()
        work()
        wall, cpu = time.perf_counter() - wall, time.thread_time() - cpu
        return Cost(wall, cpu, self._server() - server)

    def _body(self, environ: dict[str, Any], start: Callable[..., None]) -> None:
        answer = self.app(environ, start)
        self.last.body = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()

    def _environ(self, path: str) -> dict[str, Any]:
        """As a server would make it, built once for each path."""
        if path not in self._environs:
            headers = [("User-Agent", AGENT), ("Cookie", f"{cookie.NAME}={self.token}")]
            builder = EnvironBuilder(path, base_url=self.base_url, headers=headers)
            self._environs[path] = {**builder.get_environ(), "REMOTE_ADDR": "127.0.0.1"}
        return dict(self._environs[path])

    def _server(self) -> float:
        """CPU seconds that the backends have used so far (Linux: /proc/PID/schedstat, nanoseconds)."""
        return sum(int(Path(f"/proc/{pid}/schedstat").read_bytes().split()[0]) for pid in self.backends) / 1e9
