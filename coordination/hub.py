"""Room: hub. The one assembly: settings, catalog, rulebook, database, keys and time, put together or refused.

Nothing else is decided here. It is also the only module that reads the clock; everybody else is given `now`.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from coordination.audit import keeper, postgresql
from coordination.audit.sequencer import Sequencer
from coordination.casework.desk import Desk
from coordination.crypto import private_file
from coordination.crypto.keyring import Keyring
from coordination.crypto.root import FileRootKey
from coordination.crypto.signing import Signer
from coordination.crypto.tokens import TOKEN_BYTES, keyed_digest, random_key
from coordination.database.engine import Database
from coordination.model import context
from coordination.model.errors import Misconfigured
from coordination.model.session import Limits
from coordination.partners.load import load
from coordination.policy.rulebook import compile_rulebook
from coordination.settings import Settings

DEMO_MARK = "demo-hub"  # a file of this name in the data folder: synthetic people only, for ever
COOKIE_KEY = "cookie.key"
SOURCE_KEY = "source.key"


def utc_now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """A hub at work. cookie_key signs what the browser carries; source_key makes pseudonyms of network addresses.

    demo: the data folder is marked as a demonstration, which binds the loopback only and says so on every page.
    """

    settings: Settings
    desk: Desk
    cookie_key: bytes = field(repr=False)
    source_key: bytes = field(repr=False)
    demo: bool = False

    @classmethod
    def create_keys(cls, settings: Settings) -> None:
        """Make the data folder and every key file of a new hub; Misconfigured, with all kept, when one is there."""
        home = settings.prepare_home()
        made = (settings.root_key_file, settings.signing_key_file, home / COOKIE_KEY, home / SOURCE_KEY)
        for path in made:
            if path.exists():
                raise Misconfigured(f"The key file {path.name} exists already, so this is not a new hub.")
        FileRootKey.create(settings.root_key_file)
        Signer.create(settings.signing_key_file, _log_name(settings))
        for path in made[2:]:
            private_file.create(path, base64.b64encode(random_key()).decode() + "\n")

    @classmethod
    def complete_keys(cls, settings: Settings) -> None:
        """Make the key files that a restored hub can do without: whoever held a cookie has to sign in again."""
        home = settings.prepare_home()
        for path in (home / COOKIE_KEY, home / SOURCE_KEY):
            if not path.exists():
                private_file.create(path, base64.b64encode(random_key()).decode() + "\n")

    @classmethod
    def open(cls, settings: Settings, *, clock: Callable[[], datetime] = utc_now, owner: bool = False) -> Hub:
        """Assemble the hub. Misconfigured (one sentence) on any defect, Unavailable when the database is away.

        owner: on the owner's address, for `restore` and `keys rotate`, which change what the app may not.
        """
        catalog = load(settings.plugins, settings.screening)
        rulebook = compile_rulebook(catalog.partner_types.values(), catalog.jurisdictions.values(), catalog.rules_hash)
        keyring = Keyring(FileRootKey.open(settings.root_key_file))
        cookie_key, source_key = (_key(settings.home / name) for name in (COOKIE_KEY, SOURCE_KEY))
        url = settings.migration_url if owner else settings.database_url
        desk = Desk(
            database=Database.open(  # last, so that a refusal before it leaves nothing open
                url, allow_owner=owner, context=context.hub("unasked")
            ),
            keyring=keyring,
            catalog=catalog,
            rulebook=rulebook,
            clock=clock,
        )
        demo = (settings.home / DEMO_MARK).exists()
        return cls(settings=settings, desk=desk, cookie_key=cookie_key, source_key=source_key, demo=demo)

    @property
    def limits(self) -> Limits:
        """How long sessions last here, by the settings."""
        hours, minutes = self.settings.session_hours, self.settings.idle_minutes
        return Limits(idle=timedelta(minutes=minutes), absolute=timedelta(hours=hours))

    def pseudonym(self, text: str) -> str:
        """What stands for a network address, or for what a browser says of itself: 64 hex characters, keyed."""
        return keyed_digest(self.source_key, text)

    def ready(self) -> None:
        """Unavailable unless the database answers and its log could be written now."""
        with self.desk.database.write():  # takes the writer's lock and leaves nothing behind
            pass

    def close(self) -> None:
        """Let go of the database; on SQLite the write-ahead log is folded into the file."""
        self.desk.database.close()


@contextmanager
def as_owner(settings: Settings) -> Iterator[Desk]:
    """A desk on the owner's address (COORDINATION_MIGRATION_URL): for `restore` and `keys rotate` alone."""
    if settings.migration_url == settings.database_url and not settings.database_url.startswith("sqlite"):
        raise Misconfigured("This is the owner's work: set COORDINATION_MIGRATION_URL to the owner's address.")
    with closing(Hub.open(settings, owner=True)) as hub:
        yield hub.desk


def keeping(settings: Settings) -> AbstractContextManager[Sequencer]:
    """What numbers and signs the access log (`step` every second, `close` at the end), on the sequencer's own role."""
    return keeper.keeping(settings)


def private_text(path: Path) -> str:
    """A private file of the operator's (a mail server's credentials); Misconfigured when others may read it."""
    return private_file.read(path)


def verifier_key(settings: Settings) -> str:
    """The public key of this hub's access log, as outside tools take it (C2SP signed-note). It is no secret."""
    return Signer.open(settings.signing_key_file).verifier.verifier_key


def alteration(settings: Settings) -> AbstractContextManager[object]:
    """A connection of the owner's role in one transaction, for the migrations alone (Alembic takes it as it is)."""
    database = Database.open(settings.migration_url, allow_owner=True)
    return _Altering(database)


def prepare_log(settings: Settings) -> None:
    """Give the access log its partitions for the months ahead (PostgreSQL), as the owner; part of every `migrate`."""
    with closing(Database.open(settings.migration_url, allow_owner=True)) as database, database.alter() as connection:
        postgresql.prepare_months(connection, utc_now())


class _Altering(AbstractContextManager[object]):
    """The owner's transaction; its pool is closed with it."""

    __slots__ = ("_database", "_inner")

    def __init__(self, database: Database) -> None:
        self._database = database
        self._inner = database.alter()

    def __enter__(self) -> object:
        return self._inner.__enter__()

    def __exit__(self, *error: object) -> bool | None:
        with closing(self._database):
            return self._inner.__exit__(*error)  # type: ignore[arg-type] # passed on as it came


def _log_name(settings: Settings) -> str:
    """The name of the log and of the key that signs it: "hub.example.org/access-log"."""
    return f"{urlsplit(settings.public_url).netloc}/access-log"


def _key(path: Path) -> bytes:
    """A key of 32 bytes in base64 from a private file."""
    try:
        key = base64.b64decode(private_file.read(path).strip(), validate=True)
    except binascii.Error:
        key = b""
    if len(key) != TOKEN_BYTES:
        raise Misconfigured(f"The key file {path.name} does not hold a key of 32 bytes in base64.")
    return key
