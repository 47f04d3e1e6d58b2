"""Room: web. The identity providers of the roster, ready for the sign-in protocol, and the noise of strangers at them.

One set a door: a provider's pinned addresses and keys are kept until the roster says something else about it.
"""

from __future__ import annotations

from datetime import datetime
from threading import Lock

from flask import Flask, g

from coordination.casework import roster, sessions
from coordination.casework.desk import Desk
from coordination.door.gate import browser, current_desk, current_hub
from coordination.model.action import Action
from coordination.model.errors import Refused
from coordination.model.roster import Provider
from coordination.web.signin.issuer import Issuer, connect
from coordination.web.signin.noise import Noise, NoiseLine
from coordination.web.signin.settings import IssuerSettings


class Providers:
    """The providers a door speaks with. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._issuers: dict[str, Issuer] = {}
        self._noise = Noise()

    def issuer(self, provider: Provider) -> Issuer:
        """The protocol's side of a provider; made anew when the roster changed anything about it."""
        settings = IssuerSettings(
            issuer=provider.url,
            client_id=provider.client_id,
            client_secret=provider.client_secret,
            algorithms=provider.algorithms,
            mfa_acr=provider.mfa_acr,
            mfa_amr=provider.mfa_amr,
            step_up_acr=provider.step_up_acr or None,
        )
        with self._lock:
            known = self._issuers.get(provider.url)
            if known is None or known.settings != settings:
                known = self._issuers[provider.url] = connect(settings)
            return known

    def count(self, desk: Desk, action: Action, kind: str, source: str, issuer: str) -> None:
        """Count one refusal of a stranger; logged at most once a minute for each source, kind and issuer."""
        line = self._noise.count(source, f"{action.value}/{kind}/{issuer}", desk.now)
        _write(desk, [line] if line is not None else [])
        self.flush(desk, desk.now)

    def flush(self, desk: Desk, now: datetime) -> None:
        """Write the counts whose minute is over."""
        _write(desk, self._noise.due(now))


def of_door(door: Flask) -> Providers:
    """The one set of this door."""
    known = door.extensions.setdefault("coordination.providers", Providers())
    if not isinstance(known, Providers):
        raise Refused(reason="no_providers")
    return known


def all_of_them() -> list[Provider]:
    """The providers in force, by name."""
    return roster.providers(current_desk())


def by_id(issuer_id: str) -> Provider | None:
    """The provider in force with this id."""
    return next((provider for provider in all_of_them() if provider.id == issuer_id), None)


def by_url(url: str | None) -> Provider | None:
    """The provider in force with exactly this issuer URL."""
    return next((provider for provider in all_of_them() if provider.url == url), None)


def signing_in_at(provider: Provider) -> None:
    """Remember, for this request, at whose sign-in it is: the auditors of its agencies read of what goes wrong."""
    g.signing_in_at = provider.url


def count_stranger(providers: Providers, action: Action, kind: str) -> None:
    """Count a refusal in this request."""
    providers.count(current_hub().desk, action, kind, browser().source, g.get("signing_in_at", ""))


def _write(desk: Desk, lines: list[NoiseLine]) -> None:
    for line in lines:
        action, kind, issuer = line.kind.split("/", 2)
        sessions.note_strangers(desk, Action(action), kind=kind, count=line.count, source=line.source, issuer=issuer)
