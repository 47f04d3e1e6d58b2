"""Room: tests. Nothing in a test reaches beyond this machine: Python sockets may connect to the loopback address only.

An audit hook sees every socket of this process, however it was made, and cannot be taken off by the code under test.
Programs that tests start (PostgreSQL, the browser) are kept to the loopback by their own options.
"""

from __future__ import annotations

import sys
from ipaddress import ip_address
from typing import Any

CONNECTING = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
RESOLVING = frozenset({"socket.getaddrinfo", "socket.gethostbyname"})
HOME_NAMES = frozenset({"", "localhost", "0.0.0.0", "::"})


class NetworkTouchedError(RuntimeError):
    """A test tried to leave this machine."""


def is_at_home(host: object) -> bool:
    """None, a loopback address or localhost; the wildcard is only ever bound to."""
    if host is None:
        return True
    name = host.decode(errors="replace") if isinstance(host, bytes) else str(host)
    try:
        return name in HOME_NAMES or ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return False


def refuse_the_outside(event: str, arguments: tuple[Any, ...]) -> None:
    """The audit hook. Raises NetworkTouchedError before anything is sent or asked of a name server."""
    if event in RESOLVING:
        host = arguments[0]
    elif event in CONNECTING and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    if not is_at_home(host):
        raise NetworkTouchedError(f"A test tried to reach {host!r}.")


def stay_at_home() -> None:
    """Put the guard up for the rest of this process."""
    sys.addaudithook(refuse_the_outside)
