"""Room: casework. Brings open cases from a file: checked row by row, shown, then each opened as it is by hand.

Nothing of a file is kept in the hub before its cases are open: there is no case yet under whose key it could lie, so
the browser holds the words between the two steps, as it holds a form. Each row is one `case:open` of its own with its
own entry, whole or not at all. Its act key comes of the form's key, the row's number and its words, so the same form
sent again, or after the hub died half-way, finds the rows that are open and goes on behind them.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence

from coordination.casework import cases, import_sheet, names, search
from coordination.casework.desk import Desk
from coordination.casework.likeness import plain, resembling
from coordination.crypto.tokens import token_digest
from coordination.declare.core_forms import CHILD
from coordination.declare.names import Audience
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.case import CaseLine
from coordination.model.ids import CaseId
from coordination.model.imports import Brought, Checked, Judged, Row, Sheet, Standing
from coordination.model.record import Opened
from coordination.policy.decide import decide_general
from coordination.storage import act_keys, identities

STEP = 25
"""Rows that are opened in one request, so that nobody waits long and everybody sees how far it came."""

_KNOWN_BY = ("file_number", "legal_name", "called")


def may_import(desk: Desk, actor: Actor) -> None:
    """Refuse whoever may not bring cases; the empty page shows nothing and needs no entry."""
    if not decide_general(desk.rulebook, actor, Action.CASE_IMPORT, desk.now).allowed:
        desk.refuse(actor, Action.CASE_IMPORT)


def check(desk: Desk, actor: Actor, raw: bytes) -> Checked:
    """What would become of each row; nothing is filed. Raises Invalid on `sheet` when the file cannot be read.

    Logged as one look at so many rows, and as the search that compares them with what the actor may see.
    """
    may_import(desk, actor)
    return _checked(desk, actor, import_sheet.read(import_sheet.decoded(raw), zone=actor.program.zone, now=desk.now))


def check_again(desk: Desk, actor: Actor, text: str) -> Checked:
    """As `check`, of a file whose words came back from the browser."""
    may_import(desk, actor)
    return _checked(desk, actor, import_sheet.read(text, zone=actor.program.zone, now=desk.now))


def bring(desk: Desk, actor: Actor, text: str, key: str, *, others: Collection[int], start: int = 0) -> Brought:
    """Open the cases of the next STEP rows from row `start` on, each by itself; the rows that may not be are told.

    key: the form's act key. others: the numbers of rows of which the actor says that they are another child. A row that
    this form opened before comes back with its case. Raises Invalid on `sheet`, Refused when the right has ended: rows
    opened before stay open.
    """
    may_import(desk, actor)
    sheet = import_sheet.read(text, zone=actor.program.zone, now=desk.now)
    step = [row for row in sheet.rows if row.number >= start][:STEP]
    desk.ask_general(actor, Action.CASE_IMPORT, purpose=f"rows:{len(step)}")
    before = _opened_before(desk, actor, sheet.rows, key)
    fresh = [row for row in step if row.number not in before]
    judged = {row.row.number: row for row in _judged(desk, actor, fresh, beside=frozenset(before.values()))[0]}
    opened = {number: case_id for number, case_id in before.items() if number in {row.number for row in step}}
    for row in fresh:
        standing = judged[row.number].standing
        if standing is Standing.READY or (standing is Standing.ALIKE and row.number in others):
            opened[row.number] = cases.open_case(desk, actor, row.typed, row_key(key, row))
    lines = search.lines_of(desk, actor, list(opened.values()))
    rows = tuple(_open(row, opened[row.number], lines) if row.number in opened else judged[row.number] for row in step)
    done = sum(row.number <= step[-1].number for row in sheet.rows) if step else len(sheet.rows)
    further = next((row.number for row in sheet.rows if step and row.number > step[-1].number), 0)
    return Brought(rows=rows, done=done, total=len(sheet.rows), further=further, text=sheet.text)


def row_key(key: str, row: Row) -> str:
    """The act key of one row: of the form's key (128 random bits), its number and its words."""
    words = json.dumps(sorted(row.typed.items()), ensure_ascii=False)
    return token_digest(f"{key} {row.number} {words}")


def _checked(desk: Desk, actor: Actor, sheet: Sheet) -> Checked:
    desk.ask_general(actor, Action.CASE_IMPORT, purpose=f"rows:{len(sheet.rows)}")
    rows, found = _judged(desk, actor, sheet.rows)
    return Checked(rows=rows, left_out=sheet.left_out, text=sheet.text, compared=found.compared, narrow=found.narrow)


def _judged(
    desk: Desk, actor: Actor, rows: Sequence[Row], *, beside: Collection[CaseId] = frozenset()
) -> tuple[tuple[Judged, ...], search.Resembling]:
    """Each row with its standing. beside: cases of this very file, which are not held against its other rows."""
    found = search.resembling(desk, actor, _comparison(actor, rows, names.audience_of(desk.catalog, actor)))
    same, alike = found.found[: len(rows)], found.found[len(rows) :]
    judged = []
    for row, known, may_be in zip(rows, same, alike, strict=True):
        others = [found.lines[case_id] for case_id in may_be if case_id in found.lines and case_id not in beside]
        mine = [found.lines[case_id] for case_id in known if case_id in found.lines and case_id not in beside]
        if row.wrong:
            standing, others = Standing.WRONG, []
        elif mine:
            standing, others = Standing.KNOWN, mine
        else:
            standing = Standing.ALIKE if others or row.twin else Standing.READY
        judged.append(Judged(row=row, standing=standing, answers=_answers(row), alike=tuple(others[: cases.ALIKE])))
    return tuple(judged), found


def _comparison(actor: Actor, rows: Sequence[Row], audience: Audience) -> identities.Comparison:
    """First, for each row, the cases that the actor's own program has under its file number; then those alike."""
    sought = [[row.typed[slug] for slug in _KNOWN_BY if _long_enough(row.typed.get(slug, ""))] for row in rows]

    def comparison(known: Mapping[CaseId, Sequence[Opened]]) -> list[list[CaseId]]:
        found = {case_id: names.searched(children, actor, audience) for case_id, children in known.items()}
        numbered: dict[str, list[CaseId]] = {}
        for case_id, children in found.items():
            for child in children:
                number = child.answers.get("file_number", "")
                if child.program_id == actor.program_id and isinstance(number, str):
                    numbered.setdefault("".join(plain(number)), []).append(case_id)
        numbers = [import_sheet.file_number(row.typed) for row in rows]
        same = [numbered.get(number, []) if number else [] for number in numbers]
        alike = resembling(
            sought, {case_id: [child.answers for child in children] for case_id, children in found.items()}
        )
        return [*same, *alike]

    return comparison


def _long_enough(words: str) -> bool:
    return len("".join(plain(words))) >= search.SHORTEST


def _answers(row: Row) -> tuple[tuple[str, str], ...]:
    titles = {question.slug: question.title for question in CHILD.questions}
    return tuple((title, row.typed[slug]) for slug, title in titles.items() if slug in row.typed)


def _opened_before(desk: Desk, actor: Actor, rows: Sequence[Row], key: str) -> dict[int, CaseId]:
    """The rows that this form opened already, when it is sent again, with their cases."""
    keys = {row_key(key, row): row.number for row in rows}
    with desk.consulting() as cabinet:
        done = act_keys.facts_of_keys(cabinet, actor, list(keys), Action.CASE_OPEN, "")
    return {keys[row]: CaseId(result) for row, result in done.items()}


def _open(row: Row, case_id: CaseId, lines: Mapping[CaseId, CaseLine]) -> Judged:
    """A row whose case is open, with its reference if it is open to the actor still."""
    reference = lines[case_id].header.reference if case_id in lines else ""
    return Judged(row=row, standing=Standing.OPENED, answers=_answers(row), case_id=case_id, reference=reference)
