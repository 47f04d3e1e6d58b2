"""Room: casework. Which missing episode is meant, and to whom it is open; hidden and absent are refused alike."""

from __future__ import annotations

from coordination.audit.grant import Grant
from coordination.casework.desk import Desk
from coordination.declare.form import Form
from coordination.declare.information import InformationType
from coordination.declare.missing_forms import OF_EPISODES
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.explanation import Access, TypeAccess
from coordination.model.facts import CaseFacts
from coordination.model.ids import CaseId, EpisodeId, Handle
from coordination.model.missing import EpisodeFacts
from coordination.policy.claims import may_hold
from coordination.policy.threshold import may_matter
from coordination.storage import case_facts, missing

# The pages of an episode show nothing else of its case.
OTHERS = frozenset(InformationType) - {InformationType.MISSING}


def look_up(desk: Desk, actor: Actor, case_id: CaseId, episode_id: EpisodeId) -> tuple[CaseFacts, EpisodeFacts | None]:
    """The facts of a case and of one episode on it; of a case that the actor cannot enter none is looked for."""
    with desk.consulting((case_id,)) as cabinet:
        facts = case_facts.facts(cabinet.connection, actor, case_id, at=cabinet.now)
        entered = may_matter(actor, facts, cabinet.now)
        return facts, missing.facts_of_episode(cabinet, case_id, episode_id) if entered else None


def latest(desk: Desk, actor: Actor, case_id: CaseId) -> tuple[CaseFacts, EpisodeFacts | None]:
    """The facts of a case and the newest episode of the actor's own program there, as `look_up`."""
    with desk.consulting((case_id,)) as cabinet:
        facts = case_facts.facts(cabinet.connection, actor, case_id, at=cabinet.now)
        entered = may_matter(actor, facts, cabinet.now)
        return facts, missing.facts_of_latest(cabinet, case_id, actor.program_id) if entered else None


def own(actor: Actor, episode: EpisodeFacts) -> bool:
    """Whether the episode is of the actor's program, and stands."""
    return episode.program_id == actor.program_id and not episode.withdrawn


def form_of(desk: Desk, actor: Actor, slug: str, action: Action, facts: CaseFacts) -> Form:
    """A form of episodes that the actor's program may file on this case; refused before anything is checked."""
    if not desk.judge(actor, action, facts).allowed:
        desk.refuse(actor, action, facts, reason="absent")
    form = desk.catalog.form(actor.program.partner_type, slug) if slug in OF_EPISODES else None
    if form is None or not may_hold(actor, facts, form.information_type, desk.now):
        desk.refuse(actor, action, facts, reason="no_form")
    return form


def opens(desk: Desk, actor: Actor, action: Action, facts: CaseFacts, episode: EpisodeFacts) -> bool:
    """Whether the action opens the episode to the actor: everything of the type *missing* of its program."""
    meant = (episode.program_id, InformationType.MISSING)
    return any(
        (access.program_id, access.information_type) == meant and access.access is Access.OPEN
        for case in desk.judge(actor, action, facts).cases
        for access in case.types
    )


def granted(
    desk: Desk,
    actor: Actor,
    action: Action,
    facts: CaseFacts,
    episode: EpisodeFacts,
    *also: Handle,
    duties: frozenset[InformationType] = frozenset(),
    named: bool = False,
) -> Grant:
    """The Grant of a page about one episode, which its entry names; refused as if the episode were absent.

    duties: types of the actor's own program under which duties of the episode lie that the page shows as well.
    named: also what tells the child's name, and with it to whom nothing may be told.
    """
    if episode.withdrawn or not opens(desk, actor, action, facts, episode):
        desk.refuse(actor, action, facts, reason="absent")

    shows = {InformationType.MISSING, *((InformationType.IDENTITY,) if named else ())}

    def shown(one: TypeAccess) -> bool:
        own = one.program_id == actor.program_id and one.information_type in duties
        return own or one.information_type in shows

    return desk.ask(actor, action, facts, objects=[episode.handle, *also], only=shown)
