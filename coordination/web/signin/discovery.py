"""Room: web. A provider's discovery document (OIDC Discovery 1.0), checked once and then pinned."""

from __future__ import annotations

from dataclasses import dataclass

from coordination.web.signin.fetch import JsonObject, get_json
from coordination.web.signin.refusals import Kind, TokenRefused
from coordination.web.signin.settings import IssuerSettings, is_safe_url, origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoints:
    """Where the provider listens, all on its own origin or one listed for it.

    names_itself: it promises the `iss` parameter on every callback (RFC 9207), so its absence is an attack.
    """

    authorization: str
    token: str
    keys: str
    end_session: str | None
    names_itself: bool
    secret_in_body: bool


def discover(settings: IssuerSettings) -> Endpoints:
    """Fetch and check the document; TokenRefused when it names another issuer or an endpoint of somebody else."""
    return read_document(settings, get_json(f"{settings.issuer.rstrip('/')}/.well-known/openid-configuration"))


def read_document(settings: IssuerSettings, document: JsonObject) -> Endpoints:
    """Check a discovery document against the settings and keep only what is used."""
    # INVARIANT: the issuer must be equal to the letter (Discovery §4.3), or one provider could pose as another.
    if document.get("issuer") != settings.issuer:
        raise TokenRefused(Kind.ISSUER_MISMATCH)
    methods = document.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    end_session = document.get("end_session_endpoint")
    return Endpoints(
        authorization=_endpoint(settings, document.get("authorization_endpoint")),
        token=_endpoint(settings, document.get("token_endpoint")),
        keys=_endpoint(settings, document.get("jwks_uri")),
        end_session=None if end_session is None else _endpoint(settings, end_session),
        names_itself=document.get("authorization_response_iss_parameter_supported") is True,
        secret_in_body=isinstance(methods, list) and "client_secret_basic" not in methods,
    )


def _endpoint(settings: IssuerSettings, url: object) -> str:
    """The URL if it is safe and on an origin of this issuer; otherwise refused."""
    if not isinstance(url, str) or not is_safe_url(url):
        raise TokenRefused(Kind.DISCOVERY_REFUSED)
    if origin(url) not in {origin(settings.issuer), *settings.more_origins}:
        raise TokenRefused(Kind.DISCOVERY_REFUSED)
    return url
