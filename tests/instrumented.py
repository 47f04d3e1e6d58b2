"""Room: tests. Operator instruments for every program that needs one, so that a community is live.

What a program that is not live may do is for tests/web/test_instrument_pages.py and tests/policy/test_live.py.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select, update

from coordination.casework.desk import Desk
from coordination.declare.instruments import needed
from coordination.declare.regime import Regime
from coordination.model.ids import new_id
from coordination.model.instrument import Filed
from coordination.storage.instrument_tables import program_instruments
from coordination.storage.program_facts import instruments_text
from coordination.storage.roster import programs

FILED = datetime(2026, 1, 2, tzinfo=UTC)


def held(regimes: frozenset[Regime]) -> tuple[Filed, ...]:
    """What a program of a pure test holds."""
    return tuple(Filed(kind) for kind in sorted(needed(regimes)))


def column(regimes: str) -> str:
    """The same as it stands in a row of the roster. regimes: as there, joined by one space."""
    return instruments_text(held(frozenset(map(Regime, regimes.split()))))


def file_all(connection: Connection) -> None:
    """File what every program lacks that has nothing on file."""
    for program, regimes in connection.execute(
        select(programs.c.id, programs.c.regimes).where(programs.c.instruments == "")
    ).all():
        if kinds := needed(map(Regime, regimes.split())):
            signed = {"document": "Signed with the operator", "signed_on": "2026-01-02"}
            who = {"for_program": "Jo Vance, director", "for_operator": "Lee Park, operator"}
            rows = [
                {"id": new_id(), "handle": new_id(), "program_id": program, "kind": kind, "recorded_at": FILED}
                for kind in sorted(kinds)
            ]
            connection.execute(insert(program_instruments), [{**row, **signed, **who} for row in rows])
            connection.execute(update(programs).where(programs.c.id == program).values(instruments=column(regimes)))


def go_live(desk: Desk) -> None:
    """File for whoever a test has just put on the roster."""
    with desk.database.write() as connection:
        file_all(connection)
