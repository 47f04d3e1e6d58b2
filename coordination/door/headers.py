"""Room: door. The headers on every answer, errors included. Source: dependencies.md §5 (what USWDS and htmx can bear).

`require-trusted-types-for` is left out on purpose: it breaks the USWDS scripts.
"""

from __future__ import annotations

from flask import Response, g, request

from coordination.door.app import Door

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
SANDBOX = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}
STRICT_TRANSPORT = "max-age=63072000; includeSubDomains"
KEPT_FOR = "public, max-age=31536000, immutable"  # an address that carries the file's own fingerprint


def let_forms_go_to(origin: str) -> None:
    """On this answer, let a form end at `origin` too ("https://login.example"): sign-in and sign-out pages only."""
    g.form_origins = (*g.get("form_origins", ()), origin)


def content_security_policy(form_origins: tuple[str, ...] = ()) -> str:
    """The policy as one header line."""
    policy = dict(POLICY)
    policy["form-action"] = " ".join(("'self'", *form_origins))
    return "; ".join(f"{name} {value}" for name, value in policy.items())


def hand_over() -> None:
    """On this answer, whatever it holds may run nothing, show nothing from elsewhere and stand in no page: a file."""
    g.sandboxed = True


def seal(door: Door, response: Response) -> Response:
    """Put every header on an answer that is about to leave."""
    policy = SANDBOX if g.get("sandboxed") else content_security_policy(g.get("form_origins", ()))
    response.headers["Content-Security-Policy"] = policy
    for name, value in ALWAYS.items():
        response.headers[name] = value
    response.headers["Cache-Control"] = _caching(response)
    response.headers["X-Request-Id"] = g.get("request_id", "")
    response.headers.pop("Server", None)
    if door.hub.settings.public_url.startswith("https://"):
        response.headers["Strict-Transport-Security"] = STRICT_TRANSPORT
    if request.endpoint != "static":
        response.vary.add("Cookie")
    return response


def _caching(response: Response) -> str:
    if request.endpoint != "static" or response.status_code >= 400:  # noqa: PLR2004 - RFC 9110 §15.5
        return "no-store"
    return KEPT_FOR if "v" in request.args else "no-cache"
