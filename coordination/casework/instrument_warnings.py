"""Room: casework. What is said of instruments to whoever files them: of each program of their agency, not only theirs.

An administrator and a privacy officer act for one program and file for all of the agency's, confidential ones too. A
notice is a row in the tables, and only those who work on cases have a page of notices: so this stands on the page they
come to. It is about programs, from the roster, and tells of no case and of nobody who is served.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from coordination.casework import instruments
from coordination.casework.desk import Desk
from coordination.model.actor import Actor
from coordination.model.program import Program
from coordination.storage import instruments as drawer

LAPSED = "{program} is not live in the hub. Missing: {missing}."
SOON = "{program}: {ending}. File what follows it, or this program stops being live."


def of_agency(desk: Desk, actor: Actor) -> tuple[str, ...]:
    """A sentence for each other program of the agency that is not live, or has an instrument that ends within 60 days
    with nothing after it; none for who may not file. The own program's stands on every page already.
    """
    if not instruments.keeps(desk, actor):
        return ()
    with desk.consulting() as cabinet:
        programs = drawer.facts_of_programs_of(cabinet, actor.agency_id)
    return tuple(_sentences((one for one in programs if one.id != actor.program_id), desk.now))


def _sentences(programs: Iterator[Program], now: datetime) -> Iterator[str]:
    for one in programs:
        if missing := instruments.missing_words(one, now):
            yield LAPSED.format(program=one.name, missing=missing)
        elif ending := instruments.ending_words(one, now):
            yield SOON.format(program=one.name, ending=ending)
