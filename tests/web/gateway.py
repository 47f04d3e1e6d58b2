"""Room: tests. The community with a provider that answers: real HTTP on loopback behind the hub's sign-in pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

import requests
from werkzeug.test import TestResponse

from coordination.casework import roster
from coordination.demo.provider.app import create_provider
from coordination.demo.provider.keys import make_keys
from coordination.demo.provider.people import DemoClient, DemoPerson, issuer_url
from coordination.demo.provider.serve import start
from coordination.door import cookie
from tests.community import HERE, Community, Visitor
from tests.providers.ports import free_port

AGENCY = "North County Gateway"
SECRET = "a-client-secret-0123456789"
WORKER, DOUBLE, STRANGER = "gate_worker", "gate_double", "gate_stranger"


@dataclass(slots=True)
class Gateway:
    """A community, its provider and one browser. `told`: logout tokens that the provider posted are not sent here."""

    community: Community
    issuer: str
    visitor: Visitor
    at_provider: requests.Session

    @property
    def provider_id(self) -> str:
        """The provider's id in the hub."""
        return next(found.id for found in roster.providers(self.community.desk) if found.url == self.issuer)

    def begin(self, path: str | None = None) -> str:
        """Start at the hub; the address at the provider to which it sends the browser."""
        response = self.visitor.get(path or f"/sign-in/{self.provider_id}")
        assert response.status_code == 303, response.text
        return response.headers["Location"]

    def prove(self, address: str, subject: str, *, second_factor: bool = True) -> str:
        """Be `subject` at the provider; the callback address it sends the browser to, path and query."""
        page = self.at_provider.get(address, allow_redirects=False, timeout=10)
        if page.status_code != 302:
            field = "person" if second_factor else "person_without_second_factor"
            if f'value="{subject}"' not in page.text:
                field, subject = "confirm", "yes"
            origin = "/".join(address.split("/")[:3])
            headers = {"Origin": origin}
            page = self.at_provider.post(
                address, data={field: subject}, headers=headers, allow_redirects=False, timeout=10
            )
        parts = urlsplit(page.headers["Location"])
        assert f"{parts.scheme}://{parts.netloc}" == self.community.hub.settings.public_url
        return f"{parts.path}?{parts.query}"

    def sign_in(self, subject: str = WORKER, path: str | None = None, *, second_factor: bool = True) -> TestResponse:
        """The whole way; what the hub answers to the callback."""
        return self.visitor.get(self.prove(self.begin(path), subject, second_factor=second_factor))

    def token(self) -> str:
        """The session token in the browser."""
        held = self.visitor.get_cookie(cookie.NAME, domain=HERE)
        return held.value if held else ""


@contextmanager
def gateway(community: Community) -> Iterator[Gateway]:
    """Serve the provider, put it and its people on the roster, and open a browser."""
    base = f"http://localhost:{free_port()}"
    issuer = issuer_url(base, AGENCY)
    public = community.hub.settings.public_url
    client = DemoClient(
        client_id="coordination",
        client_secret=SECRET,
        redirect_uris=(f"{public}/sign-in/return",),
        post_logout_redirect_uris=(f"{public}/signed-out",),
    )
    people = [
        DemoPerson(subject=subject, name=subject, agency=AGENCY, line="")
        for subject in (WORKER, DOUBLE, STRANGER, "det_lake")
    ]
    app = create_provider(people, [client], make_keys([AGENCY]), community.clock, base)
    running = start(app, int(base.rpartition(":")[2]))
    roster.load(community.desk, _roster(issuer), {issuer: SECRET})
    for subject in (WORKER, DOUBLE):
        community.accepts(subject)
    session = requests.Session()
    session.trust_env = False
    try:
        yield Gateway(community, issuer, community.client(), session)
    finally:
        session.close()
        running.stop()


def _roster(issuer: str) -> dict[str, object]:
    def appointed(subject: str, role: str) -> dict[str, str]:
        return {"issuer": issuer, "subject": subject, "program": "cps", "role": role}

    return {
        "issuers": [
            {
                "url": issuer,
                "name": "Gateway sign-in",
                "client_id": "coordination",
                "client_secret_env": "GATEWAY",
                "agencies": ["north_county"],
            }
        ],
        "people": [
            {"issuer": issuer, "subject": WORKER, "name": "Gwen Ash"},
            {"issuer": issuer, "subject": DOUBLE, "name": "Dov Elm"},
        ],
        "appointments": [appointed(WORKER, "worker"), appointed(DOUBLE, "worker"), appointed(DOUBLE, "auditor")],
    }
