"""Room: demo. Signing out at the provider: asked by the hub's page, then told to the hub by back-channel."""

from __future__ import annotations

import logging
import secrets
from datetime import timedelta

import requests
from authlib.oidc.rpinitiated import EndSessionEndpoint
from authlib.oidc.rpinitiated.end_session import EndSessionRequest
from joserfc import jwt
from joserfc.jwk import KeySet

from coordination.demo.provider.memory import SignedIn
from coordination.demo.provider.server import Realm
from coordination.web.signin.logout import EVENT
from coordination.web.signin.settings import is_loopback

# Seconds to connect and to answer; a hub that does not answer is not waited for.
TIMEOUT = (1.0, 3.0)
LIFETIME = timedelta(minutes=2)
_log = logging.getLogger(__name__)


class EndSession(EndSessionEndpoint):  # type: ignore[misc]  # Authlib is untyped
    """RP-Initiated Logout of one issuer: ends the session named by the ID token and tells its clients."""

    def __init__(self, realm: Realm) -> None:
        super().__init__()
        self._realm = realm

    def get_server_jwks(self) -> KeySet:
        """The one key that may have signed a hint."""
        return KeySet([self._realm.key])

    def get_algorithms(self) -> list[str]:
        """The one algorithm it may be signed with."""
        return ["ES256"]

    def end_session(self, end_session_request: EndSessionRequest) -> None:
        """End the session of the hint, if the request came with one."""
        sid = (end_session_request.id_token_claims or {}).get("sid")
        if isinstance(sid, str):
            end(self._realm, sid)


def end(realm: Realm, sid: str) -> None:
    """End a session and tell each client that holds a token of it (Back-Channel Logout §2.5)."""
    session = realm.memory.sign_out(sid)
    for client_id in sorted(session.clients) if session else ():
        address = realm.clients[client_id].backchannel_logout_uri
        if session is not None and address is not None:
            _tell(address, logout_token(realm, session, client_id))


def logout_token(realm: Realm, session: SignedIn, client_id: str) -> str:
    """A signed logout token for one client about one session (Back-Channel Logout §2.4)."""
    now = realm.now()
    claims = {
        "iss": realm.issuer,
        "sub": session.person.subject,
        "aud": client_id,
        "iat": int(now.timestamp()),
        "exp": int((now + LIFETIME).timestamp()),
        "jti": secrets.token_hex(16),
        "sid": session.sid,
        "events": {EVENT: {}},
    }
    header = {"alg": "ES256", "kid": str(realm.key.kid), "typ": "logout+jwt"}
    return jwt.encode(header, claims, realm.key, ["ES256"])


def _tell(address: str, token: str) -> None:
    """Post a logout token; a hub that is down is only noted. Never beyond this machine."""
    if not is_loopback(address):
        return
    try:
        with requests.Session() as session:
            session.trust_env = False
            session.post(address, data={"logout_token": token}, timeout=TIMEOUT, allow_redirects=False).close()
    except requests.RequestException:
        _log.warning("demo provider: a client could not be told of a sign-out")
