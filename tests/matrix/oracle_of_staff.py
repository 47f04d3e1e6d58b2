"""Room: tests. The oracle, continued: certificates of people, and a liaison's region, from the documents alone.

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


TABLE: tuple[tuple[Callable[[Viewer, Situation], bool], str, str], ...] = (
    (everybody, "any", "certificate:read"),
    (keeps, "any", "certificate:edit"),
    (liaison, "any", "region:read"),
    (keeps_retention, "any", "hold:lift hold:set purge:confirm purge:decline purge:propose"),
    (keeps_retention, "any", "retention:list retention:set"),
)
