"""Room: storage. The directory read: entries of programs, their services, and a page of a search.

Facts all of it: nothing here is about a child. What belongs to a program or agency that has ended is absent.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, func, or_, select, tuple_

from coordination.database.prepared import Prepared
from coordination.database.types import Identifier, Instant
from coordination.model.directory import (
    STAYS_FRESH,
    Asked,
    Entry,
    EntryFacts,
    Offering,
    ServiceFacts,
    ServiceKey,
    Verified,
)
from coordination.model.ids import ProgramId
from coordination.model.program import Program
from coordination.storage.appointed import in_force
from coordination.storage.cabinet import Cabinet
from coordination.storage.directory_tables import directory_addresses, directory_entries, service_terms, services
from coordination.storage.directory_terms import facts_of_terms
from coordination.storage.program_facts import PROGRAM_COLUMNS, program_of
from coordination.storage.roster import agencies, people, programs

PAGE = 25
_OWN = len(PROGRAM_COLUMNS)
_NOW, _FRESH = bindparam("now", type_=Instant()), bindparam("fresh", type_=Instant())
_SERVICE = (
    services.c.id,
    services.c.sort,
    services.c.name,
    services.c.needs,
    services.c.areas,
    services.c.about,
    services.c.eligibility,
    services.c.languages,
    services.c.hours,
    services.c.number,
    services.c.capacity,
    services.c.available,
    services.c.certification,
    services.c.certified_until,
    services.c.certification_kind,
    services.c.certification_number,
    services.c.available_at,
    services.c.verified_at,
    people.c.name.label("verifier"),
)
_STANDING = and_(
    or_(services.c.until.is_(None), services.c.until > _NOW),
    or_(programs.c.until.is_(None), programs.c.until > _NOW),
    or_(agencies.c.until.is_(None), agencies.c.until > _NOW),
)
_WHOLE = (
    select(*PROGRAM_COLUMNS, *_SERVICE)
    .select_from(services)
    .join(programs, programs.c.id == services.c.program_id)
    .join(agencies, agencies.c.id == programs.c.agency_id)
    .outerjoin(people, people.c.id == services.c.verified_by)
    .where(_STANDING)
)
_ONE = Prepared(_WHOLE.where(services.c.id == bindparam("service", type_=Identifier())))
_OF_PROGRAM = Prepared(
    _WHOLE.where(services.c.program_id == bindparam("program", type_=Identifier())).order_by(
        services.c.sort, services.c.id
    )
)


def facts_of_page(
    cabinet: Cabinet, asked: Asked, *, after: ServiceKey | None = None, size: int = PAGE
) -> list[ServiceFacts]:
    """Up to `size` services that fit, by name; pass the last one's key as `after` for the next page. One statement."""
    terms = facts_of_terms(asked)
    values: dict[str, Any] = {f"term{number}": term for number, term in enumerate(terms)}
    values["now"] = cabinet.now
    if asked.available:
        values["fresh"] = cabinet.now - STAYS_FRESH
    if after is not None:
        values |= {"after_sort": after.sort, "after_id": after.service_id}
    query = _prepared(len(terms), fresh=asked.available, after=after is not None, size=size)
    return [_facts(row) for row in query.rows(cabinet.connection, values)]


def facts_of_service(cabinet: Cabinet, service_id: str) -> ServiceFacts | None:
    """One service in force, or None."""
    rows = _ONE.rows(cabinet.connection, {"service": service_id, "now": cabinet.now})
    return _facts(rows[0]) if rows else None


def facts_of_services(cabinet: Cabinet, program_id: str) -> list[ServiceFacts]:
    """The services in force of a program, by name."""
    return [_facts(row) for row in _OF_PROGRAM.rows(cabinet.connection, {"program": program_id, "now": cabinet.now})]


def facts_of_coverage(cabinet: Cabinet, need: str, counties: Sequence[str]) -> frozenset[str]:
    """Those of the counties for which a service is listed that meets the need ("" is any need)."""
    terms = {f"need:{need}@{county}" if need else f"county:{county}": county for county in counties}
    query = select(service_terms.c.term).where(service_terms.c.term.in_(terms)).distinct()
    return frozenset(terms[term] for term in cabinet.connection.execute(query).scalars())


def facts_of_entry(cabinet: Cabinet, program_id: str) -> EntryFacts | None:
    """What a program in force says of itself, empty when that is nothing yet; None when there is no such program."""
    fallback = programs.alias("fallback")
    query = (
        select(
            *PROGRAM_COLUMNS,
            *directory_entries.c,
            # INVARIANT: a confidential program has no address, whatever may once have been written down for it.
            directory_addresses.c.address,
            fallback.c.name.label("fallback_name"),
            people.c.name.label("verifier"),
        )
        .select_from(programs)
        .join(agencies, agencies.c.id == programs.c.agency_id)
        .outerjoin(directory_entries, directory_entries.c.program_id == programs.c.id)
        .outerjoin(
            directory_addresses,
            and_(directory_addresses.c.program_id == programs.c.id, programs.c.confidential.is_(False)),
        )
        .outerjoin(fallback, fallback.c.id == directory_entries.c.fallback_id)
        .outerjoin(people, people.c.id == directory_entries.c.verified_by)
        .where(programs.c.id == program_id, in_force(programs, cabinet.now), in_force(agencies, cabinet.now))
    )
    row = cabinet.connection.execute(query).one_or_none()
    if row is None:
        return None
    if row.program_id is None:
        return EntryFacts(program=program_of(row[:_OWN]), entry=Entry(), verified=Verified())
    entry = Entry(
        about=row.about,
        reach=row.reach,
        address=row.address,
        business_hours=row.business_hours,
        business_number=row.business_number,
        after_hours_number=row.after_hours_number,
        fallback_id=ProgramId(row.fallback_id) if row.fallback_id else None,
    )
    verified = Verified(at=row.verified_at, by=row.verifier or "")
    return EntryFacts(
        program=program_of(row[:_OWN]), entry=entry, verified=verified, fallback_name=row.fallback_name or ""
    )


def facts_of_programs_in_force(cabinet: Cabinet) -> list[Program]:
    """Every program in force, by agency and name."""
    query = (
        select(*PROGRAM_COLUMNS)
        .join(agencies, agencies.c.id == programs.c.agency_id)
        .where(in_force(programs, cabinet.now), in_force(agencies, cabinet.now))
        .order_by(func.lower(agencies.c.name), func.lower(programs.c.name), programs.c.id)
    )
    return [program_of(row) for row in cabinet.connection.execute(query)]


@lru_cache(maxsize=64)
def _prepared(terms: int, *, fresh: bool, after: bool, size: int) -> Prepared:
    return Prepared(page_query(terms, fresh=fresh, after=after, size=size))


def page_query(terms: int, *, fresh: bool, after: bool, size: int) -> Select[Any]:
    """The statement of a page: walks along the first term's range and probes the others by key; reads `size` rows."""
    first = service_terms.alias("walked")
    query = select(first.c.sort, first.c.service_id).where(first.c.term == bindparam("term0"))
    for number in range(1, terms):
        other = service_terms.alias(f"probed{number}")
        same = and_(other.c.sort == first.c.sort, other.c.service_id == first.c.service_id)
        query = query.where(exists().where(other.c.term == bindparam(f"term{number}"), same))
    if fresh:
        counted = services.alias("counted")
        room = and_(counted.c.id == first.c.service_id, counted.c.available > 0, counted.c.available_at >= _FRESH)
        query = query.where(exists().where(room))
    if after:
        here = tuple_(first.c.sort, first.c.service_id)
        query = query.where(here > tuple_(bindparam("after_sort"), bindparam("after_id")))
    top = query.order_by(first.c.sort, first.c.service_id).limit(size).subquery("top")
    return _WHOLE.join(top, top.c.service_id == services.c.id).order_by(top.c.sort, top.c.service_id)


@lru_cache(maxsize=8192)
def _facts(row: tuple[Any, ...]) -> ServiceFacts:
    """A service from _WHOLE in order. The same row is the same value, so it is made once (tests/bench/directory.py)."""
    (id_, sort, name, needs, areas, about, eligibility, languages, hours, number, capacity, available,
     certification, certified_until, kind, certificate, available_at, verified_at, verifier) = row[_OWN:]  # fmt: skip
    return ServiceFacts(
        id=id_,
        program=program_of(row[:_OWN]),
        service=Offering(
            name=name,
            needs=frozenset(needs.split()),
            areas=frozenset(areas.split()),
            about=about,
            eligibility=eligibility,
            languages=frozenset(languages.split()),
            hours=hours,
            number=number,
            capacity=capacity,
            available=available,
            certification=certification,
            certified_until=certified_until,
            certification_kind=kind,
            certification_number=certificate,
        ),
        available_at=available_at,
        verified=Verified(at=verified_at, by=verifier or ""),
        sort=sort,
    )
