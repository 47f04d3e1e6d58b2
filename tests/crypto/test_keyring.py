"""Keys open only with everything above them, are remembered for 60 seconds at most, and never across a purge."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.crypto.envelope import Binding, DataKey, decrypt, encrypt
from coordination.crypto.keyring import KEEP_SECONDS, Keyring
from coordination.crypto.root import FileRootKey
from coordination.model.errors import Unavailable

AGENCY, KEY = "a" * 32, "d" * 32


class Clock:
    """Seconds that a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class CountingRoot:
    """A root that may be taken away and says how often it was asked: a second implementation of RootKey."""

    def __init__(self) -> None:
        self.inner = FileRootKey(bytes(range(32)))
        self.unwraps = 0
        self.away = False
        self.before_answer: Callable[[], None] = lambda: None

    def wrap(self, key: bytes, context: bytes) -> bytes:
        return self.inner.wrap(key, context)

    def unwrap(self, wrapped: bytes, context: bytes) -> bytes:
        self.unwraps += 1
        if self.away:
            raise Unavailable
        key = self.inner.unwrap(wrapped, context)
        self.before_answer()
        return key


def _ring(most: int = 100) -> tuple[Keyring, CountingRoot, Clock]:
    root, clock = CountingRoot(), Clock()
    return Keyring(root, clock=clock, most=most), root, clock


def _same(one: DataKey, other: DataKey) -> bool:
    binding = Binding(table="t", row="r", case_id="c", information_type="i", program_id="p", key_id=one.key_id)
    return decrypt(other, encrypt(one, b"x", binding), binding) == b"x"


def test_a_new_data_key_comes_back_from_its_wrap() -> None:
    ring, _, _ = _ring()
    agency = ring.new_agency_key(AGENCY)
    wrapped, key = ring.new_data_key(AGENCY, agency, KEY)
    assert _same(key, ring.open_data_key(AGENCY, agency, KEY, wrapped))
    assert _same(key, _ring()[0].open_data_key(AGENCY, agency, KEY, wrapped))


def test_each_wrap_is_bound_to_its_agency_its_key_id_and_its_place_in_the_tree() -> None:
    ring, root, _ = _ring()
    agency, other = ring.new_agency_key(AGENCY), ring.new_agency_key("b" * 32)
    wrapped, _key = ring.new_data_key(AGENCY, agency, KEY)
    for agency_id, agency_wrap, key_id, wrap in [
        ("b" * 32, agency, KEY, wrapped),
        ("b" * 32, other, KEY, wrapped),
        (AGENCY, other, KEY, wrapped),
        (AGENCY, agency, "e" * 32, wrapped),
        (AGENCY, agency, KEY, agency),
        (AGENCY, wrapped, KEY, wrapped),
        (AGENCY, agency, KEY, b""),
        (AGENCY, b"", KEY, wrapped),
    ]:
        with pytest.raises(Unavailable):
            ring.open_data_key(agency_id, agency_wrap, key_id, wrap)
    with pytest.raises(Unavailable):
        Keyring(FileRootKey(bytes(32))).open_data_key(AGENCY, agency, KEY, wrapped)
    assert root.unwraps


def test_a_key_is_remembered_for_less_than_sixty_seconds_and_a_look_does_not_renew_it() -> None:
    ring, root, clock = _ring()
    agency = ring.new_agency_key(AGENCY)
    wrapped, _key = ring.new_data_key(AGENCY, agency, KEY)
    ring.forget([AGENCY])
    ring.open_data_key(AGENCY, agency, KEY, wrapped)
    root.away = True
    clock.now += KEEP_SECONDS - 0.001
    ring.open_data_key(AGENCY, agency, KEY, wrapped)
    clock.now += 0.001
    with pytest.raises(Unavailable):
        ring.open_data_key(AGENCY, agency, KEY, wrapped)


def test_old_keys_leave_memory_by_a_sweep_alone() -> None:
    ring, _, clock = _ring()
    agency = ring.new_agency_key(AGENCY)
    wrapped, _key = ring.new_data_key(AGENCY, agency, KEY)
    ring.open_data_key(AGENCY, agency, KEY, wrapped)
    assert ring.sweep() == 2
    clock.now += KEEP_SECONDS
    assert ring.sweep() == 0


def test_opening_many_times_asks_the_root_once() -> None:
    ring, root, _ = _ring()
    agency = ring.new_agency_key(AGENCY)
    wrapped, _key = ring.new_data_key(AGENCY, agency, KEY)
    opened = {id(ring.open_data_key(AGENCY, agency, KEY, wrapped)) for _ in range(50)}
    assert (len(opened), root.unwraps) == (1, 1)


@pytest.mark.parametrize("forgotten", [KEY, AGENCY])
def test_a_forgotten_key_is_not_remembered(forgotten: str) -> None:
    ring, root, _ = _ring()
    agency = ring.new_agency_key(AGENCY)
    wrapped, _key = ring.new_data_key(AGENCY, agency, KEY)
    first = ring.open_data_key(AGENCY, agency, KEY, wrapped)
    ring.forget([forgotten])
    assert ring.open_data_key(AGENCY, agency, KEY, wrapped) is not first
    assert root.unwraps == (1 if forgotten == KEY else 2)


def test_a_key_that_was_being_opened_during_a_purge_is_not_remembered() -> None:
    ring, root, _ = _ring()
    agency = ring.new_agency_key(AGENCY)
    wrapped, _key = ring.new_data_key(AGENCY, agency, KEY)
    ring.forget([AGENCY])
    root.before_answer = lambda: ring.forget([KEY])
    ring.open_data_key(AGENCY, agency, KEY, wrapped)
    assert not [shown for shown in ring._opened if shown[2] == KEY and shown[0] != AGENCY]
    assert not any(shown[2] == "" for shown in ring._opened)
    root.before_answer = lambda: None
    first = ring.open_data_key(AGENCY, agency, KEY, wrapped)
    assert ring.open_data_key(AGENCY, agency, KEY, wrapped) is first


def test_a_remembered_key_is_reached_only_by_showing_its_wrap() -> None:
    """Another process purges: its row is gone, so nobody can show the wrap, and memory alone opens nothing."""
    ring, _, _ = _ring()
    agency = ring.new_agency_key(AGENCY)
    wrapped, _key = ring.new_data_key(AGENCY, agency, KEY)
    ring.open_data_key(AGENCY, agency, KEY, wrapped)
    with pytest.raises(Unavailable):
        ring.open_data_key(AGENCY, agency, KEY, b"")


def test_no_more_keys_are_remembered_than_allowed_and_the_oldest_go_first() -> None:
    ring, _, _ = _ring(most=3)
    agency = ring.new_agency_key(AGENCY)
    wraps = [ring.new_data_key(AGENCY, agency, f"{n:032x}")[0] for n in range(8)]
    for number, wrapped in enumerate(wraps):
        ring.open_data_key(AGENCY, agency, f"{number:032x}", wrapped)
    assert ring.sweep() == 3
    assert f"{7:032x}" in {shown[2] for shown in ring._opened}


def test_changing_the_root_keeps_every_data_key() -> None:
    ring, _, _ = _ring()
    agency = ring.new_agency_key(AGENCY)
    wrapped, key = ring.new_data_key(AGENCY, agency, KEY)
    fresh = FileRootKey(bytes(32))
    moved = ring.rewrap_agency_key(AGENCY, agency, fresh)
    assert _same(key, Keyring(fresh).open_data_key(AGENCY, moved, KEY, wrapped))
    with pytest.raises(Unavailable):
        Keyring(fresh).open_data_key(AGENCY, agency, KEY, wrapped)


def test_changing_an_agency_key_keeps_the_data_key() -> None:
    ring, _, _ = _ring()
    old, new = ring.new_agency_key(AGENCY), ring.new_agency_key(AGENCY)
    wrapped, key = ring.new_data_key(AGENCY, old, KEY)
    moved = ring.rewrap_data_key(AGENCY, old, new, KEY, wrapped)
    assert _same(key, ring.open_data_key(AGENCY, new, KEY, moved))
    with pytest.raises(Unavailable):
        ring.open_data_key(AGENCY, old, KEY, moved)


@given(st.lists(st.tuples(st.integers(0, 3), st.floats(0, 90), st.booleans()), max_size=30))
def test_no_key_is_ever_served_from_memory_after_sixty_seconds_or_a_purge(
    steps: list[tuple[int, float, bool]],
) -> None:
    ring, root, clock = _ring()
    agency = ring.new_agency_key(AGENCY)
    wraps = [ring.new_data_key(AGENCY, agency, f"{n:032x}")[0] for n in range(4)]
    seen: dict[int, tuple[DataKey, float]] = {}
    for number, wait, purge in steps:
        clock.now += wait
        key = ring.open_data_key(AGENCY, agency, f"{number:032x}", wraps[number])
        before, first_served = seen.get(number, (None, 0.0))
        if key is before:
            assert clock.now - first_served < KEEP_SECONDS
        else:
            seen[number] = (key, clock.now)
        if purge:
            ring.forget([f"{number:032x}"])
            assert ring.open_data_key(AGENCY, agency, f"{number:032x}", wraps[number]) is not key
            ring.forget([f"{number:032x}"])
    assert root.unwraps <= 1 + 2 * len(steps)


def test_neither_ring_nor_root_shows_a_key() -> None:
    ring, _, _ = _ring()
    ring.new_data_key(AGENCY, ring.new_agency_key(AGENCY), KEY)
    assert repr(ring) == "Keyring(1 remembered)"
    assert repr(FileRootKey(bytes(32))) == "FileRootKey()"
