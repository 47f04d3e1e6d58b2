"""Room: casework. The safe contact at each send: read again before something goes to a youth or family, or a reason.

INVARIANT: only how to reach them is shown here, never where they are; both wait for a second factor, as anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coordination.casework import moments, never_disclose
from coordination.casework.desk import Desk, Work
from coordination.declare.core_forms import SAFE_CONTACT
from coordination.declare.information import InformationType
from coordination.declare.plan_forms import ANOTHER_WAY, SAFE_WAY
from coordination.declare.safety_forms import NEVER_DISCLOSE, SUBSTITUTE_ADDRESS
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.errors import Invalid
from coordination.model.explanation import Access
from coordination.model.ids import CaseId
from coordination.model.record import Answer, Record
from coordination.storage import records

_SHOWN = frozenset({InformationType.IDENTITY, InformationType.LOCATION})
UNREAD = (
    "No safe contact is open to you now, so nobody checked it. Confirm with your second factor and read it, or choose "
    "another way and say why it is safe."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """What is read before a send. way, never, asked_on: of the newest safe contact that is open, "" where nothing is.

    waits: one may be there and waits for a second factor. checked: when this was read, in the viewer's zone.
    substitute: the address to use on paper. shut: to whom nothing may be told.
    """

    way: str
    never: str
    asked_on: str
    waits: bool
    checked: str
    substitute: str
    shut: tuple[str, ...]


def ways(desk: Desk, actor: Actor, case_id: CaseId) -> Ways:
    """The current safe contact, read now; the entry in the access log keeps when."""
    facts = desk.facts(actor, case_id)
    grant = desk.ask(actor, Action.CASE_READ, facts, only=lambda access: access.information_type in _SHOWN)
    slugs = [SAFE_CONTACT.slug, NEVER_DISCLOSE.slug, SUBSTITUTE_ADDRESS.slug]
    with desk.opened(grant) as cabinet:
        found = records.open(cabinet, grant, forms=slugs)
    contact = _newest(found, SAFE_CONTACT.slug)
    day = contact.get("asked_on", "")
    return Ways(
        way=str(contact.get("way", "")),
        never=str(contact.get("never", "")),
        asked_on=moments.day_words(str(day)) if day else "",
        waits=any(access.access is Access.STEP_UP for access in grant.case.types),
        checked=moments.words(desk.now, actor.program.zone),
        substitute=str(_newest(found, SUBSTITUTE_ADDRESS.slug).get("address", "")),
        shut=never_disclose.named(found),
    )


def check(w: Work, answers: Mapping[str, Answer]) -> None:
    """Whether something that was sent went the safe way on file, or with a reason. Raises Invalid beside the field.

    In the act that keeps it: the safe way counts only while it is open to whoever says that they checked it.
    """
    if answers.get("way") == ANOTHER_WAY and not str(answers.get("why_another", "")).strip():
        raise Invalid({"why_another": "Write why another way is safe."})
    if answers.get("way") == SAFE_WAY and not _newest(
        records.open(w.cabinet, w.grant, forms=[SAFE_CONTACT.slug]), SAFE_CONTACT.slug
    ).get("way"):
        raise Invalid({"way": UNREAD})


def _newest(found: list[Record], slug: str) -> Mapping[str, Answer]:
    return next((one.answers for one in found if one.form == slug), {})
