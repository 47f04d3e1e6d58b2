"""Room: model. A case as it is shown: a line of My cases, the case page by information type, and what may be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from coordination.declare.information import InformationType
from coordination.model.action import Action
from coordination.model.deadline_page import DeadlineLine
from coordination.model.explanation import Access
from coordination.model.ids import CaseId, Handle, PersonId, ProgramId, RecordId
from coordination.model.record import Record
from coordination.model.referral_line import ReferralLine
from coordination.model.retention import Destroyed
from coordination.model.team import Invitation, Team


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseKey:
    """Where a case stands in its viewer's list: the last change they may see (UTC, to the hour) and its id."""

    changed_at: datetime
    case_id: CaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseHeader:
    """The plain facts of a case. reference: random, what people say on the phone. Instants are UTC."""

    case_id: CaseId
    handle: Handle
    reference: str
    opened_at: datetime
    closed_at: datetime | None

    @property
    def open(self) -> bool:
        """Whether work on it goes on."""
        return self.closed_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """A line of My cases or of a search. called: the child's label where their identity is open, else empty; pronouns:
    theirs; both as the viewer's audience shall say them (casework/names.py).

    notices: what the law has travel with that label, each with its citation.
    since: UTC instant at which the viewer's program got its place. changed: something the viewer may see changed
    since their last visit, or may have (times are kept to the hour).
    standing: the standing notice of the program whose record names the child here.
    missing: the child is missing now, by an episode that the viewer may see (My cases alone says so).
    """

    header: CaseHeader
    called: str
    aliases: str
    coordinator: str
    since: datetime | None
    changed: bool
    changed_at: datetime | None
    restricted: bool
    member: bool
    notices: tuple[tuple[str, str], ...] = ()
    standing: str = ""
    pronouns: str = ""
    missing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MyCases:
    """One page of My cases, at most 25 lines. after: the key of the next page, None on the last one."""

    lines: tuple[CaseLine, ...]
    after: CaseKey | None
    last_visit: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordHead:
    """A record's line under its type: everything but what was written. Instants are UTC."""

    id: RecordId
    program_id: ProgramId
    information_type: InformationType
    form: str
    form_version: int
    author_id: PersonId
    author_name: str
    filed_at: datetime
    corrects: RecordId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeLine:
    """One program's information of one type, as the viewer gets it, and why (sentence, authority's title, citation).

    until: UTC instant at which it closes by itself. records: heads of the open records, newest first, form titles
    beside them. asks: whether the viewer may send a request to open it. notices: what travels with it, each with its
    citation. standing: the owner's standing notice.
    """

    program_id: ProgramId
    program_name: str
    information_type: InformationType
    access: Access
    sentence: str
    authority: str
    citation: str
    until: datetime | None
    records: tuple[tuple[RecordHead, str], ...] = ()
    asks: bool = False
    notices: tuple[tuple[str, str], ...] = ()
    standing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """The whole case page of one viewer: what is not in it is absent.

    child: what is open about the child, by question; empty where no identity is. people: open records about others.
    actions: what the viewer may do. offered: coordination is offered to the viewer's program. referrals: what the
    viewer's program sent or received about it, the newest first. forms: slugs of the forms that the viewer may file
    here. order_form: the one on which the order of appointment has to be filed first, or "". screens: whether they may
    run a screening tool here. alerts: what stands until its screen is withdrawn: that screen, the sentence, since when.
    never: to whom nothing may be told.
    deadlines: those whose information type is open, the soonest first.
    documents: whether the viewer's program makes documents for other systems. missing_now: whether an episode that is
    open to the viewer has not ended.
    emergency_until: the end (UTC) of the viewer's emergency access while it runs.
    staged: that a protocol keeps something from the viewer at first, in sentences. protocol_missing: the viewer is to
    be told that the team has none on file.
    destroyed: what the viewer's own program had on the case and purged; others never hear of it.
    """

    header: CaseHeader
    called: str
    child: Mapping[str, str]
    people: tuple[Record, ...]
    types: tuple[TypeLine, ...]
    team: Team
    invitations: tuple[Invitation, ...]
    coordinator: str
    coordinates: bool
    offered: bool
    offered_to: str
    restricted: bool
    actions: frozenset[Action]
    referrals: tuple[ReferralLine, ...] = ()
    forms: frozenset[str] = frozenset()
    order_form: str = ""
    screens: bool = False
    alerts: tuple[tuple[RecordId, str, datetime], ...] = ()
    deadlines: tuple[DeadlineLine, ...] = ()
    documents: bool = False
    missing_now: bool = False
    never: tuple[str, ...] = ()
    emergency_until: datetime | None = None
    staged: tuple[str, ...] = ()
    protocol_missing: bool = False
    destroyed: tuple[Destroyed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search found: lines best first; searched: identities compared; narrow: too many for once."""

    lines: tuple[CaseLine, ...]
    searched: int
    narrow: bool
