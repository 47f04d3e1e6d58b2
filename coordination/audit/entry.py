"""Room: audit. One entry of the access log, and the exact bytes that are hashed for it.

The bytes are canonical JSON as RFC 8785 (JCS) has it for our kinds of value: keys sorted, no spaces, UTF-8, strings
with the shortest escapes, one integer. `parse` is the exact inverse of `canonical` and takes nothing else.
No names, no words typed by a person: handles, slugs and instants only. The salt keeps the hash from being guessed.
"""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Final

VERSION: Final = 1
KINDS: Final = frozenset({"person", "machine", "system"})
OUTCOMES: Final = frozenset({"allowed", "refused", "failed"})
_HEX: Final = re.compile(r"[0-9a-f]{32}").fullmatch
_WORD: Final = re.compile(r"[A-Za-z0-9_.:/-]{0,64}").fullmatch
_ZERO: Final = timedelta(0)

Shown = tuple[str, str, str]
"""What was shown: information type, handle of the owning program, slug of the legal authority."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Who did what, for whom, on which objects, what was shown under which legal authority, and what came of it.

    `at` is aware UTC to the microsecond. `actor`, `program`, `on_behalf_of`, `objects` and `session` are handles, ''
    for none; `action` is "noun:verb"; `reason` a coded slug; `rules` the hash of the rules in force; `source` a keyed
    pseudonym of the address; `salt` 16 random bytes in hex. Every text is at most 64 letters, digits and _ . : / - so
    that no name, sentence or address can slip in. Raises ValueError on a value outside these.
    """

    at: datetime
    actor: str
    kind: str
    action: str
    outcome: str
    salt: str
    program: str = ""
    on_behalf_of: str = ""
    objects: tuple[str, ...] = ()
    shown: tuple[Shown, ...] = ()
    reason: str = ""
    purpose: str = ""
    rules: str = ""
    session: str = ""
    source: str = ""
    version: int = VERSION

    def __post_init__(self) -> None:
        """Refuse what could not be read back."""
        if self.at.utcoffset() != _ZERO:
            raise ValueError("the time of a log entry must be aware and in UTC")
        if self.kind not in KINDS or self.outcome not in OUTCOMES or self.version != VERSION:
            raise ValueError("a log entry has an unknown kind, outcome or version")
        if not _HEX(self.salt):
            raise ValueError("the salt of a log entry must be 32 lowercase hex characters")
        words = (self.actor, self.action, self.program, self.on_behalf_of, self.reason, self.purpose, self.rules)
        if not all(map(_WORD, (*words, self.session, self.source, *self.objects, *chain.from_iterable(self.shown)))):
            raise ValueError("a log entry holds handles and slugs only")


def canonical(entry: Entry) -> bytes:
    """The bytes of an entry: canonical JSON (RFC 8785), the only form that is ever hashed.

    Written out by hand because the log pays for it on every page; no text of an entry can need an escape.
    INVARIANT: equal to json.dumps(…, sort_keys=True, separators=(",", ":"), ensure_ascii=False), which a test proves.
    """
    e = entry
    objects = '"' + '","'.join(e.objects) + '"' if e.objects else ""
    shown = ",".join([f'["{kind}","{owner}","{authority}"]' for kind, owner, authority in e.shown])
    return (
        f'{{"action":"{e.action}","actor":"{e.actor}","at":"{stamp(e.at)}","kind":"{e.kind}","objects":[{objects}],'
        f'"on_behalf_of":"{e.on_behalf_of}","outcome":"{e.outcome}","program":"{e.program}","purpose":"{e.purpose}",'
        f'"reason":"{e.reason}","rules":"{e.rules}","salt":"{e.salt}","session":"{e.session}","shown":[{shown}],'
        f'"source":"{e.source}","version":{e.version}}}'
    ).encode()


def parse(data: bytes) -> Entry:
    """The entry of some canonical bytes; ValueError when they are not canonical or not an entry."""
    try:
        found = json.loads(data)
        at = datetime.fromisoformat(found.pop("at")).astimezone(UTC)
        objects = tuple(found.pop("objects"))
        shown = tuple((kind, owner, authority) for kind, owner, authority in found.pop("shown"))
        entry = Entry(at=at, objects=objects, shown=shown, **found)
        exact = canonical(entry) == data
    except (AttributeError, KeyError, TypeError, UnicodeError, ValueError) as error:
        raise ValueError("these bytes are not an entry of the access log") from error
    if not exact:
        raise ValueError("these bytes are not the canonical form of the entry they hold")
    return entry


def stamp(at: datetime) -> str:
    """An aware UTC instant as "2026-11-21T23:56:35.000001Z", always six decimals, so that text order is time order."""
    return at.isoformat(timespec="microseconds")[:26] + "Z"
