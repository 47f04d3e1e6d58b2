"""Room: storage. Missing episodes: begun, ended, found by case; and who let a poster go out."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, insert, or_, select, tuple_, update
from sqlalchemy.exc import IntegrityError

from coordination.audit.grant import Grant
from coordination.database.prepared import Prepared
from coordination.declare.information import InformationType
from coordination.model.ids import CaseId, EpisodeId, Handle, PersonId, ProgramId, RecordId
from coordination.model.missing import Approval, EpisodeFacts
from coordination.model.record import Happened, Precision
from coordination.storage import keys
from coordination.storage.cabinet import Cabinet
from coordination.storage.missing_tables import missing_approvals, missing_episodes
from coordination.storage.record_tables import records
from coordination.storage.roster import people

_TOLD, _FOUND = records.alias("told"), records.alias("found")


def _times() -> Select[Any]:
    """Episodes with the times of their two records as they were corrected last."""
    told = and_(_TOLD.c.first_id == missing_episodes.c.record_id, _TOLD.c.current.is_(True))
    found = and_(_FOUND.c.first_id == missing_episodes.c.found_record_id, _FOUND.c.current.is_(True))
    return select(
        missing_episodes,
        _TOLD.c.happened_at.label("since_at"),
        _TOLD.c.happened_precision.label("since_precision"),
        _TOLD.c.happened_zone.label("since_zone"),
        _TOLD.c.learned_at,
        _TOLD.c.withdrawn_at,
        _FOUND.c.happened_at.label("found_at"),
        _FOUND.c.happened_precision.label("found_precision"),
        _FOUND.c.happened_zone.label("found_zone"),
        _FOUND.c.withdrawn_at.label("unfound_at"),
    ).select_from(missing_episodes.join(_TOLD, told).outerjoin(_FOUND, found))


_OWN = (
    missing_episodes.c.case_id == bindparam("case"),
    missing_episodes.c.program_id == bindparam("program"),
    _TOLD.c.withdrawn_at.is_(None),
)
_ONE = _times().where(missing_episodes.c.case_id == bindparam("case"), missing_episodes.c.id == bindparam("episode"))
_LATEST = _times().where(*_OWN).order_by(missing_episodes.c.opened_at.desc(), missing_episodes.c.id).limit(1)
_OPENED = Prepared(
    _times()
    .where(
        missing_episodes.c.case_id.in_(bindparam("cases", expanding=True)),
        tuple_(missing_episodes.c.case_id, missing_episodes.c.program_id).in_(bindparam("granted", expanding=True)),
        _TOLD.c.withdrawn_at.is_(None),
    )
    .order_by(missing_episodes.c.opened_at.desc(), missing_episodes.c.id),
    "cases",
    "granted",
)


def begin(
    cabinet: Cabinet, grant: Grant, case_id: CaseId, *, episode_id: EpisodeId, handle: Handle, record_id: RecordId
) -> None:
    """Begin an episode of the actor's program, told by `record_id`. A withdrawn one gives its slot up."""
    program = grant.actor.program_id
    withdrawn = select(records.c.id).where(
        records.c.id == missing_episodes.c.record_id, records.c.withdrawn_at.is_not(None)
    )
    here = (missing_episodes.c.case_id == case_id, missing_episodes.c.program_id == program)
    cabinet.connection.execute(update(missing_episodes).where(*here, withdrawn.exists()).values(slot=None))
    cabinet.connection.execute(
        insert(missing_episodes).values(
            id=episode_id,
            handle=handle,
            case_id=case_id,
            program_id=program,
            record_id=record_id,
            opened_by=grant.actor.person_id,
            opened_at=cabinet.now,
            slot=1,
        )
    )


def end(cabinet: Cabinet, grant: Grant, episode: EpisodeFacts, record_id: RecordId) -> bool:
    """End it with the record that says so; False when somebody did already, whose record then stays the one, unless it
    was withdrawn: then the child was missing still."""
    unfound = select(records.c.id).where(
        records.c.id == missing_episodes.c.found_record_id, records.c.withdrawn_at.is_not(None)
    )
    done = cabinet.connection.execute(
        update(missing_episodes)
        .where(
            missing_episodes.c.id == episode.episode_id,
            missing_episodes.c.program_id == grant.actor.program_id,
            or_(missing_episodes.c.ended_at.is_(None), unfound.exists()),
        )
        .values(slot=None, ended_at=cabinet.now, ended_by=grant.actor.person_id, found_record_id=record_id)
    )
    return done.rowcount == 1


def facts_of_episode(cabinet: Cabinet, case_id: CaseId, episode_id: EpisodeId) -> EpisodeFacts | None:
    """One episode of this case, reached through the case and never by bare id."""
    row = cabinet.connection.execute(_ONE, {"case": case_id, "episode": episode_id}).first()
    return _facts(row) if row is not None else None


def facts_of_latest(cabinet: Cabinet, case_id: CaseId, program_id: ProgramId) -> EpisodeFacts | None:
    """The program's newest episode on this case: the open one, while there is one."""
    row = cabinet.connection.execute(_LATEST, {"case": case_id, "program": program_id}).first()
    return _facts(row) if row is not None else None


def open(cabinet: Cabinet, grant: Grant) -> list[EpisodeFacts]:  # noqa: A001 - read as missing.open(cabinet, grant)
    """Every episode of the grant's cases whose program's *missing* it opens, newest first."""
    return _carried(cabinet, grant, _granted(cabinet, grant))


def away(cabinet: Cabinet, grant: Grant) -> frozenset[CaseId]:
    """Those of the grant's cases whose child is missing now, by an episode that it opens: for a mark on a list.

    A statement is asked only where *missing* of a case is open, so that to others it is as if there were none.
    """
    now = [one for one in _granted(cabinet, grant) if one.open]
    return frozenset(one.case_id for one in _carried(cabinet, grant, now))


def approve(cabinet: Cabinet, grant: Grant, episode: EpisodeFacts, record_id: RecordId, side: str) -> bool:
    """Let one version of a poster go, for one side; False when that side has done so already."""
    row = {"record_id": record_id, "side": side, "case_id": episode.case_id, "episode_id": episode.episode_id}
    by = {"program_id": grant.actor.program_id, "person_id": grant.actor.person_id, "approved_at": cabinet.now}
    try:
        with cabinet.connection.begin_nested():
            cabinet.connection.execute(insert(missing_approvals).values(**row, **by))
    except IntegrityError:
        return False
    return True


def approvals(cabinet: Cabinet, grant: Grant, episode: EpisodeFacts) -> list[Approval]:
    """Who let which version of its poster go, for whoever the episode is open to."""
    if not any((episode.program_id, InformationType.MISSING) in case.opened() for case in grant.cases):
        return []
    query = (
        select(missing_approvals, people.c.name)
        .join(people, people.c.id == missing_approvals.c.person_id)
        .where(missing_approvals.c.episode_id == episode.episode_id)
        .order_by(missing_approvals.c.approved_at)
    )
    return [
        Approval(
            record_id=RecordId(row.record_id),
            side=row.side,
            program_id=ProgramId(row.program_id),
            person_id=PersonId(row.person_id),
            person_name=row.name,
            approved_at=row.approved_at,
        )
        for row in cabinet.connection.execute(query)
    ]


def _granted(cabinet: Cabinet, grant: Grant) -> list[EpisodeFacts]:
    granted = [
        (case.case_id, program)
        for case in grant.cases
        for program, kind in sorted(case.opened())
        if kind is InformationType.MISSING
    ]
    if not granted:
        return []
    asked = {"granted": granted, "cases": sorted({case_id for case_id, _ in granted})}
    return [_facts(row) for row in _OPENED.named_rows(cabinet.connection, asked)]


def _carried(cabinet: Cabinet, grant: Grant, given: list[EpisodeFacts]) -> list[EpisodeFacts]:
    """The same, with the notices that travel with what is given out."""
    keys.carry(cabinet, grant, *((one.case_id, one.program_id, InformationType.MISSING) for one in given))
    return given


def _facts(row: Any) -> EpisodeFacts:  # noqa: ANN401 - a row of _times()
    ended = row.ended_at is not None and row.unfound_at is None
    return EpisodeFacts(
        episode_id=EpisodeId(row.id),
        handle=Handle(row.handle),
        case_id=CaseId(row.case_id),
        program_id=ProgramId(row.program_id),
        record_id=RecordId(row.record_id),
        opened_at=row.opened_at,
        since=_happened(row.since_at, row.since_precision, row.since_zone),
        learned_at=row.learned_at,
        ended_at=row.ended_at if ended else None,
        found=_happened(row.found_at, row.found_precision, row.found_zone) if ended and row.found_precision else None,
        withdrawn=row.withdrawn_at is not None,
    )


def _happened(at: datetime | None, precision: str, zone: str) -> Happened:
    return Happened(at=at, precision=Precision(precision), zone=zone)
