"""Room: casework. What would they see? Asked on the forms of missing episodes; nothing is told or ended by asking."""

from __future__ import annotations

from coordination.casework import previews
from coordination.casework.desk import Desk
from coordination.casework.episodes import form_of
from coordination.casework.missing_pages import AT_ONCE
from coordination.declare.missing_forms import FOUND, OF_EPISODES, OPENED
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.ids import CaseId
from coordination.model.sight import Sight

_ON_PAGES = {
    Action.MISSING_OPEN: frozenset({OPENED.slug}),
    Action.MISSING_ADD: OF_EPISODES - {OPENED.slug, FOUND.slug},
    Action.MISSING_FOUND: frozenset(form.slug for form in AT_ONCE),
}


def asked(desk: Desk, actor: Actor, case_id: CaseId, slug: str, action: Action) -> Sight:
    """Who on the case would read what is saved on this form. Logged as a look at the team, which it names.

    action: of the page on which the form stands; the caller has shown that page, which refuses an absent episode.
    """
    facts = desk.facts(actor, case_id)
    form = form_of(desk, actor, slug, action, facts)
    if slug not in _ON_PAGES[action]:
        desk.refuse(actor, action, facts, reason="absent")
    return previews.asked(desk, actor, facts, form)
