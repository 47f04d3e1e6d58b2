"""Room: tests. The oracle, continued: certificates, agreements of agencies, a liaison's region, from documents alone.

Quoted: TRAINING = the issue of the night shift, items 8 and 9, and the brief to them. It imports nothing of the hub.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.matrix.oracle_words import CASE_ROLES, COURTS, KEEPERS, Situation, Viewer


def everybody(_: Viewer, __: Situation) -> bool:
    """One's own training, as one's own sessions. DOUBT: whose others is for the doors (staff_doors.py)."""
    return True


def keeps(viewer: Viewer, _: Situation) -> bool:
    """TRAINING: "kept by the agency administrator (and supervisor for own program)"."""
    return viewer.role in KEEPERS


def liaison(viewer: Viewer, _: Situation) -> bool:
    """TRAINING: "a role scoped to a region"; "counts and duties; content only by membership"; "nothing of confidential
    programs". DOUBT: so nobody of one is a liaison, nor anybody who does not work on cases, nor anybody of a court.
    """
    works = viewer.role in CASE_ROLES and viewer.partner_type not in COURTS
    return viewer.oversees and works and not viewer.confidential


def keeps_retention(viewer: Viewer, _: Situation) -> bool:
    """Brief to issue 5, item 9: "privacy officer/supervisor of the owning program". DOUBT: a court's own are left out,
    since nobody of a court is told of a case. Whose case, and the two people, are for retention_doors.py.
    """
    return viewer.role in {"privacy_officer", "supervisor"} and viewer.partner_type not in COURTS


def agrees(viewer: Viewer, situation: Situation) -> bool:
    """ISSUE 5, 4, and its brief: agreements are "roster-like", kept by an agency's "privacy officer / administrator";
    its supervisors are warned, so they read. DOUBT: nobody of a confidential program, whose clients no agreement opens
    (LAW 1.1: "no agreement stands for one"), nor of a court, which sees no case.
    """
    return records_agreements(viewer, situation) or (keeps(viewer, situation) and _may_agree(viewer))


def records_agreements(viewer: Viewer, _: Situation) -> bool:
    """As above, without the supervisors: one who is to be kept to an agreement does not write it."""
    return viewer.role in {"administrator", "privacy_officer"} and _may_agree(viewer)


def _may_agree(viewer: Viewer) -> bool:
    return not viewer.confidential and viewer.partner_type not in COURTS


def files_instruments(viewer: Viewer, _: Situation) -> bool:
    """ISSUE 5, 4, and its brief: "a program's administrator or privacy officer (...) files an instrument". DOUBT: of a
    confidential program and of a court too, since each has an operator; what is missing everybody there may read.
    """
    return viewer.role in {"administrator", "privacy_officer"}


TABLE: tuple[tuple[Callable[[Viewer, Situation], bool], str, str], ...] = (
    (agrees, "any", "agreement:read"),
    (records_agreements, "any", "agreement:edit"),
    (everybody, "any", "certificate:read"),
    (keeps, "any", "certificate:edit"),
    (everybody, "any", "instrument:read"),
    (files_instruments, "any", "instrument:edit"),
    (liaison, "any", "region:read"),
    (keeps_retention, "any", "hold:lift hold:set purge:confirm purge:decline purge:propose"),
    (keeps_retention, "any", "retention:list retention:set"),
)
