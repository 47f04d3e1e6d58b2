"""Room: casework. How a person may be reached: their own address and choices, read and set by themselves alone."""

from __future__ import annotations

import re

from coordination.casework.desk import Desk, Work
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.contact import Contact
from coordination.model.errors import Invalid
from coordination.model.notice import KINDS
from coordination.storage import contact_rows

LONGEST = 254  # RFC 5321 §4.5.3.1.3, less the angle brackets
# One address of plain ASCII without a display name: nothing a mail header could be broken with.
_ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*\.)+[A-Za-z][A-Za-z0-9-]{0,62}"
)
_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")


def read(desk: Desk, actor: Actor) -> Contact:
    """One's own contact."""
    grant = desk.ask_general(actor, Action.CONTACT_READ)
    with desk.opened(grant) as cabinet:
        return contact_rows.facts_of_contact(cabinet, actor.person_id)


def keep(desk: Desk, actor: Actor, contact: Contact, key: str) -> None:
    """Keep one's own contact. Invalid beside the field that is wrong."""
    if contact.address and not is_address(contact.address):
        raise Invalid({"address": "Write one e-mail address, such as name@agency.example."})
    if contact.muted - {kind.value for kind in KINDS}:
        raise Invalid({"kinds": "Choose from the list."})

    def work(w: Work) -> str:
        contact_rows.keep(w.cabinet, w.grant, contact)
        return "kept"

    desk.act_general(actor, Action.CONTACT_SET, work, key=key, about=actor.person_id, objects=[actor.handle])


def is_address(text: str) -> bool:
    """Whether `text` is one plain mail address."""
    return len(text) <= LONGEST and _ADDRESS.fullmatch(text) is not None


def minutes(text: str) -> int | None:
    """Minutes after midnight of a time such as 22:00; None when it is no time of day."""
    found = _TIME.fullmatch(text.strip())
    return None if found is None else int(found[1]) * 60 + int(found[2])
