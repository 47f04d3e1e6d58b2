"""Room: web. The code turned into tokens at the provider's token endpoint, through Authlib's OAuth 2 session."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, field
from typing import cast

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from joserfc.errors import JoseError
from joserfc.jwk import Key, import_key

from coordination.model.errors import Misconfigured
from coordination.web.signin.discovery import Endpoints
from coordination.web.signin.fetch import TIMEOUT, JsonObject, read_json
from coordination.web.signin.keys import FAMILY
from coordination.web.signin.pending import Pending
from coordination.web.signin.refusals import Kind, TokenRefused
from coordination.web.signin.settings import IssuerSettings, is_loopback

# Authlib's debug lines print tokens, so they are never let out.
logging.getLogger("authlib").setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """What the provider gave for the code. Never printed."""

    id_token: str = field(repr=False)
    access_token: str = field(repr=False)


class _Session(OAuth2Session):  # type: ignore[misc]  # Authlib is untyped
    """Authlib's session, reading answers bounded and strictly."""

    def parse_response_token(self, response: requests.Response) -> JsonObject:
        """The token answer as a JSON object; an OAuth error (400, 401) is a refused code."""
        if response.status_code in (requests.codes.bad_request, requests.codes.unauthorized):
            raise TokenRefused(Kind.CODE_REFUSED)
        if response.status_code != requests.codes.ok:
            raise TokenRefused(Kind.PROVIDER_UNREACHABLE)
        return read_json(response)


def client(settings: IssuerSettings, endpoints: Endpoints, redirect_uri: str) -> OAuth2Session:
    """An Authlib session for one request to this provider: PKCE S256 and the strongest client proof we have."""
    method = _method(settings, endpoints)
    session = _Session(
        client_id=settings.client_id,
        client_secret=client_key(settings) if method == "private_key_jwt" else settings.client_secret,
        token_endpoint_auth_method=method,
        scope=settings.scope,
        redirect_uri=redirect_uri,
        code_challenge_method="S256",
    )
    session.trust_env = not is_loopback(settings.issuer)
    if method == "private_key_jwt":
        session.register_client_auth_method(PrivateKeyJWT(endpoints.token, alg=settings.private_key_algorithm))
    return session


def redeem(settings: IssuerSettings, endpoints: Endpoints, pending: Pending, code: str) -> Tokens:
    """Exchange the code with its verifier; TokenRefused when the provider says no or answers nonsense."""
    try:
        with client(settings, endpoints, pending.redirect_uri) as session:
            answer = session.fetch_token(
                endpoints.token,
                grant_type="authorization_code",
                code=code,
                code_verifier=pending.verifier,
                timeout=TIMEOUT,
                allow_redirects=False,
                stream=True,
            )
    except requests.RequestException as error:
        raise TokenRefused(Kind.PROVIDER_UNREACHABLE) from error
    except AuthlibBaseError as error:
        raise TokenRefused(Kind.CODE_REFUSED) from error
    return read_tokens(cast("JsonObject", answer))


def read_tokens(answer: JsonObject) -> Tokens:
    """The two tokens of a token answer (OIDC Core §3.1.3.3); both must be there, as a Bearer pair."""
    id_token, access_token, kind = answer.get("id_token"), answer.get("access_token"), answer.get("token_type")
    if not isinstance(id_token, str) or not isinstance(access_token, str) or not id_token or not access_token:
        raise TokenRefused(Kind.ANSWER_INCOMPLETE)
    if not isinstance(kind, str) or kind.lower() != "bearer":
        raise TokenRefused(Kind.TYPE_WRONG)
    return Tokens(id_token=id_token, access_token=access_token)


def _method(settings: IssuerSettings, endpoints: Endpoints) -> str:
    """How the hub proves itself to the provider (OIDC Core §9)."""
    if settings.private_key is not None:
        return "private_key_jwt"
    if settings.client_secret is not None:
        return "client_secret_post" if endpoints.secret_in_body else "client_secret_basic"
    return "none"


def client_key(settings: IssuerSettings) -> Key:
    """The hub's own private key for this provider, from a JWK as JSON or from PEM."""
    given = settings.private_key or ""
    try:
        if given.lstrip().startswith("{"):
            return import_key(json.loads(given))
        return import_key(given, FAMILY[settings.private_key_algorithm[:2]])  # type: ignore[call-overload,no-any-return]  # joserfc
    except (JoseError, ValueError) as error:
        raise Misconfigured(f"The private key for {settings.issuer!r} cannot be read.") from error
