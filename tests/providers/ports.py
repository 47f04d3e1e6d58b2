"""Room: tests. Ports of 127.0.0.1 that nobody listens on."""

from __future__ import annotations

import secrets
import socket
from pathlib import Path

FIRST, LAST = 11_000, 32_767
_OF_CONNECTIONS = Path("/proc/sys/net/ipv4/ip_local_port_range")  # which the system itself gives out, on Linux


def free_port() -> int:
    """A free port of 127.0.0.1. Another process may take it first; then whoever wanted it says so and the test fails.

    None that the system gives to a connection that leaves from here: tests beside this one make thousands, and a server
    that starts a second later found its port taken by one.
    """
    last = min(LAST, int(_OF_CONNECTIONS.read_text().split()[0]) - 1) if _OF_CONNECTIONS.exists() else LAST
    for _ in range(200):
        port = FIRST + secrets.randbelow(last - FIRST + 1) if last > FIRST else 0
        with socket.socket() as listening:
            try:
                listening.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(listening.getsockname()[1])
    raise AssertionError("No port of 127.0.0.1 is free.")
