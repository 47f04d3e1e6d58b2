"""Room: web. A provider the hub speaks with: its settings, its pinned endpoints and its keys, kept for the process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import BoundedSemaphore, Lock

from coordination.web.signin.discovery import Endpoints, discover
from coordination.web.signin.exchange import client_key
from coordination.web.signin.fetch import get_json
from coordination.web.signin.keys import ASK_AGAIN, Keys
from coordination.web.signin.refusals import Kind, TokenRefused
from coordination.web.signin.settings import IssuerSettings

MOST_AT_ONCE = 8
# Seconds to wait for a turn.
LONGEST_QUEUE = 2.0


class Issuer:
    """One provider in use. Nothing is fetched before the first sign-in. Safe to share between threads."""

    def __init__(self, settings: IssuerSettings) -> None:
        """settings: as checked by IssuerSettings; they never change. Misconfigured if the private key is unreadable."""
        if settings.private_key is not None:
            client_key(settings)
        self.settings = settings
        self._turns = BoundedSemaphore(MOST_AT_ONCE)
        self.keys = Keys(self._fetch_keys)
        self._lock = Lock()
        self._endpoints: Endpoints | None = None
        self._failed: datetime | None = None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Speak with this provider: eight at once, TokenRefused after two seconds in the queue.

        A provider that is slow, or was taken over and answers as slowly as it can, holds no more of the hub than
        these, so the people of other agencies sign in undisturbed.
        """
        if not self._turns.acquire(timeout=LONGEST_QUEUE):
            raise TokenRefused(Kind.PROVIDER_UNREACHABLE)
        try:
            yield
        finally:
            self._turns.release()

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
