"""Room: casework. The papers of a missing episode: the packet for police and NCMEC, and the poster.

The packet alone shows what puts the child in danger, and is for the program itself and for police. What is not known
stands there as a gap and keeps nobody from sending it. The hub prints both and sends neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coordination.casework import file_words, moments, never_disclose, posters
from coordination.casework.desk import Desk
from coordination.casework.episodes import granted, look_up
from coordination.casework.file_words import FileLine
from coordination.casework.missing_pages import EpisodeLine, Saved, filed_beside, line_of, may_packet, owner_of, saved
from coordination.casework.prints import number_of
from coordination.casework.record_words import Line
from coordination.declare.form import Form
from coordination.declare.missing_forms import CONTACT, DANGERS, DESCRIPTION, FOUND, OPENED, PHOTO
from coordination.declare.safety_forms import NEVER_DISCLOSE
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.files import FileHead
from coordination.model.ids import CaseId, EpisodeId, Handle, RecordId, new_id
from coordination.model.program import Program
from coordination.model.record import Record
from coordination.storage import case_rows, files, missing, records

GAP = "Not known"
SHOWN = (OPENED, DESCRIPTION, PHOTO, DANGERS, FOUND)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One form of the packet, with every question; what nobody answered is a gap."""

    title: str
    lines: tuple[Line, ...]
    gaps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet:
    """The packet as it stands on paper, numbered like every print. picture: the record that the portrait is on.

    reference: of the case, for the mark. travels: what the law has go along on paper, each with its citation."""

    case_id: CaseId
    line: EpisodeLine
    number: str
    person: str
    program: str
    made_at: str
    sections: tuple[Section, ...]
    numbers: tuple[str, ...]
    picture: RecordId | None
    files: tuple[FileLine, ...]
    reference: str
    travels: tuple[tuple[str, str], ...]
    never: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """One side of a poster: who let it go and when, "" while nobody did."""

    title: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster:
    """The newest draft of a poster. published: both sides let this version go. side: for which the viewer may."""

    case_id: CaseId
    line: EpisodeLine
    draft: Saved | None
    sides: tuple[Approved, ...]
    published: bool
    side: str
    unfit: tuple[str, ...]
    may_write: bool
    number: str
    never: tuple[str, ...] = ()


def packet(desk: Desk, actor: Actor, case_id: CaseId, episode_id: EpisodeId) -> Packet:
    """The packet of one episode; one entry names the episode and the print. Refused as absent for whoever else."""
    facts, episode = look_up(desk, actor, case_id, episode_id)
    if episode is None or not may_packet(desk, actor, episode):
        desk.refuse(actor, Action.MISSING_PACKET, facts, reason="absent")
    handle = Handle(new_id())
    grant = granted(desk, actor, Action.MISSING_PACKET, facts, episode, handle, named=True)
    with desk.opened(grant) as cabinet:
        never = records.open(cabinet, grant, forms=[NEVER_DISCLOSE.slug])
        filed = filed_beside(cabinet, grant, episode)
        photo = next((one for one in filed if one.form == PHOTO.slug), None)
        there = records.facts_of_record(cabinet, case_id, photo.id) if photo else None
        pictures: list[FileHead] = files.listed(cabinet, grant, there) if there else []
        reference = case_rows.headers(cabinet, grant)[facts.case_id].reference
    owner = owner_of(actor, facts, episode)
    newest = [(form, _newest(form, filed)) for form in SHOWN]
    said = [(form, saved(desk.catalog, owner, one, actor.program.zone) if one else None) for form, one in newest]
    return Packet(
        case_id=facts.case_id,
        line=line_of(actor, facts, episode),
        number=number_of(handle),
        person=actor.name,
        program=f"{actor.program.agency_name}, {actor.program.name}",
        made_at=moments.words(desk.now, actor.program.zone),
        sections=tuple(_section(form, one) for form, one in said if one or (form is not FOUND)),
        numbers=_numbers(filed),
        picture=photo.id if photo else None,
        files=tuple(file_words.line(desk, actor, facts, head) for head in pictures if not head.withdrawn_at),
        reference=reference,
        travels=_leaving(desk, owner),
        never=never_disclose.named(never),
    )


def poster(desk: Desk, actor: Actor, case_id: CaseId, episode_id: EpisodeId) -> Poster:
    """The newest draft with who let it go; numbered, since whoever gets it may print it."""
    facts, episode = look_up(desk, actor, case_id, episode_id)
    if episode is None:
        desk.refuse(actor, Action.MISSING_READ, facts, reason="absent")
    handle = Handle(new_id())
    grant = granted(desk, actor, Action.MISSING_READ, facts, episode, handle, named=True)
    with desk.opened(grant) as cabinet:
        never = records.open(cabinet, grant, forms=[NEVER_DISCLOSE.slug])
        draft = posters.draft_of(cabinet, grant, episode)
        given = missing.approvals(cabinet, grant, episode)
    by = {one.side: one for one in given if draft is not None and one.record_id == draft.id}
    zone = actor.program.zone
    sides = tuple(
        Approved(
            title=title, by=f"{by[side].person_name}, {moments.words(by[side].approved_at, zone)}" if side in by else ""
        )
        for side, title in posters.SIDES.items()
    )
    may = desk.judge(actor, Action.MISSING_PUBLISH, facts).allowed
    side = posters.side_of(desk.catalog, actor, episode)
    wrong = posters.unfit(draft.answers, ()) if draft is not None else {}
    return Poster(
        case_id=facts.case_id,
        line=line_of(actor, facts, episode),
        draft=saved(desk.catalog, owner_of(actor, facts, episode), draft, zone) if draft else None,
        sides=sides,
        published=draft is not None and posters.published(draft, given) and not wrong,
        side=side if may and draft is not None and side not in by and not wrong else "",
        unfit=tuple(wrong.values()),
        may_write=actor.program_id == episode.program_id and desk.judge(actor, Action.MISSING_ADD, facts).allowed,
        number=number_of(handle),
        never=never_disclose.named(never),
    )


def _leaving(desk: Desk, owner: Program) -> tuple[tuple[str, str], ...]:
    """What the law has travel with what leaves the owner: a packet goes out, whoever makes it."""
    told = [desk.rulebook.notice(slug) for slug in desk.rulebook.travels(owner)]
    return tuple((one.sentence, one.citation) for one in told)


def _numbers(filed: Sequence[Record]) -> tuple[str, ...]:
    """The numbers that police and NCMEC gave, newest first."""
    given = (one.answers.get("number") for one in filed if one.form == CONTACT.slug)
    return tuple(str(number) for number in given if number)


def _newest(form: Form, filed: Sequence[Record]) -> Record | None:
    return next((one for one in filed if one.form == form.slug), None)


def _section(form: Form, one: Saved | None) -> Section:
    answered = {line.title: line for line in one.lines} if one else {}
    extra = [line for line in answered.values() if line.title not in {question.title for question in form.questions}]
    asked = [answered.get(question.title) or Line(title=question.title, words=(GAP,)) for question in form.questions]
    kept = [line for line in asked if line.title not in _HOUSEKEEPING]
    return Section(title=form.title, lines=(*extra, *kept), gaps=sum(line.words == (GAP,) for line in kept))


# How often the agency talks with them is its own affair.
_HOUSEKEEPING = frozenset(question.title for question in OPENED.questions if question.slug == "contact_every")
