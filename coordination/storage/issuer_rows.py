"""Room: storage. Identity providers: an address changed in place (the demo's own), a client secret kept."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select, update

from coordination.model.ids import new_id
from coordination.storage.appointed import CLIENT_SECRET
from coordination.storage.cabinet import Cabinet
from coordination.storage.roster import issuers


def readdress(cabinet: Cabinet, addresses: Mapping[str, str]) -> None:
    """Change addresses, old to new. By way of one that nobody has, so that two may swap theirs."""
    between = {old: f"moving:{new_id()}" for old in addresses}
    for step in (between, {between[old]: new for old, new in addresses.items()}):
        for old, new in step.items():
            cabinet.connection.execute(update(issuers).where(issuers.c.url == old).values(url=new))


def facts_of_whether_known(cabinet: Cabinet, url: str) -> bool:
    """Whether the hub knows a provider of this exact address, ended or not."""
    return cabinet.connection.execute(select(issuers.c.id).where(issuers.c.url == url)).first() is not None


def facts_of_secret(cabinet: Cabinet, url: str) -> str | None:
    """The client secret of a provider, so that changing its other settings keeps it; never shown to anybody."""
    query = select(issuers.c.id, issuers.c.client_secret).where(issuers.c.url == url)
    row = cabinet.connection.execute(query).one_or_none()
    if row is None or row.client_secret is None:
        return None
    return cabinet.keyring.open_secret(CLIENT_SECRET, row.id, row.client_secret)
