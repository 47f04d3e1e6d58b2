"""Room: model. How a person may be reached outside of the hub: their own choice, without a word of any case."""

from __future__ import annotations

from dataclasses import dataclass, field

from coordination.model.actor import Actor
from coordination.model.ids import Handle, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How a person may be reached. quiet hours: minutes after midnight in their program's zone, or both None."""

    person_id: PersonId
    address: str = field(default="", repr=False)
    mail: bool = True
    muted: frozenset[str] = frozenset()
    quiet_from: int | None = None
    quiet_until: int | None = None
    pierce: bool = False
    unsafe: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """The person of a message as they stand now: each appointment in force in its program, as an actor."""

    person_id: PersonId
    handle: Handle
    zone: str
    actors: tuple[Actor, ...]
