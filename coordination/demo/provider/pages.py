"""Room: demo. The pages and endpoints of one agency's issuer: choose a person, confirm, sign out, and the documents."""

from __future__ import annotations

from collections.abc import Sequence

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2 import OAuth2Error
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oidc.core.errors import InteractionRequiredError
from flask import Blueprint, Flask, Response, abort, jsonify, make_response, render_template, request

from coordination.demo.provider.asking import Ask, what_to_ask
from coordination.demo.provider.leaving import EndSession, end
from coordination.demo.provider.memory import SignedIn
from coordination.demo.provider.people import DemoPerson, slug
from coordination.demo.provider.server import REFEDS_SFA, Realm, agency_server
from coordination.web.signin.settings import REFEDS_MFA, origin


class _Pages:
    """The views of one issuer."""

    def __init__(self, app: Flask, realm: Realm, agency: str, people: Sequence[DemoPerson]) -> None:
        self.realm, self.agency, self.people = realm, agency, people
        self.by_subject = {person.subject: person for person in people}
        # Its own name and path, so that neither the hub nor another agency's issuer can be confused with it.
        self.cookie = f"demo-provider-{slug(agency)}"
        self.server: AuthorizationServer = agency_server(app, realm)
        self.server.register_endpoint(EndSession(realm))

    def authorize(self) -> Response:
        """Authorization endpoint: the right page, or the answer. A POST is a button of such a page."""
        session = self._session()
        try:
            grant: AuthorizationCodeGrant = self.server.get_consent_grant(end_user=session)
            ask = what_to_ask(session, request.args, self.realm.now())
            if ask is not Ask.NOTHING and request.args.get("prompt") == "none":
                raise InteractionRequiredError(redirect_uri=grant.request.payload.redirect_uri)
        except OAuth2Error as error:
            return self._error(error)
        if request.method == "POST":
            session = self._pressed(session)
            return self._answer(grant, session) if session else self._page(Ask.PERSON, None, grant)
        if ask is Ask.NOTHING and session is not None:
            return self._answer(grant, session)
        return self._page(ask, session, grant)

    def token(self) -> Response:
        """Token endpoint, all Authlib's."""
        response: Response = self.server.create_token_response()
        return response

    def leave(self) -> Response:
        """Sign-out page (RP-Initiated Logout): at once with a valid ID token, after a question without one."""
        try:
            asked = self.server.validate_endpoint_request("end_session")
        except OAuth2Error as error:
            return self._error(error)
        if asked.needs_confirmation and request.method == "GET":
            return make_response(render_template("leave.html", agency=self.agency))
        session = self._session()
        if asked.needs_confirmation and session is not None:
            end(self.realm, session.sid)
        done: Response | None = self.server.create_endpoint_response("end_session", asked)
        response = done if done is not None else make_response(render_template("left.html", agency=self.agency))
        response.delete_cookie(self.cookie, path=f"/{slug(self.agency)}")
        return response

    def key_set(self) -> Response:
        """The issuer's public key (RFC 7517)."""
        return jsonify(keys=[self.realm.key.as_dict(private=False)])

    def document(self) -> Response:
        """Discovery document (OIDC Discovery 1.0 §3)."""
        issuer = self.realm.issuer
        return jsonify(
            issuer=issuer,
            authorization_endpoint=f"{issuer}/authorize",
            token_endpoint=f"{issuer}/token",
            jwks_uri=f"{issuer}/keys",
            end_session_endpoint=f"{issuer}/leave",
            response_types_supported=["code"],
            response_modes_supported=["query"],
            grant_types_supported=["authorization_code"],
            subject_types_supported=["public"],
            id_token_signing_alg_values_supported=["ES256"],
            token_endpoint_auth_methods_supported=["client_secret_basic", "client_secret_post", "none"],
            code_challenge_methods_supported=["S256"],
            scopes_supported=["openid", "profile"],
            acr_values_supported=[REFEDS_MFA, REFEDS_SFA],
            authorization_response_iss_parameter_supported=True,
            backchannel_logout_supported=True,
            backchannel_logout_session_supported=True,
        )

    def _session(self) -> SignedIn | None:
        """The session of this browser at this issuer."""
        return self.realm.memory.session(request.cookies.get(self.cookie), self.realm.now())

    def _pressed(self, session: SignedIn | None) -> SignedIn | None:
        """Do what the pressed button says; the session to answer for, None to ask again who it is."""
        alone = request.form.get("person_without_second_factor")
        subject = request.form.get("person", alone)
        if subject is not None:
            person = self.by_subject.get(subject)
            if person is None:
                abort(400)
            return self.realm.memory.sign_in(person, self.realm.now(), second_factor=alone is None)
        if session is not None and "confirm" in request.form:
            session.auth_time, session.second_factor = self.realm.now(), True
        return session

    def _answer(self, grant: AuthorizationCodeGrant, session: SignedIn) -> Response:
        """Back to the hub with a code."""
        response: Response = self.server.create_authorization_response(grant=grant, grant_user=session)
        path = f"/{slug(self.agency)}"
        response.set_cookie(self.cookie, session.ticket, path=path, httponly=True, samesite="Lax")
        return response

    def _page(self, ask: Ask, session: SignedIn | None, grant: AuthorizationCodeGrant) -> Response:
        """The page that asks. Its form may lead to the hub, which form-action must therefore name."""
        template = "confirm.html" if ask is Ask.SECOND_FACTOR else "choose.html"
        response = make_response(render_template(template, agency=self.agency, people=self.people, session=session))
        hub = origin(grant.request.payload.redirect_uri)
        response.headers["Content-Security-Policy"] = (
            f"default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' {hub}"
        )
        return response

    def _error(self, error: OAuth2Error) -> Response:
        """The error as OAuth says it: to the hub if its address is known good, with `iss`; else to the person."""
        response: Response = self.server.handle_error_response(None, error)
        self.server.execute_hook("after_create_authorization_response", response)
        return response


def agency_pages(app: Flask, realm: Realm, agency: str, people: Sequence[DemoPerson]) -> Blueprint:
    """The routes of one agency's issuer, to be mounted under its slug."""
    pages = _Pages(app, realm, agency, people)
    routes = Blueprint(slug(agency), __name__)
    routes.add_url_rule("/authorize", view_func=pages.authorize, methods=["GET", "POST"])
    routes.add_url_rule("/token", view_func=pages.token, methods=["POST"])
    routes.add_url_rule("/keys", view_func=pages.key_set)
    routes.add_url_rule("/leave", view_func=pages.leave, methods=["GET", "POST"])
    routes.add_url_rule("/.well-known/openid-configuration", "document", view_func=pages.document)
    return routes
