"""Room: web. What the hub knows about one identity provider before it speaks to it; wrong settings refuse to start."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from coordination.model.errors import Misconfigured

# INVARIANT: asymmetric only. "none" and HS* can never be listed, so a public key can never serve as a shared secret.
ASYMMETRIC = frozenset({"ES256", "ES384", "ES512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "EdDSA"})
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
REFEDS_MFA = "https://refeds.org/profile/mfa"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuerSettings:
    """One provider, as pinned by the installation.

    issuer: exact URL, compared as text (OIDC Discovery 1.0 §4.3). algorithms: what an ID token may be signed with.
    client_secret, or private_key (PEM or a JWK as JSON) for private_key_jwt (RFC 7523); neither = public client.
    mfa_acr, mfa_amr: values that prove a second factor (REFEDS MFA profile; RFC 8176). step_up_acr: what to ask for.
    more_origins: further origins on which this provider may have endpoints, such as "https://keys.example.org".
    """

    issuer: str
    client_id: str
    client_secret: str | None = field(default=None, repr=False)
    private_key: str | None = field(default=None, repr=False)
    private_key_algorithm: str = "ES256"
    algorithms: frozenset[str] = frozenset({"ES256", "RS256"})
    mfa_acr: frozenset[str] = frozenset({REFEDS_MFA})
    mfa_amr: frozenset[str] = frozenset({"mfa"})
    step_up_acr: str | None = REFEDS_MFA
    more_origins: frozenset[str] = frozenset()
    scope: str = "openid profile"

    def __post_init__(self) -> None:
        """Refuse a provider that could not be trusted as written."""
        parts = urlsplit(self.issuer)
        if not is_safe_url(self.issuer) or parts.query or parts.fragment:
            raise Misconfigured(
                f"The issuer {self.issuer!r} must be an https address without query (http on loopback)."
            )
        if not self.client_id:
            raise Misconfigured(f"The issuer {self.issuer!r} needs a client id.")
        if not self.algorithms or not self.algorithms <= ASYMMETRIC:
            raise Misconfigured(f"The issuer {self.issuer!r} may use only these algorithms: {sorted(ASYMMETRIC)}.")
        if self.client_secret is not None and self.private_key is not None:
            raise Misconfigured(f"The issuer {self.issuer!r} has a client secret and a private key; keep one.")
        if self.private_key_algorithm not in ASYMMETRIC:
            raise Misconfigured(f"The private key of {self.issuer!r} must sign with one of {sorted(ASYMMETRIC)}.")


def origin(url: str) -> str:
    """Scheme, host and port of a URL as text, the default port left out; ValueError if the port is not a number."""
    parts = urlsplit(url)
    port = parts.port
    default = {"https": 443, "http": 80}.get(parts.scheme)
    host = (parts.hostname or "").lower()
    return f"{parts.scheme}://{host}" if port in (None, default) else f"{parts.scheme}://{host}:{port}"


def is_loopback(url: str) -> bool:
    """Whether a URL names this machine by one of the three loopback names."""
    return (urlsplit(url).hostname or "").lower() in LOOPBACK


def is_safe_url(url: str) -> bool:
    """Whether a URL is https (http only on loopback), names a host and carries no user name."""
    try:
        parts = urlsplit(url)
        origin(url)
    except ValueError:
        return False
    plain_is_fine = parts.scheme == "http" and is_loopback(url)
    return bool(parts.hostname) and parts.username is None and (parts.scheme == "https" or plain_is_fine)
