"""Room: declare. A jurisdiction: the second axis; it adds law to partner types and forks none of them."""

from __future__ import annotations

from dataclasses import dataclass

from coordination.declare.authority import LegalAuthority, NotEncoded
from coordination.declare.deadline import DeadlineRule
from coordination.declare.document import Document
from coordination.declare.redisclosure import Redisclosure
from coordination.declare.retention import RetentionRule
from coordination.declare.route import Route
from coordination.declare.rule import Disclosure
from coordination.declare.screening_tool import ScreeningTool
from coordination.declare.team_rule import Quorum, TeamRule
from coordination.declare.training import Certification, Training


@dataclass(frozen=True, slots=True, kw_only=True)
class Hotline:
    """A number to ring, with the place where it was read. source is a citation or a seed file.

    online: it takes what happens to a child on the internet, pictures of abuse among it.
    """

    title: str
    number: str
    source: str
    online: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Jurisdiction:
    """The law of one place: authorities with citations, disclosure rules, numbers to ring, and what is not encoded.

    release_days: the longest a release may run there, in days, or None where no maximum was read.
    disciplines: partner types that the team statute names, for the screen that opens a team.
    redisclosures: notices that go with what programs under this law share.
    trainings, certifications: what people and settings there must have, and what follows when it ran out.
    tools: screening tools that its programs use, each version for itself.
    deadlines: what programs under this law owe, and when (declare/deadline.py).
    routes: which response a report takes that is screened in (declare/route.py).
    team_without_center: whom to invite where a county has no child advocacy center. consultation: who must be at one.
    calendar: whose holidays count there, as the `holidays` library names them: US, US-MN.
    documents: what other systems take from programs under this law (declare/document.py).
    retentions: for how long at least something is kept, where that was read (declare/retention.py).
    """

    slug: str
    title: str
    authorities: tuple[LegalAuthority, ...]
    disclosures: tuple[Disclosure, ...]
    not_encoded: tuple[NotEncoded, ...] = ()
    hotlines: tuple[Hotline, ...] = ()
    disciplines: tuple[str, ...] = ()
    release_days: int | None = None
    redisclosures: tuple[Redisclosure, ...] = ()
    trainings: tuple[Training, ...] = ()
    certifications: tuple[Certification, ...] = ()
    tools: tuple[ScreeningTool, ...] = ()
    deadlines: tuple[DeadlineRule, ...] = ()
    routes: tuple[Route, ...] = ()
    team_without_center: TeamRule | None = None
    consultation: Quorum | None = None
    calendar: str = ""
    documents: tuple[Document, ...] = ()
    retentions: tuple[RetentionRule, ...] = ()
