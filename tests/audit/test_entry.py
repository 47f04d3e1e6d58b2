"""Room: audit. The bytes of an entry are canonical JSON (RFC 8785), and reading them is the exact inverse."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.audit.entry import KINDS, OUTCOMES, Entry, canonical, parse, stamp
from tests.audit.ground import NOW, made_up

WORDS = st.text("abcdefghijklmnopqrstuvwxyzABC0123456789_.:/-", max_size=64)
ENTRIES = st.builds(
    Entry,
    at=st.datetimes(timezones=st.just(UTC)),
    actor=WORDS,
    kind=st.sampled_from(sorted(KINDS)),
    program=WORDS,
    on_behalf_of=WORDS,
    action=WORDS,
    objects=st.lists(WORDS, max_size=4).map(tuple),
    shown=st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=3).map(tuple),
    outcome=st.sampled_from(sorted(OUTCOMES)),
    reason=WORDS,
    purpose=WORDS,
    rules=WORDS,
    session=WORDS,
    source=WORDS,
    salt=st.from_regex(re.compile(r"[0-9a-f]{32}"), fullmatch=True),
)


@given(ENTRIES)
def test_bytes_are_canonical_json(entry: Entry) -> None:
    plain = asdict(entry) | {"at": stamp(entry.at)}
    expected = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert canonical(entry) == expected.encode()


@given(ENTRIES)
def test_parse_is_the_exact_inverse(entry: Entry) -> None:
    assert parse(canonical(entry)) == entry


@given(ENTRIES, st.data())
def test_bytes_with_anything_changed_are_another_entry_or_none(entry: Entry, data: st.DataObject) -> None:
    good = canonical(entry)
    at = data.draw(st.integers(0, len(good) - 1))
    changed = good[:at] + bytes([good[at] ^ data.draw(st.integers(1, 255))]) + good[at + 1 :]
    try:
        read = parse(changed)
    except ValueError:
        return
    assert read != entry
    assert canonical(read) == changed


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"1", b"\xff", b'{"at":1}', b"null"])
def test_bytes_that_are_no_entry_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="not an entry"):
        parse(data)


def test_the_same_entry_written_otherwise_is_refused() -> None:
    with pytest.raises(ValueError, match="canonical"):
        parse(canonical(made_up(1)).replace(b'","', b'", "'))


@pytest.mark.parametrize(
    "change",
    [
        {"at": datetime(2026, 1, 1)},  # noqa: DTZ001 (a naive time is the point)
        {"at": NOW.astimezone(timezone(timedelta(hours=-6)))},
        {"kind": "robot"},
        {"outcome": "maybe"},
        {"salt": "00"},
        {"version": 2},
        {"actor": "Jane Doe"},
        {"purpose": "she said that"},
        {"source": "a" * 65},
        {"objects": ("ok", 'quote"')},
        {"shown": (("medical", "x\n", "release"),)},
    ],
)
def test_an_entry_holds_handles_slugs_and_utc_only(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="log entry"):
        replace(made_up(1), **change)  # type: ignore[arg-type]
