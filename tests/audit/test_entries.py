"""Room: audit. An insert is one statement; an auditor sees what concerns her programs, and who saw a child."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest

from coordination.audit import entries
from coordination.audit.entries import Filters, Numbered
from coordination.audit.entry import Entry
from tests.audit.ground import NOW, PROGRAMS, Log, made_up

COUNT = 400


def concerned(entry: Entry) -> set[str]:
    return {entry.program, *(owner for _, owner, _ in entry.shown)}


def test_insert_is_one_statement(log: Log) -> None:
    with log.app.count() as tally:
        log.add([1])
    assert (tally.statements, tally.commits) == (1, 1)


def test_an_entry_rolled_back_is_not_there(log: Log) -> None:
    with suppress(ZeroDivisionError), log.app.write() as connection:
        entries.insert(connection, made_up(1))
        raise ZeroDivisionError
    log.fill(1)
    assert log.verify().size == 1


def test_pages_hold_what_concerns_the_programs_newest_first(log: Log) -> None:
    log.fill(COUNT)
    mine = set(PROGRAMS[:2])
    all_of_it = [Numbered(seq=seq, entry=made_up(seq)) for seq in reversed(range(COUNT))]
    expected = [one for one in all_of_it if concerned(one.entry) & mine]
    found, before = list[Numbered](), None
    with log.app.read() as connection:
        while page := entries.page(connection, mine, before, limit=37):
            found += page
            before = page[-1].seq
        assert entries.page(connection, []) == []
        assert entries.page(connection, ["f" * 32]) == []
    assert found == expected


@pytest.mark.parametrize(
    "filters",
    [
        Filters(actor=made_up(3).actor),
        Filters(action="case:read", outcome="refused"),
        Filters(since=NOW + timedelta(milliseconds=100), until=NOW + timedelta(milliseconds=200)),
    ],
)
def test_filters_narrow_a_page(log: Log, filters: Filters) -> None:
    log.fill(COUNT)

    def fits(entry: Entry) -> bool:
        named = (filters.actor in (None, entry.actor), filters.action in (None, entry.action))
        came = filters.outcome in (None, entry.outcome)
        late = filters.since is None or entry.at >= filters.since
        return all(named) and came and late and (filters.until is None or entry.at < filters.until)

    expected = [seq for seq in reversed(range(COUNT)) if fits(made_up(seq)) and PROGRAMS[0] in concerned(made_up(seq))]
    with log.app.read() as connection:
        found = [one.seq for one in entries.page(connection, PROGRAMS[:1], filters=filters, limit=200)]
    assert found == expected
    assert expected


def test_who_saw_this_names_every_entry_with_the_handle(log: Log) -> None:
    log.fill(COUNT)
    handle = made_up(17).objects[0]
    expected = [seq for seq in reversed(range(COUNT)) if handle in made_up(seq).objects]
    with log.app.read() as connection:
        assert [one.seq for one in entries.of_handle(connection, handle)] == expected
        assert [one.seq for one in entries.of_handle(connection, handle, before_seq=18, limit=1)] == [17]
        assert entries.of_handle(connection, "f" * 32) == []


def test_what_is_not_numbered_yet_is_not_shown(log: Log) -> None:
    log.add([17])
    with log.app.read() as connection:
        assert entries.of_handle(connection, made_up(17).objects[0]) == []
