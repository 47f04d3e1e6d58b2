"""Room: storage. The cabinet: one open transaction and the keyring, handed to every drawer by the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from coordination.crypto.keyring import Keyring


@dataclass(frozen=True, slots=True, kw_only=True)
class Cabinet:
    """A transaction, the keys that open what lies in it, and the instant (UTC) at which it is judged.

    travels: where the slugs of the notices are put down that go with whatever is opened in it; None where nothing of it
    is shown to anybody.
    """

    connection: Connection
    keyring: Keyring
    now: datetime
    travels: set[str] | None = None
