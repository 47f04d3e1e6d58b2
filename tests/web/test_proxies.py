"""Room: tests. Proxies: what X-Forwarded headers say counts when a proxy of ours says it, and from nobody else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coordination.door.gate import browser
from coordination.web.app import create_app
from coordination.web.proxies import OurProxies
from tests.community import Community

CLAIMED = "203.0.113.9"
SAID = {"X-Forwarded-For": CLAIMED, "X-Forwarded-Proto": "https"}


def source(community: Community, peer: str, *, count: int, addresses: tuple[str, ...]) -> tuple[str, str]:
    """(whom the hub takes to be asking, scheme) of a request of `peer` that claims to stand for another."""
    settings = replace(community.hub.settings, trusted_proxies=count, proxy_addresses=addresses)
    app, seen = create_app(community.hub, settings), list[tuple[str, str]]()

    @app.before_request
    def look() -> None:
        from flask import request  # noqa: PLC0415 - only inside this request

        seen.append((browser().source, request.scheme))

    app.test_client().get("/sign-in", base_url=settings.public_url, headers=SAID, environ_base={"REMOTE_ADDR": peer})
    return seen[0]


@pytest.mark.parametrize(
    ("peer", "count", "addresses", "believed"),
    [
        ("127.0.0.1", 1, ("127.0.0.1", "::1"), True),
        ("::1", 1, ("127.0.0.1", "::1"), True),
        ("10.0.0.7", 1, ("10.0.0.7",), True),
        ("", 1, ("127.0.0.1",), True),  # a socket file
        ("127.0.0.1", 0, ("127.0.0.1",), False),
        ("10.0.0.8", 1, ("10.0.0.7",), False),
        ("192.0.2.1", 1, ("127.0.0.1", "::1"), False),
        ("127.0.0.1", 1, ("10.0.0.7",), False),
    ],
)
def test_forwarded_words_count_from_a_named_proxy_alone(
    community: Community, peer: str, count: int, addresses: tuple[str, ...], *, believed: bool
) -> None:
    found = source(community, peer, count=count, addresses=addresses)
    expected = (CLAIMED, "https") if believed else (peer, "http")
    assert found == (community.hub.pseudonym(expected[0]), expected[1])


def test_without_the_look_at_the_peer_anybody_would_be_believed(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Meta-test: the middleware as Werkzeug has it takes a stranger's word for where they are."""
    monkeypatch.setattr(OurProxies, "__call__", lambda self, environ, start: self._through(environ, start))
    found = source(community, "192.0.2.1", count=1, addresses=("127.0.0.1",))
    assert found == (community.hub.pseudonym(CLAIMED), "https")
