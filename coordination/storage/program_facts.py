"""Room: storage. Programs as the policy sees them: roster rows turned into `Program` values."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, select

from coordination.database.prepared import Prepared
from coordination.database.types import instant, microseconds
from coordination.declare.information import InformationType
from coordination.declare.regime import Regime
from coordination.declare.staging import First
from coordination.model.ids import AgencyId, AgreementId, Handle, ProgramId, ProtocolId
from coordination.model.instrument import Filed
from coordination.model.program import Agreement, Program
from coordination.model.protocol import TeamProtocol
from coordination.storage.roster import agencies, programs

PROGRAM_COLUMNS = (
    programs.c.id,
    programs.c.handle,
    programs.c.agency_id,
    agencies.c.name.label("agency_name"),
    programs.c.slug,
    programs.c.name,
    programs.c.partner_type,
    programs.c.regimes,
    programs.c.confidential,
    agencies.c.government,
    programs.c.jurisdictions,
    agencies.c.zone,
    agencies.c.agreements,
    programs.c.protocols,
    programs.c.instruments,
)


def program_of(row: Sequence[Any]) -> Program:
    """A Program from PROGRAM_COLUMNS in order. The same row is the same value, so it is made once."""
    return _program(tuple(row))


@lru_cache(maxsize=4096)
def _program(row: tuple[Any, ...]) -> Program:
    id_, handle, agency, agency_name, slug, name, partner, regimes, confidential, government, places, zone = row[:12]
    return Program(
        id=ProgramId(id_),
        handle=Handle(handle),
        agency_id=AgencyId(agency),
        agency_name=agency_name,
        slug=slug,
        name=name,
        partner_type=partner,
        regimes=_regimes(regimes),
        confidential=bool(confidential),
        government=bool(government),
        jurisdictions=_words(places),
        zone=zone,
        agreements=_agreements(row[12]),
        protocols=_protocols(row[13]),
        instruments=_instruments(row[14]),
    )


_REGIMES: dict[str, frozenset[Regime]] = {}
_WORDS: dict[str, frozenset[str]] = {}


def _regimes(text: str) -> frozenset[Regime]:
    """The regimes of a column; the few spellings there are get parsed once."""
    if text not in _REGIMES:
        _REGIMES[text] = frozenset(Regime(slug) for slug in text.split())
    return _REGIMES[text]


def _words(text: str) -> frozenset[str]:
    if text not in _WORDS:
        _WORDS[text] = frozenset(text.split())
    return _WORDS[text]


@lru_cache(maxsize=256)
def _agreements(text: str) -> tuple[Agreement, ...]:
    """The agreements of a column, as `agreements_text` wrote it."""
    return tuple(
        Agreement(
            id=AgreementId(one["id"]),
            parties=frozenset(map(AgencyId, one["parties"])),
            types=frozenset(map(InformationType, one["types"])),
            starts_at=instant(one["starts"]),
            ends_at=instant(one["ends"]),
            ended_at=instant(one["ended"]) if one["ended"] is not None else None,
        )
        for one in (json.loads(text) if text else ())
    )


def agreements_text(agreements: Iterable[Agreement]) -> str:
    """What stands in the column of each party: the agreement's own rows again, so that no reading costs a statement."""
    found = [
        {
            "id": one.id,
            "parties": sorted(one.parties),
            "types": sorted(one.types),
            "starts": microseconds(one.starts_at),
            "ends": microseconds(one.ends_at),
            "ended": microseconds(one.ended_at) if one.ended_at is not None else None,
        }
        for one in sorted(agreements, key=lambda one: one.id)
    ]
    return json.dumps(found) if found else ""


@lru_cache(maxsize=256)
def _protocols(text: str) -> tuple[TeamProtocol, ...]:
    """The protocols of a column, as `protocols_text` wrote it, the oldest first."""
    return tuple(
        TeamProtocol(
            id=ProtocolId(one["id"]),
            starts_at=instant(one["starts"]),
            staged=frozenset(one["staged"]),
            first=First(one["first"]),
            types=frozenset(map(InformationType, one["types"])),
            opens_on=frozenset(one["opens_on"]),
            document=one["document"],
            dated=one["dated"],
        )
        for one in (json.loads(text) if text else ())
    )


def protocols_text(protocols: Iterable[TeamProtocol]) -> str:
    """What stands in the column of their program: its rows again, so that no reading of a case costs a statement."""
    found = [
        {
            "id": one.id,
            "starts": microseconds(one.starts_at),
            "staged": sorted(one.staged),
            "first": one.first.value,
            "types": sorted(one.types),
            "opens_on": sorted(one.opens_on),
            "document": one.document,
            "dated": one.dated,
        }
        for one in protocols
    ]
    return json.dumps(found) if found else ""


@lru_cache(maxsize=256)
def _instruments(text: str) -> tuple[Filed, ...]:
    """The operator instruments of a column, as `instruments_text` wrote it."""
    return tuple(
        Filed(
            kind=one["kind"],
            ends_at=instant(one["ends"]) if one["ends"] is not None else None,
            ended_at=instant(one["ended"]) if one["ended"] is not None else None,
        )
        for one in (json.loads(text) if text else ())
    )


def instruments_text(filed: Iterable[Filed]) -> str:
    """What stands in the column of their program: its rows again, so that no decision costs a statement more."""
    found = [
        {
            "kind": one.kind,
            "ends": microseconds(one.ends_at) if one.ends_at is not None else None,
            "ended": microseconds(one.ended_at) if one.ended_at is not None else None,
        }
        for one in filed
    ]
    return json.dumps(found) if found else ""


_ALL = select(*PROGRAM_COLUMNS).join(agencies, agencies.c.id == programs.c.agency_id)
_SOME = Prepared(_ALL.where(programs.c.id.in_(bindparam("ids", expanding=True))), "ids")
_EVERY = Prepared(_ALL)


def facts_of_programs(connection: Connection, ids: Iterable[str] | None = None) -> dict[ProgramId, Program]:
    """Programs by id, all of them or the named ones; ended ones too, since their records stay theirs."""
    rows = _EVERY.rows(connection, {}) if ids is None else _SOME.rows(connection, {"ids": sorted(ids)})
    return {ProgramId(row[0]): _program(row) for row in rows}
