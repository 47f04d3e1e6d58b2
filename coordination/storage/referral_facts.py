"""Room: storage. What may be known of referrals before anything is opened: parties, kind, state and times; no words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, not_, or_, select, union_all

from coordination.database.prepared import Prepared
from coordination.declare.information import InformationType
from coordination.model.ids import CaseId, Handle, PersonId, ProgramId, RecordId, ReferralId
from coordination.model.program import Program
from coordination.model.referral_steps import AT_WORK
from coordination.model.referrals import ENDED, Carried, Kind, ReferralFacts, Standing, State, Urgency
from coordination.model.stalled import ROUTES, Alarm, Patience
from coordination.storage.cabinet import Cabinet
from coordination.storage.case_tables import cases
from coordination.storage.outbox_tables import outbox
from coordination.storage.program_facts import facts_of_programs
from coordination.storage.record_tables import not_ended, release_recipients, releases
from coordination.storage.referral_tables import referral_links, referrals
from coordination.storage.roster import people, programs

MOST = 200
"""Referrals in one list, those that are still open before all others. More than a program has open at once."""

_COLUMNS = (
    referrals.c.id,
    referrals.c.handle,
    referrals.c.case_id,
    cases.c.reference,
    referrals.c.kind,
    referrals.c.need,
    referrals.c.urgency,
    referrals.c.agreement,
    referrals.c.no_contact,
    referrals.c.program_id,
    referrals.c.recipient_id,
    referrals.c.sent_by,
    people.c.name,
    referrals.c.sent_at,
    referrals.c.state,
    referrals.c.standing,
    referrals.c.changed_at,
    referrals.c.opened_at,
    referrals.c.asked,
)


def _chosen(*where: ColumnElement[bool]) -> Select[Any]:
    return (
        select(*_COLUMNS)
        .join(cases, cases.c.id == referrals.c.case_id)
        .join(people, people.c.id == referrals.c.sent_by)
        .where(*where)
    )


def _listed(where: ColumnElement[bool], *order: ColumnElement[Any]) -> Prepared:
    return Prepared(_chosen(where).order_by(*order, referrals.c.id).limit(MOST))


_PARTY = or_(
    referrals.c.program_id == bindparam("program"),
    referrals.c.recipient_id == bindparam("program"),
)
_ONE = Prepared(_chosen(referrals.c.id == bindparam("referral"), _PARTY))
_OVER = or_(
    referrals.c.standing != Standing.ACTIVE.value,
    *(referrals.c.state == state.value for state in sorted(ENDED)),
    and_(referrals.c.kind == Kind.REPORT.value, referrals.c.state == State.ACCEPTED.value),
)
_TO = _listed(referrals.c.recipient_id == bindparam("program"), _OVER, referrals.c.changed_at.desc())
# INVARIANT: by what the sender itself did, since the order of a list would tell when a confidential program acted.
_BY = _listed(referrals.c.program_id == bindparam("program"), referrals.c.slot.is_(None), referrals.c.sent_at.desc())
# In force as far as its own side may know; which of the sender's are over is in the end for the line to say.
_GOING_TO = _chosen(referrals.c.recipient_id == bindparam("program"), not_(_OVER))
_GOING_BY = _chosen(referrals.c.program_id == bindparam("program"), referrals.c.slot.is_not(None))
_TOPS = (
    _GOING_TO.order_by(referrals.c.changed_at.desc(), referrals.c.id).limit(MOST).subquery(),
    _GOING_BY.order_by(referrals.c.sent_at.desc(), referrals.c.id).limit(MOST).subquery(),
)
_GOING = Prepared(union_all(*(select(*top.c) for top in _TOPS)))
_ON = Prepared(
    _chosen(referrals.c.case_id == bindparam("case"), _PARTY)
    .order_by(referrals.c.sent_at.desc(), referrals.c.id)
    .limit(MOST)
)
_LINKS = Prepared(
    select(
        referral_links.c.referral_id,
        referral_links.c.record_id,
        referral_links.c.program_id,
        referral_links.c.information_type,
    )
    .where(referral_links.c.referral_id == bindparam("referral"))
    .order_by(referral_links.c.record_id)
)


_QUIET = exists().where(programs.c.id == referrals.c.recipient_id, programs.c.confidential.is_(True))


def facts_of_referral(cabinet: Cabinet, program_id: ProgramId, referral_id: ReferralId) -> ReferralFacts | None:
    """One referral that this program sent or received, or None: another's is nobody's. The same statements always."""
    rows = _ONE.rows(cabinet.connection, {"referral": referral_id, "program": program_id})
    links = _LINKS.rows(cabinet.connection, {"referral": referral_id})
    return next(iter(_facts(cabinet, rows, links)), None)


def facts_of_received(cabinet: Cabinet, program_id: ProgramId) -> list[ReferralFacts]:
    """What was sent to this program, the open ones first, then the last changed; at most MOST."""
    return _facts(cabinet, _TO.rows(cabinet.connection, {"program": program_id}))


def facts_of_sent(cabinet: Cabinet, program_id: ProgramId) -> list[ReferralFacts]:
    """What this program sent, the open ones first, then the last sent; at most MOST."""
    return _facts(cabinet, _BY.rows(cabinet.connection, {"program": program_id}))


def facts_of_going(cabinet: Cabinet, program_id: ProgramId) -> list[ReferralFacts]:
    """What was sent to and by this program and is not over, however much is: the last MOST of either side.

    INVARIANT: of what it sent, those that it has not ended itself: whether a confidential program ended one changes
    nothing here.
    """
    return _facts(cabinet, _GOING.rows(cabinet.connection, {"program": program_id}))


def facts_of_case(cabinet: Cabinet, program_id: ProgramId, case_id: CaseId) -> list[ReferralFacts]:
    """What this program sent or received about one case, the newest first; at most MOST.

    For whoever may see the case, of whom it is no secret that there is none: then it is one statement, not two.
    """
    rows = _ON.rows(cabinet.connection, {"case": case_id, "program": program_id})
    return _facts(cabinet, rows) if rows else []


def facts_of_handles(cabinet: Cabinet, program_id: ProgramId, handles: Iterable[Handle]) -> dict[Handle, ReferralFacts]:
    """The referrals with these handles that this program sent or received, for what is told of them."""
    party = or_(referrals.c.program_id == program_id, referrals.c.recipient_id == program_id)
    query = _chosen(referrals.c.handle.in_(sorted(set(handles))), party)
    return {one.handle: one for one in _facts(cabinet, cabinet.connection.execute(query).all())}


def facts_of_stalled(cabinet: Cabinet) -> list[ReferralFacts]:
    """Referrals that have waited longer than their route allows (model/stalled.py), and of whose wait nobody was told
    yet, whoever sent them; the newest MOST, so that those of which nobody can be told hold up nothing.

    INVARIANT: none to a confidential program, unless its releases in force name the hub and the sender: an alarm is an
    answer too (architecture §3). For the alarms that are sent; what a sender's page shows is worked out from its list.
    """
    late = or_(*(_late(kind, urgency, patience, cabinet.now) for (kind, urgency), patience in ROUTES.items()))
    sender = exists().where(
        releases.c.id == release_recipients.c.release_id,
        or_(
            release_recipients.c.recipient_id == referrals.c.program_id,
            release_recipients.c.recipient_id.in_(
                select(programs.c.agency_id).where(programs.c.id == referrals.c.program_id)
            ),
        ),
    )
    shown = or_(~_QUIET, and_(_released(cabinet.now, sender), _released(cabinet.now, releases.c.names_hub.is_(True))))
    stands = referrals.c.standing == Standing.ACTIVE.value
    query = _chosen(stands, cases.c.closed_at.is_(None), late, shown).order_by(
        referrals.c.sent_at.desc(), referrals.c.id
    )
    return _facts(cabinet, cabinet.connection.execute(query.limit(MOST)).all())


def _late(kind: Kind, urgency: Urgency, patience: Patience, now: datetime) -> ColumnElement[bool]:
    sent, unopened = referrals.c.sent_at, and_(referrals.c.opened_at.is_(None), ~_QUIET)
    waits = [
        and_(
            referrals.c.state == State.REQUESTED.value,
            or_(
                and_(unopened, sent <= now - patience.opened, ~_told(Alarm.UNOPENED, sent)),
                and_(~unopened, sent <= now - patience.answered, ~_told(Alarm.UNANSWERED, sent)),
            ),
        )
    ]
    if patience.finished is not None:
        at_work = referrals.c.state.in_([state.value for state in sorted(AT_WORK)])
        changed = referrals.c.changed_at
        late = and_(changed <= now - patience.finished, ~_told(Alarm.UNFINISHED, changed))
        waits.append(and_(at_work, late))
    return and_(referrals.c.kind == kind.value, referrals.c.urgency == urgency.value, or_(*waits))


def _told(alarm: Alarm, since: ColumnElement[datetime]) -> ColumnElement[bool]:
    """Whether somebody was told of this wait, which began then."""
    return exists().where(
        outbox.c.object_handle == referrals.c.handle, outbox.c.kind == alarm.kind.value, outbox.c.made_at > since
    )


def _released(now: datetime, part: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether the recipient has a release in force on the case of which `part` is true."""
    return exists().where(
        releases.c.case_id == referrals.c.case_id,
        releases.c.program_id == referrals.c.recipient_id,
        releases.c.signers_suffice.is_(True),
        releases.c.starts_at <= now,
        releases.c.expires_at > now,
        not_ended(releases, now),
        part,
    )


def _facts(cabinet: Cabinet, rows: Sequence[Any], links: Iterable[Any] = ()) -> list[ReferralFacts]:
    parties = sorted({party for row in rows for party in (row[9], row[10])})
    # As many ids as make a full sixteen, so that the statement is the same for none or a few.
    padded = [*parties, *[""] * (-len(parties) % 16 or (0 if parties else 16))]
    known = facts_of_programs(cabinet.connection, padded)
    carried: dict[str, list[Carried]] = defaultdict(list)
    for referral, record, program, kind in links:
        if program in known:  # of a referral that is not ours to know nothing is known
            one = Carried(record_id=RecordId(record), program=known[program], information_type=InformationType(kind))
            carried[referral].append(one)
    return [_one(row, known, tuple(carried.get(row[0], ()))) for row in rows]


def _one(row: Any, known: dict[ProgramId, Program], carried: tuple[Carried, ...]) -> ReferralFacts:  # noqa: ANN401 - a row of _COLUMNS
    return ReferralFacts(
        referral_id=ReferralId(row[0]),
        handle=Handle(row[1]),
        case_id=CaseId(row[2]),
        case_reference=row[3],
        kind=Kind(row[4]),
        need=row[5],
        urgency=Urgency(row[6]),
        agreement=row[7],
        no_contact=bool(row[8]),
        sender=known[ProgramId(row[9])],
        recipient=known[ProgramId(row[10])],
        sent_by=PersonId(row[11]),
        sent_by_name=row[12],
        sent_at=row[13],
        state=State(row[14]),
        standing=Standing(row[15]),
        changed_at=row[16],
        opened_at=row[17],
        asked=bool(row[18]),
        carried=carried,
    )
