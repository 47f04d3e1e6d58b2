"""Room: tests. The cases of the bench's town: who is on them, who is kept out, and the sealed records they hold."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Table

from coordination.crypto.envelope import Binding, encrypt
from coordination.storage import case_tables, record_tables
from tests.bench.posted import referrals_of
from tests.bench.town import (
    COUNTIES,
    HOUR,
    MEMBERSHIPS,
    VIEWERS_PROGRAM,
    Batch,
    Office,
    Town,
    expiry,
    ids,
    instant_of,
)

STEP = 97  # every 97th case of the viewer's county is the viewer's: restricted and open ones alternate

# (office, information type, form): what every case holds, and what the viewer's cases hold beside.
USUAL = (
    (0, "identity", "child"),
    (0, "report", "suspected_exploitation_report"),
    (2, "criminal_investigation", "investigation_note"),
    (5, "forensic_interview", "interview_summary"),
)
BESIDE = (
    (0, "identity", "person"),
    (0, "identity", "person"),
    (0, "child_protection", "child_protection_note"),
    (0, "child_protection", "child_protection_note"),
    (0, "screening", "screening_note"),
    (1, "report", "suspected_exploitation_report"),
    (1, "child_protection", "child_protection_note"),
    (2, "report", "police_report"),
    (2, "criminal_investigation", "investigation_note"),
    (2, "criminal_investigation", "investigation_note"),
    (3, "criminal_investigation", "investigation_note"),
    (4, "report", "police_report"),
    (5, "report", "intake"),
    (5, "medical", "interview_summary"),
    (6, "mental_health", "intake"),
    (7, "advocacy", "advocacy_note"),
)


@dataclass(slots=True, kw_only=True)
class Watched:
    """Cases by what they are to the viewer. mine: visible; kept_out: on the team, but restricted to others."""

    mine: list[str] = field(default_factory=list)
    kept_out: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    closed_records: list[tuple[str, str]] = field(default_factory=list)  # (visible case, record that is not)
    hidden_records: list[tuple[str, str]] = field(default_factory=list)  # (hidden case, its record)


def batches(town: Town, count: int, size: int, watched: Watched) -> Iterator[tuple[int, Batch]]:
    """The rows of `count` cases, `size` at a time; `watched` fills up on the way.

    In a town too small for the viewer's 200 by every 97th case, they are on more of them.
    """
    step = min(STEP, count // (COUNTIES * MEMBERSHIPS)) or 2
    for first in range(0, count, size):
        rows: Batch = {}
        for number in range(first, min(count, first + size)):
            _case(town, number, rows, watched, step)
        yield min(count, first + size), rows


def identity(number: int) -> dict[str, str]:
    """What the child of a case is called; a hundred characters, all made up."""
    return {
        "called": f"River {number}",
        "aliases": f"Sparrow {number % 977}, Moss",
        "age": f"{12 + number % 6}, a guess",
        "file_number": f"NC-{number:07}",
        "pronouns": "they",
        "language": "English; no interpreter",
    }


def _case(town: Town, number: int, rows: Batch, watched: Watched, step: int) -> None:
    county, place = number % COUNTIES, number // COUNTIES
    offices, fresh = town.offices[county], ids(256)
    case_id, opened = next(fresh), instant_of(number)
    mine = county == 0 and place % step == 0 and place // step < MEMBERSHIPS
    closed = opened + HOUR if number % 5 == 4 else None
    reference = f"{number // 10_000:04}-{number % 10_000:04}"
    _add(rows, case_tables.cases, (case_id, next(fresh), reference, opened, closed, offices[0].id, None, ""))
    team = []
    for seat, office in enumerate(offices):
        person = office.people[place % len(office.people)]
        if mine and seat == VIEWERS_PROGRAM:
            person = town.viewer
        team.append(person)
        changed = opened + seat * HOUR
        row = (case_id, office.id)
        _add(rows, case_tables.places, (next(fresh), *row, offices[0].id, opened, None, changed))
        _add(rows, case_tables.memberships, (next(fresh), *row, person, opened, None, changed))
    out = _restrict(rows, case_id, offices, team, place, opened, fresh)
    _release(town, rows, case_id, offices, team, opened, fresh)
    referrals_of(rows, case_id, offices, team, place, place // step if mine else None, fresh)
    written = [
        _record(town, rows, case_id, offices, team, (seat, kind, form), number, opened + at * HOUR, fresh)
        for at, (seat, kind, form) in enumerate((*USUAL, *BESIDE) if mine else USUAL)
    ]
    kinds = {(seat, kind) for seat, kind, _ in ((*USUAL, *BESIDE) if mine else USUAL)}
    for seat, kind in sorted(kinds):
        _add(rows, case_tables.holdings, (case_id, offices[seat].id, kind))
    if mine:
        (watched.kept_out if out else watched.mine).append(case_id)
        if not out:
            watched.closed_records.append((case_id, written[3]))  # the center's interview: no release names the viewer
    elif county == 0 and len(watched.others) < 5_000:
        watched.others.append(case_id)
        watched.hidden_records.append((case_id, written[1]))


def _restrict(
    rows: Batch, case_id: str, offices: Sequence[Office], team: Sequence[str], place: int, at: int, fresh: Iterator[str]
) -> bool:
    """30 % are restricted: half of them to the whole team, half to the first two programs. Whether others are out."""
    turn = place % 20
    if turn not in {0, 1, 2, 10, 11, 12}:
        return False
    restriction = next(fresh)
    _add(rows, case_tables.restrictions, (restriction, case_id, offices[0].id, team[0], at, None))
    named = team if turn < 10 else team[:2]
    for person in named:
        _add(rows, case_tables.restriction_names, (restriction, person, case_id, offices[0].id))
    return named is not team


def _release(
    town: Town,
    rows: Batch,
    case_id: str,
    offices: Sequence[Office],
    team: Sequence[str],
    at: int,
    fresh: Iterator[str],
) -> None:
    """The advocates' release: it names the hub, and lets the coordinating program see the advocacy notes."""
    seat, release, until = 7, next(fresh), expiry()
    office = offices[seat]
    key_id, body = _sealed(town, rows, "releases", release, case_id, "advocacy", office, at, fresh, b'{"signers":[]}')
    _add(
        rows,
        record_tables.releases,
        (release, next(fresh), case_id, office.id, "coordination", at, until, None, True, True, True, team[seat], at,
         None, None, None, key_id, body),
    )  # fmt: skip
    row = (case_id, office.id)
    _add(rows, record_tables.release_recipients, (release, offices[0].id, "program", *row))
    for kind in ("advocacy", "safety_plan"):
        _add(rows, record_tables.release_types, (release, kind, *row))


def _record(  # noqa: PLR0917 - the parts of one row
    town: Town,
    rows: Batch,
    case_id: str,
    offices: Sequence[Office],
    team: Sequence[str],
    what: tuple[int, str, str],
    number: int,
    at: int,
    fresh: Iterator[str],
) -> str:
    """One sealed record; its id."""
    seat, kind, form = what
    record, office = next(fresh), offices[seat]
    answers = identity(number) if form == "child" else {"part": "caregiver", "called": f"Person {number}"}
    if form not in {"child", "person"}:
        answers = {"summary": f"What was seen on case {number}. " + "It was written down the same day. " * 4}
    text = json.dumps(answers, separators=(",", ":")).encode()
    key_id, body = _sealed(town, rows, "records", record, case_id, kind, office, at, fresh, text)
    _add(
        rows,
        record_tables.records,
        (record, next(fresh), case_id, office.id, kind, form, 1, record, None, True, team[seat], at, None, at, "day",
         "America/Chicago", None, None, None, key_id, body),
    )  # fmt: skip
    return record


def _sealed(  # noqa: PLR0917 - what an envelope is bound to
    town: Town,
    rows: Batch,
    table: str,
    row: str,
    case_id: str,
    kind: str,
    office: Office,
    at: int,
    fresh: Iterator[str],
    text: bytes,
) -> tuple[str, bytes]:
    """An envelope under the data key of (case, type, program), made when it is the first; (key id, envelope)."""
    if town.made[0] != case_id:  # the keys of one case at a time
        town.made = (case_id, {})
    made = town.made[1]
    if (office.id, kind) not in made:
        key_id = next(fresh)
        wrapped, key = town.keyring.new_data_key(office.agency_id, town.wrapped[office.agency_id], key_id)
        made[office.id, kind] = key
        _add(rows, record_tables.data_keys, (key_id, case_id, kind, office.id, office.agency_id, wrapped, at))
    key = made[office.id, kind]
    bound = Binding(
        table=table, row=row, case_id=case_id, information_type=kind, program_id=office.id, key_id=key.key_id
    )
    return key.key_id, encrypt(key, text, bound)


def _add(rows: Batch, table: Table, row: tuple[object, ...]) -> None:
    rows.setdefault(table, []).append(row)
