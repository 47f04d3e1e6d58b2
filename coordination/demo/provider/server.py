"""Room: demo. One agency's OpenID issuer out of Authlib's server classes: code flow, PKCE S256 required, ES256."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import ClientMixin, InvalidRequestError, OAuth2Request
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oauth2.rfc9207 import IssuerParameter
from authlib.oidc.core import OpenIDCode
from flask import Flask
from joserfc.jwk import ECKey

from coordination.demo.provider.memory import Code, Memory, SignedIn
from coordination.demo.provider.people import DemoClient
from coordination.web.signin.settings import REFEDS_MFA

# Authlib's debug lines print tokens, so they are never let out.
logging.getLogger("authlib").setLevel(logging.WARNING)

REFEDS_SFA = "https://refeds.org/profile/sfa"
ID_TOKEN_LIFETIME = timedelta(minutes=5)
SCOPES = frozenset({"openid", "profile"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Realm:
    """What one issuer is made of. now: the clock, UTC. clients: by client id, addresses filled in."""

    issuer: str
    key: ECKey
    clients: Mapping[str, DemoClient]
    memory: Memory
    now: Callable[[], datetime]


def agency_server(app: Flask, realm: Realm) -> AuthorizationServer:
    """The Authlib server of one issuer; the app's routes call it."""
    server = AuthorizationServer()
    server.init_app(
        app,
        query_client=lambda client_id: _registered(realm, client_id),
        save_token=lambda _, request: request.user.clients.add(request.client.get_client_id()),
    )
    server.register_grant(_grant(realm), [_IdToken(realm), _Challenge(required=True)])
    server.register_extension(_Issuer(realm))
    return server


def _registered(realm: Realm, client_id: str) -> _Client | None:
    """The client as Authlib asks for it."""
    known = realm.clients.get(client_id)
    return None if known is None else _Client(known)


class _Client(ClientMixin):  # type: ignore[misc]  # Authlib is untyped
    """A DemoClient, answering Authlib's questions."""

    id_token_signed_response_alg = "ES256"  # noqa: S105  # an algorithm; the name is Authlib's

    def __init__(self, known: DemoClient) -> None:
        self._known = known
        self.client_metadata = {"post_logout_redirect_uris": list(known.post_logout_redirect_uris)}

    def get_client_id(self) -> str:
        return self._known.client_id

    def get_default_redirect_uri(self) -> str:
        return ""

    def get_allowed_scope(self, scope: str | None) -> str:
        return " ".join(part for part in (scope or "").split() if part in SCOPES)

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri in self._known.redirect_uris

    def check_client_secret(self, client_secret: str) -> bool:
        return hmac.compare_digest((self._known.client_secret or "").encode(), client_secret.encode())

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return endpoint == "token" and (method == "none") == (self._known.client_secret is None)

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


class _Challenge(CodeChallenge):  # type: ignore[misc]  # Authlib is untyped
    """PKCE for every client, S256 only; Authlib alone would let a request without a challenge pass."""

    SUPPORTED_CODE_CHALLENGE_METHOD = ["S256"]  # noqa: RUF012  # the name and kind are Authlib's

    def validate_code_challenge(self, grant: AuthorizationCodeGrant, redirect_uri: str) -> None:
        asked = grant.request.payload.data
        if not asked.get("code_challenge") or asked.get("code_challenge_method") != "S256":
            raise InvalidRequestError("'code_challenge' with method S256 is required.")
        super().validate_code_challenge(grant, redirect_uri)


class _Issuer(IssuerParameter):  # type: ignore[misc]  # Authlib is untyped
    """`iss` on every answer (RFC 9207)."""

    def __init__(self, realm: Realm) -> None:
        self._realm = realm

    def get_issuer(self) -> str:
        return self._realm.issuer


class _IdToken(OpenIDCode):  # type: ignore[misc]  # Authlib is untyped
    """The ID token: ES256, with sid, acr, amr and auth_time."""

    def __init__(self, realm: Realm) -> None:
        super().__init__(require_nonce=True)
        self._realm = realm

    def exists_nonce(self, nonce: str, request: OAuth2Request) -> bool:
        return self._realm.memory.has_nonce(nonce, request.payload.client_id)

    def resolve_client_private_key(self, _client: _Client) -> ECKey:
        return self._realm.key

    def get_encode_header(self, _client: _Client) -> dict[str, str]:
        return {"alg": "ES256", "kid": str(self._realm.key.kid)}

    def get_client_claims(self, client: _Client) -> dict[str, object]:
        now = self._realm.now()
        return {
            "iss": self._realm.issuer,
            "aud": client.get_client_id(),
            "iat": int(now.timestamp()),
            "exp": int((now + ID_TOKEN_LIFETIME).timestamp()),
        }

    def generate_user_info(self, user: SignedIn, scope: str) -> dict[str, str]:
        named = {"name": user.person.name} if "profile" in scope.split() else {}
        return {"sub": user.person.subject, "sid": user.sid, **named}


def _grant(realm: Realm) -> type[AuthorizationCodeGrant]:
    """The code grant bound to one issuer's memory. Authlib makes grants itself, so it is given a class."""

    class AgencyCodeGrant(AuthorizationCodeGrant):  # type: ignore[misc]  # Authlib is untyped
        """Codes of one issuer, kept in memory, used once, for 60 seconds."""

        TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic", "client_secret_post", "none"]  # noqa: RUF012  # Authlib's

        def save_authorization_code(self, code: str, request: OAuth2Request) -> None:
            asked, session = request.payload.data, request.user
            realm.memory.keep_code(
                Code(
                    code=code,
                    client_id=request.client.get_client_id(),
                    redirect_uri=request.payload.redirect_uri,
                    scope=request.scope,
                    nonce=asked["nonce"],
                    code_challenge=asked["code_challenge"],
                    made=realm.now(),
                    session=session,
                    auth_time=session.auth_time,
                    acr=REFEDS_MFA if session.second_factor else REFEDS_SFA,
                    amr=("pwd", "otp", "mfa") if session.second_factor else ("pwd",),
                )
            )

        def query_authorization_code(self, code: str, client: _Client) -> Code | None:
            return realm.memory.take_code(code, client.get_client_id(), realm.now())

        def delete_authorization_code(self, authorization_code: Code) -> None:
            """Nothing to do: taking the code has already deleted it."""

        def authenticate_user(self, authorization_code: Code) -> SignedIn:
            return authorization_code.session

    return AgencyCodeGrant
