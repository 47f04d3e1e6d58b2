"""Room: model. Why a type is open, known to exist or absent, in a sentence with its authority; previews return it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from coordination.declare.information import InformationType
from coordination.model.ids import AuthorityId, Handle, ProgramId, ReleaseId


class Access(StrEnum):
    """What the viewer gets of one information type of one program. What is not named is absent."""

    KNOWN = "known"  # it lawfully may be known to exist; the page says what would open it
    OPEN = "open"
    STEP_UP = "step_up"  # open once the viewer has confirmed with a second factor


class TypeAccess(NamedTuple):
    """One line of a decision: this program's information of this type, for this viewer, on this authority.

    A named tuple, as unchanging as a frozen dataclass and made in a third of the time, twenty times a case.
    authority: slug of the legal authority used ("" when only known to exist). rule: slug of the rule that decided.
    until: UTC instant at which it ends by itself, when it does. release_id, authority_id: the release or
    other paper relied on, if one.
    notices: slugs of the notices that the law has travel with what is opened.
    """

    program_id: ProgramId
    program_handle: Handle
    information_type: InformationType
    access: Access
    authority: str
    rule: str
    until: datetime | None = None
    release_id: ReleaseId | None = None
    notices: tuple[str, ...] = ()
    authority_id: AuthorityId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A sentence for a person, with the authority's title and citation; notices: (sentence, citation) that travel."""

    sentence: str
    authority: str
    citation: str
    notices: tuple[tuple[str, str], ...] = ()
