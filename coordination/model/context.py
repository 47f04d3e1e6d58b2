"""Room: model. For whom a transaction works: nobody, a person who acts for one program, or the hub itself.

PostgreSQL's row-level security asks for it in every transaction (database/told.py); who names nobody is shown nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from coordination.model.actor import Actor
from coordination.model.errors import Invalid

_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")
_PURPOSE = re.compile(r"[a-z_:]{1,64}")
_HUB = "hub:"


@dataclass(frozen=True, slots=True)
class Context:
    """On whose behalf. who: "" (nobody), "person", or "hub:" and the purpose. Made by the functions below."""

    who: str = ""
    person: str = ""
    program: str = ""


NOBODY = Context()


def of(actor: Actor | None) -> Context:
    """This actor, in the program they act for; nobody when there is none. Invalid for what is no id."""
    if actor is None:
        return NOBODY
    if not (is_id(actor.person_id) and is_id(actor.program_id)):
        raise Invalid({"actor": "An id has a character that ids never have."})
    return Context("person", actor.person_id, actor.program_id)


def hub(purpose: str) -> Context:
    """The hub itself, with nobody there to ask: a worker, a sweep, a sign-in, a backup. purpose: a word for a reader.

    Raises Invalid when the purpose has anything in it but small letters, colons and low lines.
    """
    if not _PURPOSE.fullmatch(purpose):
        raise Invalid({"purpose": "A purpose is written with small letters, colons and low lines."})
    return Context(_HUB + purpose)


def is_id(text: str) -> bool:
    """Whether this can be an id, and can neither end its quotes nor pass for another in a list."""
    return _ID.fullmatch(text) is not None
