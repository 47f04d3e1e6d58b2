"""Room: casework. The poster of a missing child: a draft that tells nothing of why, let go by two of two programs.

A supervisor of the child protection that wrote it and somebody of the police on the case each let one version go; then
the hub gives the print. It sends and publishes nothing itself. A newer version has to be let go anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from coordination.audit.grant import Grant
from coordination.casework.desk import Desk, Work
from coordination.casework.endangerment import police
from coordination.casework.episodes import look_up, opens
from coordination.declare.information import InformationType
from coordination.declare.missing_forms import EPISODE, POSTER
from coordination.model.action import Action
from coordination.model.actor import Actor, Role
from coordination.model.errors import Conflict, Refused
from coordination.model.ids import CaseId, EpisodeId, RecordId
from coordination.model.missing import Approval, EpisodeFacts
from coordination.model.program import Program
from coordination.model.record import Answer, Record
from coordination.partners.catalog import Catalog
from coordination.policy.audience import places_seen
from coordination.storage import missing, records
from coordination.storage.cabinet import Cabinet

CHILD_PROTECTION, POLICE = "child_protection", "police"
SIDES: Mapping[str, str] = {CHILD_PROTECTION: "Child protection’s supervisor", POLICE: "Police"}
TELLS = (
    "A poster never says this: {word}. It tells everybody who reads it why the child may be in danger, or where from."
)
CHANGED = "The draft was changed meanwhile. Read the newer one, then let that go."
UNFIT = "The draft says something that no poster says. Correct it first."
NOBODY_LEFT = "Somebody of your side has let this version go already."
REFUSED_WORDS = re.compile(
    r"\b(traffick\w*|foster\w*|exploit\w*|prostitut\w*|sexual\w*|csec|group home|residential|shelter\w*|placement\w*|"
    r"in care|out-of-home|runaway|ran away|abuse\w*|child protection|child welfare|social work\w*|case ?work\w*|"
    r"advoca\w*|probation|custody|ward of\w*|suicid\w*|pregnan\w*|medic\w*)\b",
    re.IGNORECASE,
)


def unfit(answers: Mapping[str, Answer], names: Iterable[str]) -> dict[str, str]:
    """A sentence for each answer that tells what a poster never says. names: of programs that nobody may read there."""
    wrong = {}
    for slug, answer in answers.items():
        text = answer if isinstance(answer, str) else " ".join(answer)
        found = REFUSED_WORDS.search(text)
        word = found.group() if found else next((name for name in sorted(names) if _says(text, name)), "")
        if word and slug != EPISODE:
            wrong[slug] = TELLS.format(word=word)
    return wrong


def unnamed(catalog: Catalog, programs: Iterable[Program]) -> frozenset[str]:
    """The names that stand on no poster: of programs and their agencies, but for police, whom people are to call."""
    kept = [program for program in programs if not police(catalog, program)]
    return frozenset(name for program in kept for name in (program.name, program.agency_name))


def draft_of(cabinet: Cabinet, grant: Grant, episode: EpisodeFacts) -> Record | None:
    """The newest draft of an episode's poster that the grant opens."""
    found = records.open(cabinet, grant, forms=[POSTER.slug])
    return next((one for one in found if one.answers.get(EPISODE) == episode.episode_id), None)


def side_of(catalog: Catalog, actor: Actor, episode: EpisodeFacts) -> str:
    """For which side the actor may let a poster of this episode go; "" for neither."""
    if actor.program_id == episode.program_id:
        protects = InformationType.CHILD_PROTECTION in catalog.partner_types[actor.program.partner_type].holds
        return CHILD_PROTECTION if protects and actor.role is Role.SUPERVISOR else ""
    return POLICE if police(catalog, actor.program) else ""


def published(draft: Record, given: Sequence[Approval]) -> bool:
    """Whether both sides let this very version go."""
    return {one.side for one in given if one.record_id == draft.id} == set(SIDES)


def publish(desk: Desk, actor: Actor, case_id: CaseId, episode_id: EpisodeId, record_id: RecordId, key: str) -> None:
    """Let one version of the draft go for the actor's side. Conflict when it was corrected meanwhile, or let go before.

    Refused as absent for whoever is of neither side, or does not get the episode at all.
    """
    facts, episode = look_up(desk, actor, case_id, episode_id)
    side = side_of(desk.catalog, actor, episode) if episode is not None else ""
    if episode is None or not side or not opens(desk, actor, Action.MISSING_PUBLISH, facts, episode):
        desk.refuse(actor, Action.MISSING_PUBLISH, facts, reason="absent")

    def work(w: Work) -> str:
        if (episode.program_id, InformationType.MISSING) not in w.grant.case.opened():
            raise Refused(reason="absent")
        draft = draft_of(w.cabinet, w.grant, episode)
        if draft is None or draft.id != record_id:
            raise Conflict(CHANGED)
        if unfit(draft.answers, unnamed(desk.catalog, [place.program for place in places_seen(actor, w.facts, w.now)])):
            raise Conflict(UNFIT)
        if not missing.approve(w.cabinet, w.grant, episode, record_id, side):
            raise Conflict(NOBODY_LEFT)
        return record_id

    about = f"{case_id} {episode_id} {record_id}"
    desk.act(actor, Action.MISSING_PUBLISH, case_id, work, key=key, about=about, objects=[episode.handle])


def _says(text: str, name: str) -> bool:
    return bool(name) and name.casefold() in text.casefold()
