"""Room: demo. The provider as a Flask app: an issuer an agency, answering only this machine by its own name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from flask import Flask, Response, abort, render_template, request
from joserfc.jwk import ECKey

from coordination.demo.provider.memory import Memory
from coordination.demo.provider.pages import agency_pages
from coordination.demo.provider.people import DemoClient, DemoPerson, issuer_url, slug
from coordination.demo.provider.server import Realm
from coordination.model.errors import Misconfigured
from coordination.web.signin.settings import LOOPBACK, is_loopback, origin

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)


def create_provider(
    people: Sequence[DemoPerson],
    clients: Sequence[DemoClient],
    keys: Mapping[str, ECKey],
    now: Callable[[], datetime],
    base_url: str,
) -> Flask:
    """The provider's app.

    keys: by agency slug, see `keys.load_keys`. now: the clock, UTC. base_url: "http://localhost:8081", without a
    path; an agency's issuer is `people.issuer_url(base_url, agency)`. Misconfigured when it could be reached from
    elsewhere, or an agency has no key.
    """
    if not is_loopback(base_url) or urlsplit(base_url).scheme != "http" or origin(base_url) != base_url:
        raise Misconfigured("The demo provider runs on this machine only: its address must be http://localhost:PORT.")
    app = Flask(__name__, static_folder="static", static_url_path="/static")
    app.config.update(OAUTH2_TOKEN_EXPIRES_IN={"authorization_code": 300}, MAX_CONTENT_LENGTH=64 * 1024)
    by_agency: dict[str, list[DemoPerson]] = {}
    for person in people:
        by_agency.setdefault(person.agency, []).append(person)
    for agency, members in by_agency.items():
        realm = _realm(agency, clients, keys, now, base_url)
        app.register_blueprint(agency_pages(app, realm, agency, members), url_prefix=f"/{slug(agency)}")
    app.add_url_rule("/", "front", lambda: render_template("front.html", agencies=by_agency, slug=slug))
    app.before_request(lambda: _refuse_strangers(base_url))
    app.after_request(_headers)
    return app


def _realm(
    agency: str,
    clients: Sequence[DemoClient],
    keys: Mapping[str, ECKey],
    now: Callable[[], datetime],
    base_url: str,
) -> Realm:
    """One agency's issuer, with the clients' addresses filled in for it."""
    key = keys.get(slug(agency))
    if key is None:
        raise Misconfigured(f"The demo provider has no signing key for {agency}.")
    return Realm(
        issuer=issuer_url(base_url, agency),
        key=key,
        clients={client.client_id: _filled(client, slug(agency)) for client in clients},
        memory=Memory(),
        now=now,
    )


def _filled(client: DemoClient, name: str) -> DemoClient:
    """The client with "{agency}" in its addresses replaced by the agency's slug."""
    told = client.backchannel_logout_uri
    return replace(
        client,
        redirect_uris=tuple(uri.replace("{agency}", name) for uri in client.redirect_uris),
        post_logout_redirect_uris=tuple(uri.replace("{agency}", name) for uri in client.post_logout_redirect_uris),
        backchannel_logout_uri=None if told is None else told.replace("{agency}", name),
    )


def _refuse_strangers(base_url: str) -> None:
    """Only this machine, only under the provider's own name (a foreign name is DNS rebinding), only our own forms."""
    if request.remote_addr not in LOOPBACK or f"http://{request.host}" != base_url:
        abort(403)
    # The token endpoint is called by the hub, not by a page, and sends no Origin.
    if request.method == "POST" and request.headers.get("Origin", base_url) != base_url:
        abort(403)


def _headers(response: Response) -> Response:
    """Nothing is kept, nothing runs, nothing is framed. A page may have set a policy of its own."""
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers["X-Content-Type-Options"] = "nosniff"
    # "same-origin" and not "no-referrer": with the latter browsers send the Origin of our own forms as "null".
    response.headers["Referrer-Policy"] = "same-origin"
    return response
