"""Room: storage. The address of an identity provider, changed in place: for the demo's own, see casework/issuers."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import update

from coordination.model.ids import new_id
from coordination.storage.cabinet import Cabinet
from coordination.storage.roster import issuers


def readdress(cabinet: Cabinet, addresses: Mapping[str, str]) -> None:
    """Change addresses, old to new. By way of one that nobody has, so that two may swap theirs."""
    between = {old: f"moving:{new_id()}" for old in addresses}
    for step in (between, {between[old]: new for old, new in addresses.items()}):
        for old, new in step.items():
            cabinet.connection.execute(update(issuers).where(issuers.c.url == old).values(url=new))
