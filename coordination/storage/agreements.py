"""Room: storage. Agreements between agencies: written, confirmed and ended with the column that every decision reads.

INVARIANT: a row and the text in each party's `agencies.agreements` change in one transaction, under a lock on those
agencies, so that neither lags behind and two officers at once lose nothing. That it lapses needs no writing at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta

from sqlalchemy import Select, insert, select, update

from coordination.audit.grant import Grant
from coordination.declare.information import InformationType
from coordination.model.agreement import WARN_BEFORE, ListedAgreement, NewAgreement, Party
from coordination.model.errors import Conflict
from coordination.model.ids import AgencyId, AgreementId, Handle, PersonId, ProgramId
from coordination.model.program import Agreement
from coordination.storage.agreement_tables import agreement_parties, agreements
from coordination.storage.appointed import in_force
from coordination.storage.cabinet import Cabinet
from coordination.storage.program_facts import agreements_text
from coordination.storage.roster import agencies, programs

MOST = 500  # warnings raised at one time


def facts_of_agreements(cabinet: Cabinet, agency_id: AgencyId) -> list[ListedAgreement]:
    """Every agreement to which the agency is a party, over ones too; the latest end first. Two statements."""
    own = select(agreement_parties.c.agreement_id).where(agreement_parties.c.agency_id == agency_id)
    return _listed(cabinet, cabinet.connection.execute(own).scalars().all())


def facts_of_agreement(cabinet: Cabinet, agreement_id: str, agency_id: AgencyId) -> ListedAgreement | None:
    """One agreement of the agency; None when there is none or the agency is no party, alike."""
    found = _listed(cabinet, [agreement_id])
    return found[0] if found and found[0].party(agency_id) else None


def facts_of_possible_parties(cabinet: Cabinet) -> dict[AgencyId, str]:
    """Names of agencies in force with a program in force that is not confidential, by name.

    An agency of shelters and advocates alone is no party: the federal floor opens nothing of it under an agreement.
    """
    query = (
        select(agencies.c.id, agencies.c.name)
        .distinct()
        .join(programs, programs.c.agency_id == agencies.c.id)
        .where(programs.c.confidential.is_(False), in_force(agencies, cabinet.now), in_force(programs, cabinet.now))
        .order_by(agencies.c.name, agencies.c.id)
    )
    return {AgencyId(id_): name for id_, name in cabinet.connection.execute(query)}


def record(cabinet: Cabinet, grant: Grant, new: NewAgreement) -> None:
    """Write an agreement down, confirmed for the grant's own agency alone."""
    actor = grant.actor
    _lock(cabinet, new.parties)
    cabinet.connection.execute(
        insert(agreements).values(
            id=new.id,
            handle=new.handle,
            title=new.title,
            types=" ".join(sorted(new.types)),
            starts_at=new.starts_at,
            ends_at=new.ends_at,
            recorded_by=actor.person_id,
            recorded_for=actor.agency_id,
            recorded_at=cabinet.now,
        )
    )
    empty = {"agreement_id": new.id, "signatory": "", "signed_on": ""}
    cabinet.connection.execute(insert(agreement_parties), [{**empty, "agency_id": one} for one in sorted(new.parties)])
    confirm(cabinet, grant, new.id, new.signatory, new.signed_on)


def confirm(cabinet: Cabinet, grant: Grant, agreement_id: AgreementId, signatory: str, signed_on: str) -> None:
    """Write down who signed for the grant's own agency. Conflict when it is written already, or the agreement ended."""
    actor = grant.actor
    parties = _lock(cabinet, _parties(cabinet, agreement_id))
    running = select(agreements.c.id).where(
        agreements.c.id == agreement_id, agreements.c.ended_at.is_(None), agreements.c.ends_at > cabinet.now
    )
    done = cabinet.connection.execute(
        update(agreement_parties)
        .where(
            agreement_parties.c.agreement_id.in_(running),
            agreement_parties.c.agency_id == actor.agency_id,
            agreement_parties.c.confirmed_at.is_(None),
        )
        .values(signatory=signatory, signed_on=signed_on, confirmed_by=actor.person_id, confirmed_at=cabinet.now)
    )
    if done.rowcount != 1:
        raise Conflict("It was confirmed for your agency already, or it is over.")
    _tell_programs(cabinet, parties)


def end(cabinet: Cabinet, grant: Grant, agreement_id: AgreementId) -> None:
    """End an agreement of the grant's own agency now, for all parties. Conflict when it is over already."""
    actor = grant.actor
    parties = _lock(cabinet, _parties(cabinet, agreement_id))
    own = agreements.c.id == agreement_id
    done = cabinet.connection.execute(
        update(agreements)
        .where(own, agreements.c.ended_at.is_(None), agreements.c.ends_at > cabinet.now)
        .values(ended_at=cabinet.now, ended_by=actor.person_id, ended_for=actor.agency_id)
    )
    if done.rowcount != 1 or actor.agency_id not in parties:
        raise Conflict("It is over already.")
    _tell_programs(cabinet, parties)


def facts_of_ending(cabinet: Cabinet) -> list[tuple[AgreementId, Handle, int, tuple[ProgramId, ...]]]:
    """Agreements in force that end within WARN_BEFORE days: id, handle, which warning has been reached, and the
    programs of the parties that are not confidential; the nearest end first.
    """
    until = cabinet.now + timedelta(days=WARN_BEFORE[0])
    query = (
        select(agreements.c.id, agreements.c.handle, agreements.c.ends_at, programs.c.id.label("program"))
        .join(agreement_parties, agreement_parties.c.agreement_id == agreements.c.id)
        .join(programs, programs.c.agency_id == agreement_parties.c.agency_id)
        .where(
            agreements.c.ended_at.is_(None),
            agreements.c.ends_at > cabinet.now,
            agreements.c.ends_at <= until,
            agreements.c.id.not_in(_unconfirmed()),
            programs.c.confidential.is_(False),
            in_force(programs, cabinet.now),
        )
        .order_by(agreements.c.ends_at, agreements.c.id, programs.c.id)
        .limit(MOST)
    )
    found: dict[tuple[AgreementId, Handle, int], list[ProgramId]] = {}
    for row in cabinet.connection.execute(query):
        left = row.ends_at - cabinet.now
        place = sum(left <= timedelta(days=days) for days in WARN_BEFORE) - 1
        found.setdefault((AgreementId(row.id), Handle(row.handle), place), []).append(ProgramId(row.program))
    return [(*about, tuple(told)) for about, told in found.items()]


def facts_of_still_running(cabinet: Cabinet, handles: Iterable[Handle]) -> set[Handle]:
    """Of these agreements, by handle, those that are not over."""
    query = select(agreements.c.handle).where(
        agreements.c.handle.in_(sorted(handles)), agreements.c.ended_at.is_(None), agreements.c.ends_at > cabinet.now
    )
    return {Handle(one) for one in cabinet.connection.execute(query).scalars()}


def _unconfirmed() -> Select[str]:
    return select(agreement_parties.c.agreement_id).where(agreement_parties.c.confirmed_at.is_(None))


def _parties(cabinet: Cabinet, agreement_id: str) -> list[AgencyId]:
    query = select(agreement_parties.c.agency_id).where(agreement_parties.c.agreement_id == agreement_id)
    return [AgencyId(one) for one in cabinet.connection.execute(query).scalars()]


def _lock(cabinet: Cabinet, parties: Collection[AgencyId]) -> Collection[AgencyId]:
    """Hold these agencies until the commit, always in one order. On SQLite one writer at a time does so already."""
    query = select(agencies.c.id).where(agencies.c.id.in_(sorted(parties))).order_by(agencies.c.id)
    cabinet.connection.execute(query.with_for_update()).all()
    return parties


def _tell_programs(cabinet: Cabinet, parties: Collection[AgencyId]) -> None:
    """Write the column of each party anew from the rows, which `_lock` keeps still."""
    for agency_id in sorted(parties):
        text = agreements_text(_counting(facts_of_agreements(cabinet, agency_id)))
        cabinet.connection.execute(update(agencies).where(agencies.c.id == agency_id).values(agreements=text))


def _counting(listed: Iterable[ListedAgreement]) -> list[Agreement]:
    """Those that every party confirmed. None counts for the time before the last one did."""
    return [
        Agreement(
            id=one.id,
            parties=frozenset(party.agency_id for party in one.parties),
            types=one.types,
            starts_at=max(one.starts_at, one.confirmed_at),
            ends_at=one.ends_at,
            ended_at=one.ended_at,
        )
        for one in listed
        if one.confirmed_at is not None
    ]


def _listed(cabinet: Cabinet, ids: Collection[str]) -> list[ListedAgreement]:
    signed: Mapping[str, list[Party]] = {one: [] for one in ids}
    query = (
        select(agreement_parties, agencies.c.name)
        .join(agencies, agencies.c.id == agreement_parties.c.agency_id)
        .where(agreement_parties.c.agreement_id.in_(sorted(ids)))
        .order_by(agencies.c.name, agencies.c.id)
    )
    for row in cabinet.connection.execute(query):
        signed[row.agreement_id].append(
            Party(
                agency_id=AgencyId(row.agency_id),
                name=row.name,
                signatory=row.signatory,
                signed_on=row.signed_on,
                confirmed_at=row.confirmed_at,
            )
        )
    rows = select(agreements).where(agreements.c.id.in_(sorted(ids)))
    return [
        ListedAgreement(
            id=AgreementId(row.id),
            handle=Handle(row.handle),
            title=row.title,
            types=frozenset(map(InformationType, row.types.split())),
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            ended_at=row.ended_at,
            recorded_by=PersonId(row.recorded_by),
            parties=tuple(signed[row.id]),
        )
        for row in cabinet.connection.execute(rows.order_by(agreements.c.ends_at.desc(), agreements.c.id))
    ]
