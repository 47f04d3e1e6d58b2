"""Room: demo. Who can sign in at the demo provider, and which hub may ask: plain data."""

from __future__ import annotations

import re
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    """A synthetic person. agency: its name; title: as what they work; line: what this person will see in the hub."""

    subject: str
    name: str
    agency: str
    line: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoClient:
    """The hub, as the provider knows it. "{agency}" in an address stands for the agency's slug.

    client_secret None: a public client, proved by PKCE alone. backchannel_logout_uri: told when a session ends.
    """

    client_id: str
    client_secret: str | None = field(default=None, repr=False)
    redirect_uris: tuple[str, ...]
    post_logout_redirect_uris: tuple[str, ...] = ()
    backchannel_logout_uri: str | None = None


def slug(agency: str) -> str:
    """An agency's name as the last part of its issuer address: "Cedar County CPS" gives "cedar-county-cps"."""
    return re.sub(r"[^a-z0-9]+", "-", agency.lower()).strip("-")


def issuer_url(base_url: str, agency: str) -> str:
    """The issuer of an agency: "http://localhost:8081/cedar-county-cps"."""
    return f"{base_url}/{slug(agency)}"
