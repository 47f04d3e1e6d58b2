"""Room: database. The net of row-level security: what kind of policy lies under a table, told by the table itself.

Declared as `Table(..., info=net(Net.ABOUT))`, made on PostgreSQL by migration 0016 and compared with it by
tests/storage/test_net.py: a table about a case that names no kind stops the tests.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import Table

_KEY = "net"


class Net(StrEnum):
    """Which rows a transaction is shown. The hub's own work is shown all of them, but for SEALED; nobody is shown any.

    SEALED: of the cases that a grant names, whoever works: what is written, and the keys to it.
    ABOUT: of the cases that the transaction is about; of any where it is about none, which is how lists are drawn.
    PARTY: of the cases that it is about, and those of the own program.
    AUTHOR: one's own, for the program one acts for.
    ADDRESSEE: what is addressed to the person; and of the cases it is about.
    KNOWN: any, on somebody's behalf: what takes away (a restriction that is hidden would open) or is asked for by name.
    """

    SEALED = "sealed"
    ABOUT = "about"
    PARTY = "party"
    AUTHOR = "author"
    ADDRESSEE = "addressee"
    KNOWN = "known"


def net(kind: Net) -> dict[str, Any]:
    """What a table says of itself."""
    return {_KEY: kind}


def net_of(table: Table) -> Net | None:
    """The kind of policy under a table, or None where there is none."""
    found: Net | None = table.info.get(_KEY)
    return found
