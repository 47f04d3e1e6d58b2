"""Room: tests. The oracle, continued: staged reveal, from documents alone: who records what, what is seen first.

Quoted: ISSUE 5, 8 = "what the interviewer sees first (full, limited, none) is the team's written protocol, no default;
types that open when an event happens (interview done, charge filed)"; BRIEF = the brief to it. PEERS 17 = row 17 of the
table of peers: "interviewer sees General + FI tab until done". It imports nothing of the hub.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.matrix.oracle import _coordinates, _enters, _opens_case, _supervises, _works
from tests.matrix.oracle_words import Situation, Viewer


def adopts(viewer: Viewer, situation: Situation) -> bool:
    """BRIEF: "a team's coordinator/CAC (whoever administers the team)". CHOICE 1: coordination is a program's, so its
    coordinators and supervisors; DOUBT: of no program that could never coordinate (CHOICE 6, ARCH 3).
    """
    return viewer.role in {"coordinator", "supervisor"} and _opens_case(viewer, situation)


def names(viewer: Viewer, situation: Situation) -> bool:
    """ARCH 3: "that program's supervisor assigns its person"; whoever coordinates administers the team. DOUBT: nobody
    of a confidential program, since the whole team reads the name."""
    either = _supervises(viewer, situation) or _coordinates(viewer, situation)
    return either and not viewer.confidential


def tells(viewer: Viewer, situation: Situation) -> bool:
    """BRIEF: "a record/filing in the hub by the one entitled": a team member; which event is for staging_doors.py."""
    return _works(viewer, situation) and not viewer.confidential


def takes_back(viewer: Viewer, situation: Situation) -> bool:
    """BRIEF: "append-only and correctable"; goes on when the case is closed, as it closes something."""
    return _enters(viewer, situation) and not viewer.confidential


TABLE: tuple[tuple[Callable[[Viewer, Situation], bool], str, str], ...] = (
    (adopts, "any", "protocol:edit protocol:read"),
    (names, "open", "interviewer:name"),
    (tells, "open", "staging:tell"),
    (takes_back, "any", "staging:withdraw"),
)


@dataclass(frozen=True, slots=True)
class Stage:
    """What a protocol says, and how somebody stands to it.

    first: full, limited or none. shows_type: the type asked about is among those shown first. for_interviewer,
    for_kind: whom it is for: the interviewer, the viewer's kind of program. own: the record is of the viewer's program.
    interviewer, coordinates: the viewer was named, is of the program that coordinates. told: an event that opens.
    on_file: a protocol counts now. emergency: the viewer's emergency access runs.
    """

    first: str
    shows_type: bool
    for_interviewer: bool
    for_kind: bool
    own: bool
    interviewer: bool
    coordinates: bool
    told: bool
    on_file: bool
    emergency: bool


def kept_back(one: Stage) -> bool:
    """Whether staging keeps the record from the viewer.

    BRIEF: full is "no staging", limited "named types open before", none "only what they filed themselves". DOUBT:
    "they" is their program. BRIEF: "staging is no emergency barrier". DOUBT: a kind of program is not staged where it
    coordinates, or nobody could run the team. DOUBT: a named interviewer for whom no protocol counts (coordination was
    handed over) waits for the interview, since nothing written opens.
    """
    if one.own or one.emergency or one.told:
        return False
    if not one.on_file:
        return one.interviewer
    named = (one.for_interviewer and one.interviewer) or (one.for_kind and not one.coordinates)
    if not named or one.first == "full":
        return False
    return one.first == "none" or not one.shows_type
