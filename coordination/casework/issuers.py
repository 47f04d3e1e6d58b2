"""Room: casework. Moving the demo's identity provider to another port of this machine. Nothing real can be moved so.

A person is (issuer, subject): whoever may change an issuer's address decides who its people are. So both addresses
must be on the loopback, which no other machine can answer for; a real provider that moves is a new line of the roster.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from coordination.casework import roster
from coordination.casework.desk import Desk, Noted
from coordination.casework.roster_file import LOOPBACK
from coordination.model.action import Action
from coordination.model.errors import Misconfigured
from coordination.storage import issuer_rows
from coordination.storage.cabinet import Cabinet


def readdress(desk: Desk, addresses: Mapping[str, str]) -> None:
    """Give issuers new addresses, old to new; all or nothing, logged as a roster load. What is equal is left alone.

    Raises Misconfigured when an address is not on the loopback: INVARIANT, see above.
    """
    moved = {old: new for old, new in addresses.items() if old != new}
    if not all(on_loopback(url) for pair in moved.items() for url in pair):
        raise Misconfigured("Only an identity provider of this machine can be moved to another address.")
    if not moved:
        return

    def work(cabinet: Cabinet) -> tuple[None, Noted]:
        issuer_rows.readdress(cabinet, moved)
        return None, Noted(reason="issuers_moved")

    desk.system(Action.ROSTER_LOAD, work)


def all_on_loopback(desk: Desk) -> bool:
    """Whether the roster trusts nobody but providers of this machine."""
    return all(on_loopback(provider.url) for provider in roster.providers(desk))


def on_loopback(url: str) -> bool:
    """An http address that only this machine can answer."""
    parts = urlsplit(url)
    return parts.scheme == "http" and (parts.hostname or "") in LOOPBACK
