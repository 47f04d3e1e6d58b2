"""Room: demo. Runs the provider on a loopback name, in this process, a thread a request."""

from __future__ import annotations

from threading import Thread

from flask import Flask
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from coordination.model.errors import Misconfigured
from coordination.web.signin.settings import LOOPBACK

# Seconds between two looks at whether to stop.
STOP_WITHIN = 0.05


class Running:
    """A provider that is listening, until stop()."""

    def __init__(self, server: BaseWSGIServer) -> None:
        self._server = server
        self._thread = Thread(target=server.serve_forever, args=(STOP_WITHIN,), name="demo-provider", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop listening and give the port back, waiting at most five seconds."""
        self._server.shutdown()
        self._thread.join(timeout=5)
        self._server.server_close()


def start(app: Flask, port: int, host: str = "localhost") -> Running:
    """Listen in a thread of this process; Misconfigured if the host is not loopback or the port is taken."""
    return Running(_listen(app, host, port))


def serve(app: Flask, port: int, host: str = "localhost") -> None:
    """Listen until interrupted (Ctrl-C); Misconfigured as for `start`."""
    server = _listen(app, host, port)
    try:
        server.serve_forever()
    finally:
        server.server_close()


def _listen(app: Flask, host: str, port: int) -> BaseWSGIServer:
    """Open the socket, on this machine only."""
    if host not in LOOPBACK:
        raise Misconfigured("The demo provider listens on this machine only: localhost, 127.0.0.1 or ::1.")
    try:
        return make_server(host, port, app, threaded=True, request_handler=_Quiet)
    except (OSError, SystemExit) as error:
        raise Misconfigured(f"The demo provider cannot listen on port {port}: choose another.") from error


class _Quiet(WSGIRequestHandler):
    """Logs no request: the addresses carry states and codes."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""
