"""Room: web. What proxies say of whoever is asking, believed only when a proxy of ours says it.

X-Forwarded-For and X-Forwarded-Proto are words of whoever connects. A node that somebody else can reach too (another
user of the machine's network, a partner's subnet) must not take an address or "https" from them: it would be written
into the access log as where a person sat.
"""

from __future__ import annotations

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.middleware.proxy_fix import ProxyFix


class OurProxies:
    """The middleware. A request from one of `addresses`, or by a socket file, is read through `count` proxies."""

    def __init__(self, app: WSGIApplication, *, count: int, addresses: Iterable[str]) -> None:
        self._app = app
        self._through = ProxyFix(app, x_for=count, x_proto=count)
        # A socket file has no address; its folder says who may write to it.
        self._addresses = frozenset({"", *addresses})

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        ours = environ.get("REMOTE_ADDR", "") in self._addresses
        return (self._through if ours else self._app)(environ, start_response)
