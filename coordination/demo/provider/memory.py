"""Room: demo. What the provider remembers while it runs: who is signed in, and codes not yet used."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import TypeVar

from coordination.demo.provider.people import DemoPerson

CODE_LIFETIME = timedelta(seconds=60)
SESSION_LIFETIME = timedelta(hours=12)
MOST_REMEMBERED = 2000
_T = TypeVar("_T")


@dataclass(slots=True, kw_only=True)
class SignedIn:
    """A person's session at one agency's issuer. sid is told to clients, ticket only to the person's browser.

    clients: the client ids that hold a token of it.
    """

    sid: str
    ticket: str = field(repr=False)
    person: DemoPerson
    auth_time: datetime
    second_factor: bool
    clients: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """An authorization code with all it is bound to. Authlib reads it through the get_ methods."""

    code: str = field(repr=False)
    client_id: str
    redirect_uri: str
    scope: str
    nonce: str = field(repr=False)
    code_challenge: str = field(repr=False)
    made: datetime
    session: SignedIn
    auth_time: datetime
    acr: str
    amr: tuple[str, ...]
    code_challenge_method: str = "S256"

    def get_redirect_uri(self) -> str:
        """Where the code was sent; the token request must name the same address."""
        return self.redirect_uri

    def get_scope(self) -> str:
        """The scope asked for."""
        return self.scope

    def get_nonce(self) -> str:
        """The nonce of the sign-in, copied into the ID token."""
        return self.nonce

    def get_auth_time(self) -> int:
        """When the person proved themselves, as NumericDate."""
        return int(self.auth_time.timestamp())

    def get_acr(self) -> str:
        """The profile that was met."""
        return self.acr

    def get_amr(self) -> list[str]:
        """The methods that were used."""
        return list(self.amr)


class Memory:
    """Sessions and codes of one issuer. Bounded; safe to share between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._sessions: OrderedDict[str, SignedIn] = OrderedDict()
        self._codes: OrderedDict[str, Code] = OrderedDict()

    def sign_in(self, person: DemoPerson, now: datetime, *, second_factor: bool) -> SignedIn:
        """Open a new session, with a new ticket for the browser's cookie."""
        session = SignedIn(
            sid=secrets.token_hex(16),
            ticket=secrets.token_urlsafe(32),
            person=person,
            auth_time=now,
            second_factor=second_factor,
        )
        with self._lock:
            _keep(self._sessions, session.ticket, session)
        return session

    def session(self, ticket: str | None, now: datetime) -> SignedIn | None:
        """The session of that ticket while it lasts, else None."""
        with self._lock:
            session = self._sessions.get(ticket or "")
        return session if session is not None and now - session.auth_time < SESSION_LIFETIME else None

    def sign_out(self, sid: str) -> SignedIn | None:
        """End a session and all its codes; what it was, for telling its clients."""
        with self._lock:
            for text in [text for text, code in self._codes.items() if code.session.sid == sid]:
                del self._codes[text]
            found = next((session for session in self._sessions.values() if session.sid == sid), None)
            return None if found is None else self._sessions.pop(found.ticket)

    def keep_code(self, code: Code) -> None:
        """Remember a code until it is used."""
        with self._lock:
            _keep(self._codes, code.code, code)

    def take_code(self, text: str, client_id: str, now: datetime) -> Code | None:
        """The code, once: it is gone after the first try, right or wrong, and after 60 seconds."""
        with self._lock:
            code = self._codes.pop(text, None)
        if code is None or code.client_id != client_id or now - code.made > CODE_LIFETIME:
            return None
        return code

    def has_nonce(self, nonce: str, client_id: str) -> bool:
        """Whether an unused code of that client already carries the nonce."""
        with self._lock:
            return any(code.nonce == nonce and code.client_id == client_id for code in self._codes.values())


def _keep(store: OrderedDict[str, _T], name: str, value: _T) -> None:
    """Remember a value, forgetting the oldest when full."""
    store[name] = value
    while len(store) > MOST_REMEMBERED:
        store.popitem(last=False)
