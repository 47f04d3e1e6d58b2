"""Room: model. Notices: that something waits for somebody in the hub. Constant words; what it is about, the hub shows.

Mail carries no content at all: one subject and one text for every kind (security.md I4, T15). An urgent message to an
on-call line adds the id of the message and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from coordination.model.action import Action
from coordination.model.actor import Role
from coordination.model.ids import CaseId, Handle, NoticeId, PersonId, ProgramId

SUBJECT = "Something waits for you"
TEXT = "Something waits for you. Sign in to see it:\n\n{address}\n\nDo not answer this message.\n"
URGENT_SUBJECT = "Urgent: sign in now"
URGENT_TEXT = "Something urgent waits. Sign in now:\n\n{address}\n\nItem {id}\n"

SUPERVISORS = frozenset({Role.SUPERVISOR})
LEADS = frozenset({Role.SUPERVISOR, Role.COORDINATOR})
WORKING = frozenset({Role.WORKER, Role.COORDINATOR, Role.SUPERVISOR})


class Kind(StrEnum):
    """What waits. Whoever adds one adds its line to KINDS."""

    AGREEMENT_ENDING = "agreement_ending"
    ASSIGNED = "assigned"
    AUTHORITY_ENDING = "authority_ending"
    COORDINATION_OFFERED = "coordination_offered"
    DEADLINE_AT_RISK = "deadline_at_risk"
    DEADLINE_OVERDUE = "deadline_overdue"
    DEADLINE_STILL_OPEN = "deadline_still_open"
    DEMAND_CAME = "demand_came"
    EMERGENCY_REJECTED = "emergency_rejected"
    EMERGENCY_STARTED = "emergency_started"
    EMERGENCY_UNREVIEWED = "emergency_unreviewed"
    INSTRUMENT_ENDING = "instrument_ending"
    INVITED = "invited"
    INVITED_UNANSWERED = "invited_unanswered"
    ON_CALL = "on_call"
    RECORDS_REQUESTED = "records_requested"
    RECUSED = "recused"
    REFERRAL_OVERDUE = "referral_overdue"
    REFERRAL_UNANSWERED = "referral_unanswered"
    REFERRAL_UNFINISHED = "referral_unfinished"
    REFERRAL_UNOPENED = "referral_unopened"
    REFERRAL_URGENT = "referral_urgent"
    REGION_OVERDUE = "region_overdue"
    RELEASE_ENDED_AT_18 = "release_ended_at_18"
    RELEASE_ENDING = "release_ending"
    RELEASE_ENDS_AT_18 = "release_ends_at_18"
    REPORT_RETURNED = "report_returned"
    REPORT_TO_DECIDE = "report_to_decide"
    REQUEST_ANSWERED = "request_answered"
    REQUEST_STALLED = "request_stalled"
    REQUEST_WAITING = "request_waiting"
    STAFF_TRAINING_ENDING = "staff_training_ending"
    TRAINING_ENDING = "training_ending"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A kind: its words in the hub, the action the recipient must still be allowed, who may get it, and where it leads.

    page: what follows /cases/<id>; the kinds OF_REFERRALS lead to the referral. urgent: it may pierce quiet hours,
    where the recipient chose so. addressed: it came to the program itself, so whoever works there may get it.
    """

    title: str
    action: Action
    roles: frozenset[Role] = WORKING
    page: str = ""
    urgent: bool = False
    addressed: bool = False


KINDS: dict[Kind, Line] = {
    Kind.AGREEMENT_ENDING: Line(
        title="An agreement of your agency with others ends soon.", action=Action.AGREEMENT_READ, roles=SUPERVISORS
    ),
    Kind.ASSIGNED: Line(title="You are on the team of a case.", action=Action.CASE_READ),
    Kind.AUTHORITY_ENDING: Line(
        title="An order or other paper that your program filed ends within 7 days.",
        action=Action.AUTHORITY_LIST,
        page="/authorities",
    ),
    Kind.COORDINATION_OFFERED: Line(
        title="Your program was asked to coordinate a case.", action=Action.CASE_ACCEPT_COORDINATION, roles=LEADS
    ),
    Kind.DEADLINE_AT_RISK: Line(
        title="Something that your program must do by law is due soon.",
        action=Action.DEADLINE_READ,
        page="#deadlines",
    ),
    Kind.DEADLINE_OVERDUE: Line(
        title="Something that your program must do by law is overdue.",
        action=Action.DEADLINE_READ,
        page="#deadlines",
    ),
    Kind.DEADLINE_STILL_OPEN: Line(
        title="Something that your program must do by law is overdue for a day, and no proof of it is here.",
        action=Action.DEADLINE_READ,
        page="#deadlines",
    ),
    Kind.DEMAND_CAME: Line(
        title="A legal demand for records of your program came. Call your lawyer today.",
        action=Action.AUTHORITY_LIST,
        roles=SUPERVISORS,
        page="/authorities#demands",
    ),
    Kind.EMERGENCY_REJECTED: Line(
        title="A reviewer said that you should not have used emergency access.", action=Action.CASE_READ
    ),
    Kind.EMERGENCY_STARTED: Line(
        title="Somebody used emergency access. Review it within three working days.",
        action=Action.EMERGENCY_REVIEW,
        roles=SUPERVISORS,
        urgent=True,
    ),
    Kind.EMERGENCY_UNREVIEWED: Line(
        title="A use of emergency access was not reviewed in time.", action=Action.EMERGENCY_REVIEW, roles=SUPERVISORS
    ),
    Kind.INSTRUMENT_ENDING: Line(
        title="A paper that keeps your program live ends soon.", action=Action.INSTRUMENT_READ, roles=SUPERVISORS
    ),
    Kind.INVITED: Line(
        title="Your program was asked onto a case.", action=Action.MEMBER_ASSIGN, roles=SUPERVISORS, page="/team"
    ),
    Kind.INVITED_UNANSWERED: Line(
        title="Your program was asked onto a case and nobody is on its team yet.",
        action=Action.MEMBER_ASSIGN,
        roles=SUPERVISORS,
        page="/team",
    ),
    # To the line of whoever is on call: no person, an id only.
    Kind.ON_CALL: Line(title="Something urgent waits for your program.", action=Action.NOTICE_LIST, urgent=True),
    Kind.RECORDS_REQUESTED: Line(
        title="Somebody asks for a child’s records. You decide.", action=Action.CASE_READ, roles=SUPERVISORS
    ),
    Kind.RECUSED: Line(
        title="Somebody stepped back from a case. See its team.",
        action=Action.CASE_READ,
        roles=SUPERVISORS,
        page="/team",
    ),
    Kind.REFERRAL_OVERDUE: Line(
        title="Something that was sent to your program waits too long.",
        action=Action.REFERRAL_READ,
        roles=SUPERVISORS,
    ),
    Kind.REFERRAL_UNANSWERED: Line(
        title="Something that your program sent was not answered in time. Ring them.", action=Action.REFERRAL_READ
    ),
    Kind.REFERRAL_UNFINISHED: Line(
        title="Something that your program sent was accepted, and nothing was heard for long. Ask how it goes.",
        action=Action.REFERRAL_READ,
    ),
    Kind.REFERRAL_UNOPENED: Line(
        title="Something that your program sent was not opened in time. Ring them.", action=Action.REFERRAL_READ
    ),
    Kind.REFERRAL_URGENT: Line(
        title="Something urgent was sent to your program. Open it now.",
        action=Action.REFERRAL_READ,
        urgent=True,
        addressed=True,
    ),
    # About no case: it leads to the liaison's page of numbers.
    Kind.REGION_OVERDUE: Line(
        title="In your region, something that must be done by law is overdue for a day, and no proof of it is here.",
        action=Action.REGION_READ,
    ),
    Kind.RELEASE_ENDED_AT_18: Line(
        title="A release that a parent or guardian signed has ended at 18. Ask the young person afresh.",
        action=Action.RELEASE_LIST,
        page="/releases",
    ),
    Kind.RELEASE_ENDS_AT_18: Line(
        title="A release that a parent or guardian signed ends at 18 within 30 days. Ask the young person afresh.",
        action=Action.RELEASE_LIST,
        page="/releases",
    ),
    Kind.RELEASE_ENDING: Line(
        title="A release that your program recorded ends within 7 days.",
        action=Action.RELEASE_LIST,
        page="/releases",
    ),
    Kind.REPORT_RETURNED: Line(
        title="What you proposed about a report was returned to you.", action=Action.RECORD_FILE
    ),
    Kind.REPORT_TO_DECIDE: Line(
        title="A report of your program waits for a supervisor’s decision.", action=Action.CASE_READ, roles=SUPERVISORS
    ),
    Kind.REQUEST_ANSWERED: Line(title="A request of yours was answered.", action=Action.REQUEST_LIST),
    Kind.REQUEST_STALLED: Line(
        title="A request to your program still waits for an answer.", action=Action.REQUEST_ANSWER, roles=SUPERVISORS
    ),
    Kind.REQUEST_WAITING: Line(
        title="Somebody asks your program to open information.", action=Action.REQUEST_ANSWER, roles=SUPERVISORS
    ),
    # About no case: they lead to the page of trainings.
    Kind.STAFF_TRAINING_ENDING: Line(
        title="A training or license of somebody in your program ends soon.",
        action=Action.CERTIFICATE_READ,
        roles=SUPERVISORS,
    ),
    Kind.TRAINING_ENDING: Line(
        title="A training or license of yours ends soon.", action=Action.CERTIFICATE_READ, addressed=True
    ),
}


# About one referral: judged with it, and over as soon as what they say is no longer so (model/stalled.py).
OF_REFERRALS = frozenset(kind for kind in Kind if kind.value.startswith("referral_"))
# About one use of emergency access: they lead to the queue, and are over as soon as nobody owes a review of it.
OF_EMERGENCIES = frozenset({Kind.EMERGENCY_STARTED, Kind.EMERGENCY_UNREVIEWED})
# About one deadline: over as soon as it does not run any more (casework/sweep).
OF_DEADLINES = frozenset(kind for kind in Kind if kind.value.startswith("deadline_"))
# About an agreement and no case: over as soon as the agreement is.
OF_AGREEMENTS = frozenset({Kind.AGREEMENT_ENDING})
# About a liaison's region and no case: over as soon as nothing in it is overdue for a day (casework/region_alarms).
OF_REGIONS = frozenset({Kind.REGION_OVERDUE})
# About a person's certificate and no case: over as soon as a longer one follows, or it is taken back.
OF_TRAINING = frozenset({Kind.STAFF_TRAINING_ENDING, Kind.TRAINING_ENDING})


class Outcome(StrEnum):
    """How the mail of a message ended; the notice in the hub stays."""

    DEAD = "dead"  # the mail server refused it for good, or too often: an operator is told
    HUB_ONLY = "hub_only"  # nobody asked for mail: no address, turned off, not safe, or no mail server here
    NOT_ALLOWED = "not_allowed"  # when it was due, the recipient might no longer know of it
    SEEN = "seen"  # read in the hub before it was due
    SENT = "sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message to make: what waits, for whom, about which object. person_id None: `line`, of the program on call.

    key: one message for one cause and one recipient; a second with the same key changes nothing.
    """

    key: str
    kind: Kind
    program_id: ProgramId
    object_handle: Handle
    person_id: PersonId | None = None
    case_id: CaseId | None = None
    line: str = field(default="", repr=False)
    urgent: bool = False


class Claimed(NamedTuple):
    """A message that one worker holds until `lapses` (UTC). tried: an earlier worker may have sent it already.

    A tuple, since batches of them are made at each claim and a frozen dataclass took ten times as long to make.
    """

    id: NoticeId
    claim: str
    key: str
    kind: Kind
    urgent: bool
    program_id: ProgramId
    person_id: PersonId | None
    case_id: CaseId | None
    object_handle: Handle
    made_at: datetime
    seen: bool
    attempts: int
    tried: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFacts:
    """A notice in the hub: no word of the case."""

    id: NoticeId
    kind: Kind
    case_id: CaseId | None
    object_handle: Handle
    made_at: datetime
    seen_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice as its page shows it. case_reference: what people say on the phone, "" when it is about no case."""

    id: NoticeId
    title: str
    address: str
    case_reference: str
    made_at: datetime
    new: bool
