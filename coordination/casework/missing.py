"""Room: casework. Missing episodes: told, added to, ended by a child who was found. What is shown is in missing_pages.

An episode belongs to one program and one case; a program has one open at a time there. "Ran" and "reported missing" of
one time are one episode: a second telling is added to it. Opening and ending one starts the deadlines of both in the
same commit. The hub files nothing with police or NCMEC; whoever works here does, and writes down that they did.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from coordination.audit.grant import Grant
from coordination.casework import answers, deadlines, moments, posters, records
from coordination.casework.answers import HAPPENED, LEARNED, Answered, Typed
from coordination.casework.desk import Desk, Work
from coordination.casework.episodes import form_of, look_up, own
from coordination.declare.event import Event
from coordination.declare.missing_forms import DOCUMENTED, EPISODE, FOUND, OPENED, PHOTO, POSTER
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.errors import Invalid, Refused
from coordination.model.facts import CaseFacts
from coordination.model.ids import CaseId, DraftId, EpisodeId, Handle, ProgramId, RecordId, new_id
from coordination.model.missing import EpisodeFacts
from coordination.model.record import Filing, Happened, Precision
from coordination.policy.audience import places_seen
from coordination.storage import missing
from coordination.storage.cabinet import Cabinet

_DAY = timedelta(days=1)
NOT_BEFORE = "The child was missing since {since}, so they cannot have been found before that. Check both times."
NOT_EARLIER = "Your program cannot have learned of it before it happened. Check both times."
NOT_ATTESTED = "Attach only a picture that you have looked at and that is an ordinary portrait."


def tell(
    desk: Desk, actor: Actor, case_id: CaseId, typed: Typed, key: str, *, draft_id: DraftId | None = None
) -> EpisodeId:
    """Tell that the child is missing: opens an episode and starts its deadlines, or adds to the one that is open.

    typed: OPENED, with answers.HAPPENED (missing since) and answers.LEARNED. Raises Invalid with a sentence per field.
    """
    form = form_of(desk, actor, OPENED.slug, Action.MISSING_OPEN, desk.facts(actor, case_id))
    answered = answers.validate(form, typed, zone=actor.program.zone, now=desk.now)
    _learned_after(answered)
    fresh, handle = EpisodeId(new_id()), Handle(new_id())
    filing, draft = records.filing_of(form, answered), records.draft_of(desk, actor, case_id, draft_id)

    def work(w: Work) -> str:
        there = missing.facts_of_latest(w.cabinet, case_id, actor.program_id)
        open_one = there.episode_id if there is not None and there.open else None
        records.keep(desk, w, _beside(filing, open_one or fresh), draft)
        if open_one is not None:
            return open_one
        missing.begin(w.cabinet, w.grant, case_id, episode_id=fresh, handle=handle, record_id=filing.record_id)
        _start(desk, w, Event.MISSING, fresh, answered)
        return fresh

    handles = [filing.handle, handle, *([draft.handle] if draft else [])]
    return EpisodeId(desk.act(actor, Action.MISSING_OPEN, case_id, work, key=key, objects=handles))


def add(
    desk: Desk,
    actor: Actor,
    case_id: CaseId,
    episode_id: EpisodeId,
    slug: str,
    typed: Typed,
    key: str,
    *,
    action: Action = Action.MISSING_ADD,
    draft_id: DraftId | None = None,
) -> RecordId:
    """File one part of the program's own episode; of two people at once both parts are kept. Raises Invalid.

    FOUND ends the episode and starts what is owed then; said a second time, it is kept beside the first. action:
    MISSING_FOUND on the page of a found child, which alone takes FOUND.
    """
    facts, episode = look_up(desk, actor, case_id, episode_id)
    form = form_of(desk, actor, slug, action, facts)
    ends = slug == FOUND.slug
    if episode is None or not own(actor, episode) or slug == OPENED.slug or (ends and action is Action.MISSING_ADD):
        desk.refuse(actor, action, facts, reason="absent")
    answered = answers.validate(form, typed, zone=actor.program.zone, now=desk.now)
    _fits(desk, actor, facts, episode, slug, answered)
    filing = _beside(records.filing_of(form, answered), episode_id)
    draft = records.draft_of(desk, actor, case_id, draft_id)

    def work(w: Work) -> str:
        there = missing.facts_of_episode(w.cabinet, case_id, episode_id)
        if there is None or not own(actor, there):
            raise Refused(reason="absent")
        records.keep(desk, w, filing, draft)
        if ends and missing.end(w.cabinet, w.grant, there, filing.record_id):
            _start(desk, w, Event.FOUND, episode_id, answered)
        if slug == DOCUMENTED.slug and answered.answers.get("suspected") == "yes":
            _start(desk, w, Event.TRAFFICKED_WHILE_MISSING, episode_id, answered)
        return filing.record_id

    handles = [filing.handle, episode.handle, *([draft.handle] if draft else [])]
    about = f"{case_id} {episode_id} {slug}"
    return RecordId(desk.act(actor, action, case_id, work, key=key, about=about, objects=handles))


def starts(
    cabinet: Cabinet, grant: Grant, *, of: ProgramId | None = None, also: Iterable[datetime] = ()
) -> list[datetime]:
    """When each distinct episode that the grant opens began (UTC), oldest first: "two or more in six months". of: only
    those that this program told of.

    Episodes of several programs whose times overlap or touch are one: police and child protection tell of the same
    child. One that has no known time begins when the program learned of it. also: instants (UTC) at which something
    else says that the child was missing: within an episode they are that one.
    """
    merged: list[tuple[datetime, datetime]] = []
    told = [one for one in missing.open(cabinet, grant) if of is None or one.program_id == of]
    spans = [_span(one, cabinet.now) for one in told]
    for begin, end in sorted([*spans, *((at, at) for at in also)]):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((begin, end))
    return [begin for begin, _ in merged]


def _span(episode: EpisodeFacts, now: datetime) -> tuple[datetime, datetime]:
    """From when until when. A day on which a child was found counts to its end, so that what touches it is one."""
    begin = episode.since.at or episode.learned_at or episode.opened_at
    if episode.ended_at is None:
        return begin, max(begin, now)
    found = episode.found
    end = episode.ended_at
    if found is not None and found.at is not None and found.precision in {Precision.DAY, Precision.INSTANT}:
        end = found.at + _DAY if found.precision is Precision.DAY else found.at
    return begin, max(begin, end)


def _beside(filing: Filing, episode_id: EpisodeId) -> Filing:
    return replace(filing, answers={**filing.answers, EPISODE: episode_id})


def _start(desk: Desk, w: Work, event: Event, episode_id: EpisodeId, answered: Answered) -> None:
    learned = answered.learned_at or w.now
    deadlines.start(desk.catalog, w, event, cause=episode_id, learned_at=learned, happened=answered.happened)


def _learned_after(answered: Answered) -> None:
    happened, learned = answered.happened, answered.learned_at
    if learned is not None and happened.at is not None and learned < happened.at:
        raise Invalid({LEARNED: NOT_EARLIER})


def _fits(desk: Desk, actor: Actor, facts: CaseFacts, episode: EpisodeFacts, slug: str, answered: Answered) -> None:
    """What must hold of a part beside its own questions. Raises Invalid."""
    if slug == PHOTO.slug and answered.answers.get("attested") != "yes":
        raise Invalid({"attested": NOT_ATTESTED})
    if slug == FOUND.slug:
        _learned_after(answered)
        if _before(answered.happened, episode.since):
            since = moments.happened_words(episode.since, actor.program.zone)
            raise Invalid({HAPPENED: NOT_BEFORE.format(since=since)})
    if slug == POSTER.slug:
        # Of places that the writer may not know of nothing is compared: a refusal would tell that they are there.
        known = [place.program for place in places_seen(actor, facts, desk.now)]
        if wrong := posters.unfit(answered.answers, posters.unnamed(desk.catalog, known)):
            raise Invalid(wrong)


def _before(found: Happened, since: Happened) -> bool:
    """Whether the one is before the other, no more exactly than both are known."""
    if found.at is None or since.at is None or Precision.MONTH in {found.precision, since.precision}:
        return False
    if Precision.DAY in {found.precision, since.precision}:
        return found.at + _DAY <= since.at if found.precision is Precision.DAY else found.at < since.at
    return found.at < since.at
