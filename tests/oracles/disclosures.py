"""Room: tests. The oracle of disclosures: what the law and standards note permits, one cell at a time.

Written from the note by somebody who has not seen the hub's rules; it imports nothing of the hub. `expected` answers
open, known (shown locked) or absent, and for an open the authorities of which any may be named. Tables are an argument,
so that a test can break each of their rows and see an example notice it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.oracles.disclosures_bounds import (
    CLIENT_FACT,
    EVERYTHING,
    NEVER_LOCKED,
    NEVER_PARENT_ALONE,
    PARENT_MAY_SIGN,
    REGIMES,
    TYPE_BOUNDS,
    Bound,
)
from tests.oracles.disclosures_law import LAW, Statute
from tests.oracles.disclosures_papers import PAPERS, Reach
from tests.oracles.disclosures_words import ABSENT, KNOWN, OPEN, Answer, Cell, Paper, Side

# arch 3: “administrator (never reads), auditor (never reads content)”; a privacy officer keeps the conflict list and
# the accounting, and nothing in the architecture lets her read records.
READERS = frozenset({"worker", "supervisor", "coordinator"})
# security T3: step-up for class-L (location).
STEP_UP = frozenset({"location"})


@dataclass(frozen=True, slots=True)
class Tables:
    """All that the answers are read from."""

    regimes: Mapping[str, Bound] = field(default_factory=lambda: REGIMES)
    types: Mapping[str, Bound] = field(default_factory=lambda: TYPE_BOUNDS)
    papers: Mapping[str, Reach] = field(default_factory=lambda: PAPERS)
    law: tuple[Statute, ...] = LAW
    never_locked: frozenset[str] = NEVER_LOCKED
    client_fact: frozenset[str] = CLIENT_FACT
    step_up: frozenset[str] = STEP_UP
    readers: frozenset[str] = READERS


TABLES = Tables()
NOTHING = Answer(ABSENT)
LOCKED = Answer(KNOWN)
OWN = Answer(OPEN, frozenset({"own_record"}))
BY_EMERGENCY = Answer(OPEN, frozenset({"emergency"}))


def expected(cell: Cell, tables: Tables = TABLES) -> Answer:
    """What the viewer of the cell may be shown of the type, and by which authorities."""
    if not _on_the_case(cell, tables):
        return NOTHING
    away = cell.type in tables.step_up and not cell.fresh
    if cell.same == "program":
        return LOCKED if away else OWN
    lockable = _lockable(cell, tables)
    locked = LOCKED if lockable else NOTHING
    if "appointed" in cell.viewer.regimes and not cell.order:
        return locked  # regime.py: “nothing of others opens before it is on file”
    by = _authorities(cell, tables)
    if by:
        return locked if away else Answer(OPEN, by)
    return BY_EMERGENCY if lockable and not away and _emergency(cell, tables) else locked


def _on_the_case(cell: Cell, tables: Tables) -> bool:
    """Whether the viewer is shown anything of the case at all."""
    if cell.conflict or cell.role not in tables.readers or "judicial" in cell.viewer.regimes:
        return False  # arch 8: the conflict list “beats every role and emergency”; 7: judges stay out
    if cell.restricted == "unnamed":
        return False  # arch 3: “closed … to all but the persons they name, supervisors included”
    if cell.role == "supervisor":
        return cell.member not in {"place_ended", "no_place"}
    return cell.member == "in_force"


def _lockable(cell: Cell, tables: Tables) -> bool:
    """Whether the team may learn that the record exists."""
    owner = cell.owner
    return not (owner.confidential or cell.type in tables.never_locked or owner.regimes & tables.client_fact)


def _authorities(cell: Cell, tables: Tables) -> frozenset[str]:
    """Every authority by which the type is open, emergency apart."""
    if cell.owner.confidential and not cell.hub_release:
        return frozenset()  # arch 3: no records “until a release names the hub and the recipient”
    by = {row.slug for row in tables.law if _law_opens(row, cell)}
    if _release_opens(cell):
        by.add("release")
    if _paper_opens(cell, tables):
        by.add(cell.paper.kind if cell.paper else "")
    return frozenset(by) & _allowed(cell.owner, cell.type, tables)


def _allowed(owner: Side, kind: str, tables: Tables) -> frozenset[str]:
    """What the owner's regimes and the type let open it at all: the strictest binds."""
    bound = tables.types.get(kind)
    allowed = EVERYTHING if bound is None else bound.allows
    for regime in owner.regimes:
        if regime in tables.regimes:
            allowed &= tables.regimes[regime].allows
    return allowed


def _release_opens(cell: Cell) -> bool:
    if cell.release == "program":
        return True
    if cell.release == "agency":
        return "attorney" not in cell.viewer.regimes  # a walled office is reached under its own name alone
    if cell.release == "combined":
        return cell.type != "psychotherapy_notes"  # 45 CFR 164.508(a)(2)
    return cell.release == "parent_alone" and _parent_may_sign(cell.owner, cell.type)


def _parent_may_sign(owner: Side, kind: str) -> bool:
    """Whether a parent's signature is enough without the minor's."""
    if kind in {"minor_consented_care", "substance_use"} or owner.regimes & NEVER_PARENT_ALONE:
        return False
    return bool(owner.regimes & PARENT_MAY_SIGN)


def _law_opens(row: Statute, cell: Cell) -> bool:
    owner, viewer = cell.owner, cell.viewer
    return (
        cell.type in row.types
        and owner.partner in row.sharers
        and viewer.partner in row.recipients
        and (viewer.government or not row.government)
        and (row.jurisdiction in {"us_federal", owner.state})
        and (cell.agreement == "in_force" or not row.agreement)
        and not _wall(cell)
    )


def _wall(cell: Cell) -> bool:
    """Two law offices of two kinds under one roof: only a paper that names the office crosses."""
    owner, viewer = cell.owner, cell.viewer
    return (
        cell.same == "agency"
        and "attorney" in owner.regimes
        and "attorney" in viewer.regimes
        and owner.partner != viewer.partner
    )


def _paper_opens(cell: Cell, tables: Tables) -> bool:
    paper = cell.paper
    if paper is None or paper.state != "in_force" or not paper.names_type or not _named(paper, cell.viewer):
        return False
    reach = tables.papers.get(paper.kind)
    return (
        reach is not None
        and cell.type in reach.types
        and _recipient(reach, cell.viewer)
        and (paper.noted or not cell.owner.regimes & reach.noted_for)
        and (cell.agreement == "in_force" or not reach.agreement)
        and _sharer(reach, cell)
    )


def _named(paper: Paper, viewer: Side) -> bool:
    """Whether the paper reaches the viewer; a walled office under its own name or its person's alone."""
    return paper.names in {"program", "person"} or (paper.names == "agency" and "attorney" not in viewer.regimes)


def _sharer(reach: Reach, cell: Cell) -> bool:
    owner = cell.owner
    if reach.states and owner.state not in reach.states:
        return False
    if reach.part_2_only and cell.type != "substance_use" and "part_2" not in owner.regimes:
        return False
    return not reach.tribal_side or _between_governments_of_a_tribe(owner, cell.viewer)


def _recipient(reach: Reach, viewer: Side) -> bool:
    return viewer.partner in reach.recipients and (viewer.government or viewer.partner not in reach.government)


def _between_governments_of_a_tribe(owner: Side, viewer: Side) -> bool:
    return owner.government and viewer.government and "tribes" in {owner.partner, viewer.partner}


def _emergency(cell: Cell, tables: Tables) -> bool:
    """Whether emergency access opens what the team is shown locked."""
    if cell.emergency == "other_reason" and cell.type in tables.step_up:
        return False  # T18: “class-L unless imminent-danger code”
    in_force = cell.emergency in {"in_force", "other_reason"}
    return in_force and "emergency" in _allowed(cell.owner, cell.type, tables)
