"""Room: casework. What is shown of missing episodes: those of a case, one of them, and the page of a found child.

Everything of an episode is of the type *missing* of its program, and shows to whom that is open. Whereabouts are not
among it: they stay under *location*, behind a second factor.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coordination.audit.grant import Grant
from coordination.casework import evidence, medical_window, missing, moments, record_words
from coordination.casework.desk import Desk
from coordination.casework.endangerment import kept_back, police
from coordination.casework.episodes import OTHERS, form_of, granted, latest, look_up, own
from coordination.casework.medical_window import Offer
from coordination.casework.missing_duties import Duty, duties_of, next_contact, types_of
from coordination.casework.record_words import Line
from coordination.declare.event import Event
from coordination.declare.form import Form
from coordination.declare.missing_forms import (
    CARE,
    CONTACT,
    DANGERS,
    DEBRIEF,
    DESCRIPTION,
    DOCUMENTED,
    EPISODE,
    EPISODE_FORMS,
    FOUND,
    NOW,
    OF_EPISODES,
    OPENED,
    PHOTO,
)
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.deadline import Deadline
from coordination.model.deadline_page import Offer as Offered
from coordination.model.facts import CaseFacts
from coordination.model.ids import CaseId, EpisodeId, RecordId
from coordination.model.missing import EpisodeFacts
from coordination.model.program import Program
from coordination.model.record import Record
from coordination.partners.catalog import Catalog
from coordination.storage import deadlines, records
from coordination.storage import missing as drawer
from coordination.storage.cabinet import Cabinet

PACKET = (DESCRIPTION, PHOTO, DANGERS)
AFTERWARDS = (DEBRIEF, DOCUMENTED)
AT_ONCE = (NOW, FOUND, CARE)


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeLine:
    """An episode in the list of a case."""

    episode: EpisodeFacts
    owner: str
    since: str
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Episodes:
    """The episodes of a case that are open to the viewer, newest first. distinct: how many they are,
    counting one that police and child protection both tell of once."""

    case_id: CaseId
    lines: tuple[EpisodeLine, ...]
    distinct: int
    may_tell: bool
    missing_now: bool
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A record that was filed beside an episode, in words."""

    record_id: RecordId
    author: str
    filed: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One form of an episode with what was saved on it, newest first."""

    form: Form
    saved: tuple[Saved, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodePage:
    """One episode. parts: by the form's slug. next_contact: when to talk with police and NCMEC next, in words.
    offers: talks that could prove a running deadline of it."""

    line: EpisodeLine
    parts: Mapping[str, Part]
    told: tuple[Saved, ...]
    duties: tuple[Duty, ...]
    offers: tuple[Offered, ...]
    next_contact: str
    next_overdue: bool
    may_add: bool
    may_find: bool
    may_packet: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPage:
    """The page of a found child. episode: None where the program told of none yet."""

    case_id: CaseId
    line: EpisodeLine | None
    parts: Mapping[str, Part]
    offers: tuple[Offer, ...]
    zone: str
    duties: tuple[Duty, ...] = ()


def index(desk: Desk, actor: Actor, case_id: CaseId) -> Episodes:
    """The episodes of a case; logged as one look at what is of the type *missing* there."""
    facts = desk.facts(actor, case_id)
    grant = desk.ask(actor, Action.MISSING_READ, facts, leaving_out=OTHERS)
    with desk.opened(grant) as cabinet:
        found = drawer.open(cabinet, grant)
        begun = missing.starts(cabinet, grant)
    holds = desk.catalog.form(actor.program.partner_type, OPENED.slug) is not None
    mine = [one for one in found if one.program_id == actor.program_id]
    return Episodes(
        case_id=facts.case_id,
        lines=tuple(line_of(actor, facts, one) for one in found),
        distinct=len(begun),
        may_tell=holds and desk.judge(actor, Action.MISSING_OPEN, facts).allowed,
        missing_now=any(one.open for one in mine),
        own=bool(mine),
    )


def telling(desk: Desk, actor: Actor, case_id: CaseId) -> tuple[Form, EpisodeFacts | None]:
    """The form that tells that the child is missing, and the episode it would be added to."""
    facts, there = latest(desk, actor, case_id)
    form = form_of(desk, actor, OPENED.slug, Action.MISSING_OPEN, facts)
    desk.ask(actor, Action.MISSING_OPEN, facts, leaving_out=OTHERS)
    return form, there if there is not None and there.open else None


def adding(desk: Desk, actor: Actor, case_id: CaseId, episode_id: EpisodeId, slug: str) -> tuple[Form, EpisodeFacts]:
    """The form of one part, of the program's own episode; refused as if absent otherwise."""
    facts, episode = look_up(desk, actor, case_id, episode_id)
    form = form_of(desk, actor, slug, Action.MISSING_ADD, facts)
    if episode is None or not own(actor, episode) or slug in {OPENED.slug, FOUND.slug}:
        desk.refuse(actor, Action.MISSING_ADD, facts, reason="absent")
    granted(desk, actor, Action.MISSING_ADD, facts, episode)
    return form, episode


def read(desk: Desk, actor: Actor, case_id: CaseId, episode_id: EpisodeId) -> EpisodePage:
    """One episode, for whoever its program's *missing* is open to."""
    facts, episode = look_up(desk, actor, case_id, episode_id)
    if episode is None:
        desk.refuse(actor, Action.MISSING_READ, facts, reason="absent")
    grant = granted(desk, actor, Action.MISSING_READ, facts, episode, duties=types_of(desk, actor))
    with desk.opened(grant) as cabinet:
        filed = filed_beside(cabinet, grant, episode)
        running = [one for one in deadlines.open(cabinet, grant) if one.cause == episode.episode_id]
    parts = _parts(desk, actor, facts, episode, filed)
    told = parts.pop(OPENED.slug)
    next_at = next_contact(episode, filed, desk.now)
    mine = own(actor, episode)
    return EpisodePage(
        line=line_of(actor, facts, episode),
        parts=parts,
        told=told.saved,
        duties=duties_of(desk, actor, episode, filed, running),
        offers=_offers(desk, actor, filed, running) if mine else (),
        next_contact=moments.words(next_at, actor.program.zone) if next_at else "",
        next_overdue=next_at is not None and next_at < desk.now,
        may_add=mine and desk.judge(actor, Action.MISSING_ADD, facts).allowed,
        may_find=mine and desk.judge(actor, Action.MISSING_FOUND, facts).allowed,
        may_packet=may_packet(desk, actor, episode),
    )


def found(desk: Desk, actor: Actor, case_id: CaseId) -> FoundPage:
    """The page of a found child, of the program's newest episode, with what anybody of the program has saved on it."""
    facts, episode = latest(desk, actor, case_id)
    form_of(desk, actor, FOUND.slug, Action.MISSING_FOUND, facts)
    zone = actor.program.zone
    if episode is None:
        desk.ask(actor, Action.MISSING_FOUND, facts, leaving_out=OTHERS)
        offers = medical_window.offers(None, desk.now, zone)
        return FoundPage(case_id=facts.case_id, line=None, parts={}, offers=offers, zone=zone)
    grant = granted(desk, actor, Action.MISSING_FOUND, facts, episode, duties=types_of(desk, actor))
    with desk.opened(grant) as cabinet:
        filed = filed_beside(cabinet, grant, episode)
        running = [one for one in deadlines.open(cabinet, grant) if one.cause == episode.episode_id]
    said = [one.answers.get("last_contact") for one in filed if one.form == CARE.slug]
    last = next((moments.instant(str(text), zone) for text in said if text), None)
    return FoundPage(
        case_id=facts.case_id,
        line=line_of(actor, facts, episode),
        parts=_parts(desk, actor, facts, episode, filed),
        offers=medical_window.offers(last, desk.now, zone),
        zone=zone,
        duties=duties_of(desk, actor, episode, filed, running),
    )


def filed_beside(cabinet: Cabinet, grant: Grant, episode: EpisodeFacts) -> list[Record]:
    """The records of an episode that the grant opens, newest first."""
    opened = records.open(cabinet, grant, forms=sorted(OF_EPISODES))
    return [
        one for one in opened if one.answers.get(EPISODE) == episode.episode_id and one.program_id == episode.program_id
    ]


def may_packet(desk: Desk, actor: Actor, episode: EpisodeFacts) -> bool:
    """Whether the packet, with what puts the child in danger, is for the actor: its own program, or police."""
    return actor.program_id == episode.program_id or police(desk.catalog, actor.program)


def owner_of(actor: Actor, facts: CaseFacts, episode: EpisodeFacts) -> Program:
    """The program whose episode it is."""
    held = (held.program for held in facts.holdings if held.program.id == episode.program_id)
    return next(held, actor.program)


def saved(catalog: Catalog, owner: Program, record: Record, zone: str) -> Saved:
    """A record of an episode in words."""
    form = record_words.form_of(catalog, owner.partner_type, record)
    lines = list(record_words.lines(form, record.answers, zone))
    if record.form in {OPENED.slug, FOUND.slug}:
        title = "Missing since" if record.form == OPENED.slug else "Found"
        lines.insert(0, Line(title=title, words=(moments.happened_words(record.happened, zone),)))
    return Saved(
        record_id=record.id,
        author=record.author_name,
        filed=moments.words(record.filed_at, zone),
        lines=tuple(lines),
    )


def line_of(actor: Actor, facts: CaseFacts, episode: EpisodeFacts) -> EpisodeLine:
    """An episode in words, in the actor's zone."""
    zone, owner = actor.program.zone, owner_of(actor, facts, episode)
    found = ""
    if episode.ended_at is not None:
        known = episode.found is not None and episode.found.at is not None
        found = moments.happened_words(episode.found, zone) if known and episode.found else "at an unknown time"
    return EpisodeLine(
        episode=episode,
        owner=f"{owner.agency_name}, {owner.name}",
        since=moments.happened_words(episode.since, zone),
        found=found,
    )


def _offers(desk: Desk, actor: Actor, filed: Sequence[Record], running: Iterable[Deadline]) -> tuple[Offered, ...]:
    """What the contact log and the note on the state's system offer as the proof of the episode's running deadlines."""
    talks = [one for one in filed if one.form == CONTACT.slug]
    written = [one for one in filed if one.form == DOCUMENTED.slug]
    found: list[Offered] = []
    for one in running:
        rule = desk.catalog.deadline_rule(one.rule, one.rule_version)
        if rule is not None and one.state in evidence.RUNNING and one.program_id == actor.program_id:
            documents = one.event is Event.TRAFFICKED_WHILE_MISSING
            of = evidence.of_documented if documents else evidence.of_talks
            found += of(actor, rule, one, written if documents else talks)
    return tuple(found)


def _parts(
    desk: Desk, actor: Actor, facts: CaseFacts, episode: EpisodeFacts, filed: Iterable[Record]
) -> dict[str, Part]:
    owner = owner_of(actor, facts, episode)
    every = [one for one in filed if not kept_back(desk.catalog, actor, one.form, one.program_id)]
    return {
        form.slug: Part(
            form=form,
            saved=tuple(saved(desk.catalog, owner, one, actor.program.zone) for one in every if one.form == form.slug),
        )
        for form in EPISODE_FORMS
    }
