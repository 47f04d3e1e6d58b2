"""Room: web. A provider the hub speaks with: its settings, its pinned endpoints and its keys, kept for the process."""

from __future__ import annotations

from datetime import datetime
from threading import Lock

from coordination.web.signin.discovery import Endpoints, discover
from coordination.web.signin.fetch import get_json
from coordination.web.signin.keys import ASK_AGAIN, Keys
from coordination.web.signin.refusals import Kind, TokenRefused
from coordination.web.signin.settings import IssuerSettings


class Issuer:
    """One provider in use. Nothing is fetched before the first sign-in. Safe to share between threads."""

    def __init__(self, settings: IssuerSettings) -> None:
        """settings: as checked by IssuerSettings; they never change while the process lives."""
        self.settings = settings
        self.keys = Keys(self._fetch_keys)
        self._lock = Lock()
        self._endpoints: Endpoints | None = None
        self._failed: datetime | None = None

    def endpoints(self, now: datetime) -> Endpoints:
        """Where the provider listens: fetched at the first call that succeeds, then pinned."""
        with self._lock:
            if self._endpoints is None:
                if self._failed is not None and now - self._failed < ASK_AGAIN:
                    raise TokenRefused(Kind.PROVIDER_UNREACHABLE)
                self._failed = now
                self._endpoints = discover(self.settings)
            return self._endpoints

    def _fetch_keys(self) -> dict[str, object]:
        """The provider's JWK Set, from the pinned address only."""
        if self._endpoints is None:
            raise TokenRefused(Kind.PROVIDER_UNREACHABLE)
        return get_json(self._endpoints.keys)


def connect(settings: IssuerSettings) -> Issuer:
    """Make a provider ready for use, without speaking to it yet."""
    return Issuer(settings)
