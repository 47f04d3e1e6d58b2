"""Room: casework. One page that a youth can read: who will know what, until when, what is shared without permission,
what was read and cannot be unread, and how to stop it. About one program's information on one case.

What was read comes from the access log, as the program's own auditor could read it: programs and days, never people,
and nothing of another agency's confidential program (oversight.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from coordination.audit.grant import Grant
from coordination.casework.desk import Desk
from coordination.casework.languages import Language, language
from coordination.casework.release_form import last_day
from coordination.declare.information import InformationType
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.facts import CaseFacts
from coordination.model.ids import CaseId, Handle
from coordination.model.oversight import Criteria, Watch
from coordination.model.program import Program
from coordination.model.release import ListedRelease
from coordination.policy.audience import access_of_members, places_seen
from coordination.policy.rulebook import Rulebook
from coordination.storage import log_pages, program_facts, releases
from coordination.storage.cabinet import Cabinet

ENTRIES = 500
"""Entries of the access log that are looked at, newest first."""


_KINDS = frozenset(InformationType)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One who sees or saw something. types: in plain words. until, law and read_on: "" where there is none."""

    name: str
    types: tuple[str, ...]
    until: str = ""
    law: str = ""
    read_on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class YouthPage:
    """The page, in `says`. agreed: by release; lawful: without permission; read: what was read already."""

    says: Language
    program: str
    made: str
    agreed: tuple[Line, ...]
    lawful: tuple[Line, ...]
    read: tuple[Line, ...]


def read(desk: Desk, actor: Actor, case_id: CaseId, chosen: str) -> YouthPage:
    """The page for whoever works with the young person in the sharing program; logged as a look at the releases.

    chosen: slug of the language; English for one that is none.
    """
    says, facts = language(chosen), desk.facts(actor, case_id)
    grant = desk.ask(actor, Action.RELEASE_LIST, facts, purpose="youth_page")
    with desk.opened(grant) as cabinet:
        listed = releases.open_listed(cabinet, grant)
        seen = tuple(_read(cabinet, grant, facts, says))
    return YouthPage(
        says=says,
        program=actor.program.name,
        made=_day(says, desk.now, actor.program.zone),
        agreed=tuple(_agreed(says, listed, actor.program.zone)),
        lawful=tuple(_lawful(desk.rulebook, desk, actor, facts, says)),
        read=seen,
    )


def _agreed(says: Language, listed: Iterable[ListedRelease], zone: str) -> Iterable[Line]:
    for release in listed:
        if release.own and release.state in {"in force", "not begun yet"}:
            yield Line(
                name=", ".join(release.recipients) or says.say("youth.hub_alone", program=release.sharing_name),
                types=_words(says, release.types),
                until=says.say(
                    "youth.until",
                    last=says.day(
                        last_day(min(release.expires_at, release.ends_at_majority or release.expires_at), zone)
                    ),
                    purpose=says.say(f"purposes.{release.purpose}"),
                ),
            )


def _lawful(rulebook: Rulebook, desk: Desk, actor: Actor, facts: CaseFacts, says: Language) -> Iterable[Line]:
    """What the law opens of this program to those the actor may know of, if it ever files any, release or none."""
    without = replace(facts, releases=())
    held = desk.catalog.partner_types[actor.program.partner_type].holds
    for place in places_seen(actor, facts, desk.now):
        other = place.program
        if other.id == actor.program_id:
            continue
        by_law: dict[str, list[InformationType]] = {}
        for kind in sorted(held):
            lawful = rulebook.lawful(actor.program, other, kind)
            if lawful and access_of_members(rulebook, without, actor.program, kind, other, desk.now) == "open":
                by_law.setdefault(lawful.authority, []).append(kind)
        for slug, kinds in sorted(by_law.items()):
            found = rulebook.authorities[slug]
            yield Line(name=_name(other), types=_words(says, kinds), law=f"{found.title} ({found.citation})")


def _read(cabinet: Cabinet, grant: Grant, facts: CaseFacts, says: Language) -> Iterable[Line]:
    """Who read what of this program's information on this case, by program, the newest first."""
    own = grant.actor.program
    programs = {one.handle: one for one in program_facts.facts_of_programs(cabinet.connection).values()}
    hidden = frozenset(handle for handle, one in programs.items() if one.confidential) - {own.handle}
    watch, criteria = Watch(own=frozenset({own.handle}), hidden=hidden), Criteria(case=facts.handle)
    found: dict[str, tuple[datetime, set[InformationType]]] = {}
    for row in log_pages.open_page(cabinet, grant, watch, criteria, before=None, limit=ENTRIES):
        entry = row.entry
        reader = programs.get(Handle(entry.program)) if entry is not None and entry.outcome == "allowed" else None
        if entry is None or reader is None or reader.id == own.id or reader.handle in hidden:
            continue
        kinds = {InformationType(kind) for kind, owner, _ in entry.shown if owner == own.handle and kind in _KINDS}
        if kinds:
            at, before = found.get(_name(reader), (row.at, set[InformationType]()))
            found[_name(reader)] = (max(at, row.at), before | kinds)
    for name, (at, kinds) in sorted(found.items()):
        yield Line(name=name, types=_words(says, sorted(kinds)), read_on=_day(says, at, own.zone))


def _words(says: Language, types: Iterable[InformationType]) -> tuple[str, ...]:
    return tuple(says.say(f"types.{kind.value}") for kind in types)


def _name(program: Program) -> str:
    return f"{program.name}, {program.agency_name}"


def _day(says: Language, at: datetime, zone: str) -> str:
    return says.day(at.astimezone(ZoneInfo(zone)).date())
