"""Room: tests. One node of the web as the bench starts it: it answers on a port, at the bench's own instant.

python -m tests.bench.node PORT serves it by the hub's own server, where gunicorn is not installed.
"""

from __future__ import annotations

import os
import sys

from waitress import serve

from coordination.door.app import Door
from coordination.hub import Hub
from coordination.settings import Settings
from coordination.web.app import create_app
from tests.bench.town import NOW
from tests.community import Clock


def application() -> Door:
    """The hub of this process's settings. The clock stands, since the viewer signed in at that instant."""
    return create_app(Hub.open(Settings.read(os.environ), clock=Clock(now=NOW)))


if __name__ == "__main__":
    serve(application(), listen=f"127.0.0.1:{int(sys.argv[1])}", threads=1, ident="")
