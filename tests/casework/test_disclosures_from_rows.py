"""Room: tests. Papers and emergencies as rows, read through the Desk, against the oracle of disclosures.

The policy itself is held to every cell in tests/matrix; here it is that what stands in the tables reaches it whole.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, insert, update

from coordination.declare.authority_on_file import KINDS
from coordination.declare.information import InformationType
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.explanation import Access
from coordination.model.facts import AuthorityOnFile
from coordination.model.ids import CaseId, new_id
from coordination.model.program import Program
from coordination.storage.authority_tables import authorities, authority_recipients, authority_types, emergencies
from tests.community import Community
from tests.matrix.disclosed import NAMES
from tests.matrix.disclosed_differences import unlike
from tests.neighbours import CONFIDENTIAL, PROGRAMS, Neighbourhood, name_hub, settle, worker
from tests.oracles.disclosures_words import ABSENT, KNOWN, OPEN, Cell, Paper, Side
from tests.web.test_partner_types import filed, opened

VIEWERS = ("ana_cps_worker", *(worker(one) for one in PROGRAMS if one not in CONFIDENTIAL))
DAY = timedelta(days=1)
# When it began, when it runs out and when it was ended, in days from now; and the oracle's word for it.
STATES: dict[str, tuple[int, int, int | None]] = {
    "in_force": (-1, 1, None),
    "expired": (-2, 0, None),
    "not_yet": (1, 2, None),
    "ended": (-1, 1, 0),
}


@pytest.fixture
def here(community: Community) -> Neighbourhood:
    """The community with its neighbours."""
    return settle(community)


def _filled(here: Neighbourhood) -> tuple[CaseId, list[tuple[Program, InformationType]]]:
    """A case on which every neighbour has filed a record of each type that it may."""
    case_id = opened(here, *(one for one in PROGRAMS if one not in CONFIDENTIAL))
    for program in CONFIDENTIAL:
        name_hub(here, case_id, program)
    held = []
    for program, (_, _, partner) in PROGRAMS.items():
        forms = {form.information_type: form.slug for form in here.desk.catalog.partner_types[partner].forms}
        for kind, form in forms.items():
            filed(here, case_id, program, form, "wren")
            held.append((here.programs[program], kind))
    return case_id, held


def _end_all(connection: Connection, now: datetime) -> None:
    """The hub may delete none of them, so what was there before is over."""
    for table in (authorities, emergencies):
        connection.execute(update(table).where(table.c.ended_at.is_(None)).values(ended_at=now))


def _put(
    here: Neighbourhood, case_id: CaseId, kind: str, viewer: Actor, state: str, types: frozenset[InformationType]
) -> None:
    """One paper of this kind by each neighbour, to the viewer's program, about these types."""
    now, (since, until, ended) = here.clock.now, STATES[state]
    with here.desk.database.write((case_id,)) as connection:
        _end_all(connection, now)
        for program in PROGRAMS:
            about: dict[str, Any] = {"case_id": case_id, "program_id": here.programs[program].id}
            paper = new_id()
            row = {"starts_at": now + since * DAY, "expires_at": now + until * DAY, "recorded_at": now - DAY, **about}
            by = here.people[worker(program)]
            row |= {"ended_at": None if ended is None else now + ended * DAY, "recorded_by": by}
            connection.execute(
                insert(authorities).values(id=paper, handle=new_id(), kind=kind, key_id=new_id(), body=b"-", **row)
            )
            to = {"recipient_id": viewer.program_id, "recipient_kind": "program"}
            connection.execute(insert(authority_recipients).values(authority_id=paper, **to, **about))
            rows = [{"authority_id": paper, "information_type": one.value, **about} for one in types]
            connection.execute(insert(authority_types), rows)


def _hurry(here: Neighbourhood, case_id: CaseId, viewer: Actor, state: str) -> None:
    """The viewer's emergency access, in this state, and no paper."""
    now, (since, until, ended) = here.clock.now, STATES[state]
    with here.desk.database.write((case_id,)) as connection:
        _end_all(connection, now)
        connection.execute(
            insert(emergencies).values(
                id=new_id(),
                handle=new_id(),
                case_id=case_id,
                program_id=viewer.program_id,
                person_id=viewer.person_id,
                reason="danger",
                starts_at=now + since * DAY,
                expires_at=now + until * DAY,
                ended_at=None if ended is None else now + ended * DAY,
                review_due_at=now + 3 * DAY,
                key_id=new_id(),
                body=b"-",
            )
        )


def _side(program: Program) -> Side:
    (state,) = program.jurisdictions - {"us_federal"} or {""}
    return Side(
        slug=program.partner_type,
        partner=program.partner_type,
        regimes=frozenset(str(one) for one in program.regimes),
        government=program.government,
        confidential=program.confidential,
        state=state,
    )


def _read(
    here: Neighbourhood, case_id: CaseId, viewer: Actor, held: list[tuple[Program, InformationType]], **state: object
) -> Iterator[tuple[Cell, str, str | None]]:
    """What the Desk grants of each record of others, and which difference from the oracle that is."""
    grant = here.desk.ask(viewer, Action.CASE_READ, here.desk.facts(viewer, case_id))
    found = {(line.program_id, line.information_type): line for line in grant.case.types}
    for owner, kind in held:
        if owner.id == viewer.program_id:
            continue
        line = found.get((owner.id, kind))
        shown = ABSENT if line is None else OPEN if line.access is Access.OPEN else KNOWN
        by = NAMES.get(line.authority, line.authority) if line else ""
        same = "agency" if owner.agency_id == viewer.agency_id else "no"
        cell = Cell(owner=_side(owner), viewer=_side(viewer.program), type=kind.value, same=same)
        cell = replace(cell, **state)  # type: ignore[arg-type]
        yield cell, f"{shown} {by}", unlike(cell, shown, by)


def _cells(
    here: Neighbourhood, kinds: tuple[str, ...], viewers: tuple[str, ...] = VIEWERS
) -> Iterator[tuple[Cell, str, str | None]]:
    case_id, held = _filled(here)
    for slug in viewers:
        viewer = here.actor(slug, step_up=True)
        for state in STATES:
            for kind in kinds if state == "in_force" else kinds[:2]:
                _put(here, case_id, kind, viewer, state, frozenset(of for _, of in held))
                paper = Paper(kind=NAMES.get(kind, kind), state=state)
                yield from _read(here, case_id, viewer, held, paper=paper)
            if state == "not_yet":
                continue  # emergency access begins the instant that it is asked for
            _hurry(here, case_id, viewer, state)
            emergency = "in_force" if state == "in_force" else "expired"
            yield from _read(here, case_id, viewer, held, emergency=emergency)
            with here.desk.database.write((case_id,)) as connection:
                _end_all(connection, here.clock.now)


def test_what_stands_in_the_tables_opens_what_the_law_note_says(here: Neighbourhood) -> None:
    seen, wrong = Counter[str](), []
    viewers = VIEWERS if here.desk.database.dialect == "sqlite" else VIEWERS[:2]
    for cell, shown, difference in _cells(here, tuple(kind.slug for kind in KINDS), viewers):
        seen[shown] += 1
        if difference is None:
            wrong.append(f"{shown}: {cell}")
    sys.stdout.write(f"{seen.total():,} cells of rows, {len(wrong)} unexpected; {dict(seen)}\n")
    assert not wrong, "\n".join(wrong[:9])
    assert seen.total() > 300 * len(viewers)
    assert {f"open {word}" for word in ("court_order", "part_2_order", "medical_emergency", "emergency")} <= seen.keys()


def test_a_paper_that_ended_in_the_table_alone_turns_the_cells_red(
    here: Neighbourhood, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AuthorityOnFile, "in_force", lambda *_: True)
    assert any(difference is None for _, _, difference in _cells(here, ("court_order", "subpoena_with_assurance")))
