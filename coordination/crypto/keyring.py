"""Room: crypto. The keyring: root, agency key, data key; each wrapped under the one above (architecture.md §7).

Wraps are kept by storage and passed in; destroying a wrap destroys all that was written under it. What is unwrapped
stays in memory for at most 60 seconds and is found again only by showing the same wrap, so another process that still
remembers a purged key cannot reach it once the wrap's row is gone. Python cannot wipe memory; forgetting is dropping.
"""

from __future__ import annotations

import os
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextlib import suppress
from threading import Lock

from coordination.crypto.envelope import KEY_BYTES, DataKey, canonical
from coordination.crypto.root import RootKey
from coordination.model.errors import Unavailable

KEEP_SECONDS = 60.0
MOST_KEYS = 4096

_Shown = tuple[str, bytes, str, bytes]  # agency id, its wrap, key id ("" for the agency's own key), its wrap


class Keyring:
    """Makes and opens keys. Safe to share between threads.

    clock: seconds that never go back (time.monotonic). most: keys remembered at once, the oldest dropped first.
    """

    __slots__ = ("_clock", "_forgettings", "_lock", "_most", "_opened", "_root")

    def __init__(self, root: RootKey, *, clock: Callable[[], float] = time.monotonic, most: int = MOST_KEYS) -> None:
        self._root = root
        self._clock = clock
        self._most = most
        self._opened: OrderedDict[_Shown, tuple[float, DataKey]] = OrderedDict()
        self._forgettings = 0
        self._lock = Lock()

    def __repr__(self) -> str:
        """Show how many keys are remembered, and none of them."""
        return f"Keyring({len(self._opened)} remembered)"

    def new_agency_key(self, agency_id: str) -> bytes:
        """Return the wrap of a new agency key, bound to the agency."""
        return self._root.wrap(os.urandom(KEY_BYTES), _agency_context(agency_id))

    def new_data_key(self, agency_id: str, wrapped_agency: bytes, key_id: str) -> tuple[bytes, DataKey]:
        """Return the wrap of a new data key, bound to agency and key id, and the key itself."""
        key = os.urandom(KEY_BYTES)
        newest = wraps(wrapped_agency)[-1]
        wrapped = self._agency_key(agency_id, newest).seal(key, _data_context(agency_id, key_id))
        return wrapped, DataKey(key, key_id)

    def open_data_key(self, agency_id: str, wrapped_agency: bytes, key_id: str, wrapped: bytes) -> DataKey:
        """Return the data key of a wrap; Unavailable when any id or wrap does not belong with the others."""

        def unwrap() -> DataKey:
            context, (*others, last) = _data_context(agency_id, key_id), wraps(wrapped_agency)
            for other in others:
                with suppress(Unavailable):  # then it lies under the other one
                    return DataKey(self._agency_key(agency_id, other).unseal(wrapped, context), key_id)
            return DataKey(self._agency_key(agency_id, last).unseal(wrapped, context), key_id)

        return self._remembered((agency_id, wrapped_agency, key_id, wrapped), unwrap)

    def check_agency_key(self, agency_id: str, wrapped_agency: bytes) -> None:
        """Unavailable unless the root that is here opens this agency's key, or both while one is rotated."""
        for wrap in wraps(wrapped_agency):
            self._agency_key(agency_id, wrap)

    def seal_secret(self, purpose: str, owner_id: str, secret: str) -> bytes:
        """Return a short secret of the hub itself (a client secret, an ID token) sealed under the root.

        purpose: a slug, and owner_id the row it belongs to; both are bound in, so one never serves for another.
        """
        return self._root.wrap(secret.encode(), canonical("coordination/secret", purpose, owner_id))

    def open_secret(self, purpose: str, owner_id: str, sealed: bytes) -> str:
        """Return the secret of `seal_secret`; Unavailable when purpose, owner or a bit differs."""
        return self._root.unwrap(sealed, canonical("coordination/secret", purpose, owner_id)).decode()

    def seal_for_agency(self, agency_id: str, wrapped_agency: bytes, purpose: str, owner_id: str, text: str) -> bytes:
        """Return a short text (how a person is reached) sealed under the agency's own key.

        purpose and owner_id are bound in as in `seal_secret`; who rotates the agency's key seals it anew.
        """
        newest = wraps(wrapped_agency)[-1]
        return self._agency_key(agency_id, newest).seal(
            text.encode(), _agency_text_context(agency_id, purpose, owner_id)
        )

    def open_for_agency(self, agency_id: str, wrapped_agency: bytes, purpose: str, owner_id: str, sealed: bytes) -> str:
        """Return the text of `seal_for_agency`; Unavailable when agency, purpose, owner or a bit differs."""
        context, (*others, last) = _agency_text_context(agency_id, purpose, owner_id), wraps(wrapped_agency)
        for other in others:
            with suppress(Unavailable):  # then it lies under the newer one
                return self._agency_key(agency_id, other).unseal(sealed, context).decode()
        return self._agency_key(agency_id, last).unseal(sealed, context).decode()

    def rewrap_agency_key(self, agency_id: str, wrapped_agency: bytes, new_root: RootKey) -> bytes:
        """Return the same agency key wrapped under another root: changing the root leaves every record as it is."""
        context = _agency_context(agency_id)
        return joined(*(new_root.wrap(self._root.unwrap(wrap, context), context) for wrap in wraps(wrapped_agency)))

    def under(self, root: RootKey, agency_id: str, wrapped_agency: bytes) -> bool:
        """Whether an agency's key, or both of them, lie under this very root."""
        return all(_opens(root, wrap, _agency_context(agency_id)) for wrap in wraps(wrapped_agency))

    def secret_under(self, root: RootKey, purpose: str, owner_id: str, sealed: bytes) -> bool:
        """Whether a secret of `seal_secret` lies under this very root."""
        return _opens(root, sealed, canonical("coordination/secret", purpose, owner_id))

    def rewrap_secret(self, purpose: str, owner_id: str, sealed: bytes, new_root: RootKey) -> bytes:
        """Return the same secret of `seal_secret` under another root."""
        context = canonical("coordination/secret", purpose, owner_id)
        return new_root.wrap(self._root.unwrap(sealed, context), context)

    def rewrap_data_key(
        self, agency_id: str, wrapped_agency: bytes, new_wrapped_agency: bytes, key_id: str, wrapped: bytes
    ) -> bytes:
        """Return the same data key wrapped under the agency's new key."""
        context = _data_context(agency_id, key_id)
        key = self._agency_key(agency_id, wrapped_agency).unseal(wrapped, context)
        return self._agency_key(agency_id, new_wrapped_agency).seal(key, context)

    def lies_under(self, agency_id: str, wrap: bytes, key_id: str, wrapped: bytes) -> bool:
        """Whether a data key is wrapped under this very agency key."""
        try:
            self._agency_key(agency_id, wrap).unseal(wrapped, _data_context(agency_id, key_id))
        except Unavailable:
            return False
        return True

    def forget(self, ids: Iterable[str]) -> None:
        """Drop the keys with these key ids or agency ids at once. Call it after the purge's commit.

        # INVARIANT: no key that was being unwrapped while this ran is remembered afterwards.
        """
        gone = set(ids)
        with self._lock:
            self._forgettings += 1
            for shown in [shown for shown in self._opened if shown[0] in gone or shown[2] in gone]:
                del self._opened[shown]

    def sweep(self) -> int:
        """Drop what is 60 seconds old and return how many keys remain; every look-up does this too."""
        with self._lock:
            self._drop_old()
            return len(self._opened)

    def _agency_key(self, agency_id: str, wrapped_agency: bytes) -> DataKey:
        def unwrap() -> DataKey:
            return DataKey(self._root.unwrap(wrapped_agency, _agency_context(agency_id)), agency_id)

        return self._remembered((agency_id, wrapped_agency, "", b""), unwrap)

    def _remembered(self, shown: _Shown, unwrap: Callable[[], DataKey]) -> DataKey:
        with self._lock:
            self._drop_old()
            found = self._opened.get(shown)
            if found is not None:
                return found[1]
            forgettings = self._forgettings
            opened = self._clock()
        key = unwrap()  # outside the lock: a KMS may take milliseconds, and agency keys come through here as well
        with self._lock:
            if forgettings == self._forgettings:
                self._opened.setdefault(shown, (opened, key))
                while len(self._opened) > self._most:
                    self._opened.popitem(last=False)
        return key

    def _drop_old(self) -> None:
        # A hit never renews a key, so a purge that forgot to call `forget` is still complete after 60 seconds.
        oldest_kept = self._clock() - KEEP_SECONDS
        while self._opened and next(iter(self._opened.values()))[0] <= oldest_kept:
            self._opened.popitem(last=False)


_TWO = b"coordination/two-wraps:"


def joined(*found: bytes) -> bytes:
    """Return one or two wraps as one: while an agency's key is rotated it has two, the newest last. See `wraps`."""
    if len(found) == 1:
        return found[0]
    first, second = found
    return _TWO + len(first).to_bytes(4) + first + second


def wraps(wrapped_agency: bytes) -> tuple[bytes, ...]:
    """Return the wraps in an agency's `wrapped`: one, or two while it is rotated. Inverse of `joined`."""
    if not wrapped_agency.startswith(_TWO):
        return (wrapped_agency,)
    size, rest = wrapped_agency[len(_TWO) : len(_TWO) + 4], wrapped_agency[len(_TWO) + 4 :]
    return rest[: int.from_bytes(size)], rest[int.from_bytes(size) :]


def _opens(root: RootKey, wrapped: bytes, context: bytes) -> bool:
    try:
        root.unwrap(wrapped, context)
    except Unavailable:
        return False
    return True


def _agency_context(agency_id: str) -> bytes:
    return canonical("coordination/agency-key", agency_id)


def _agency_text_context(agency_id: str, purpose: str, owner_id: str) -> bytes:
    return canonical("coordination/agency-text", agency_id, purpose, owner_id)


def _data_context(agency_id: str, key_id: str) -> bytes:
    return canonical("coordination/data-key", agency_id, key_id)
