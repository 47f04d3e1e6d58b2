"""Room: casework. One entry of the access log with its reasons: on which authority, and by which rules.

Made of the entry alone, as it was written, and of what an auditor may see of it (oversight.py): what the records say is
not in the log.
"""

from __future__ import annotations

from collections.abc import Iterator

from coordination.casework.desk import Desk
from coordination.casework.oversight import UNREADABLE, acts_of
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.oversight import Criteria, LoggedAct
from coordination.model.why import WhyEntry

_LONGEST = 15  # digits of an entry's number; an address could hold one of any length


def read(desk: Desk, actor: Actor, number: str) -> WhyEntry:
    """The entry of this number, as typed. Refused, as if absent, when the auditor may see no such one. Logged."""
    grant = desk.ask_general(actor, Action.ACCESS_LOG_READ)
    seq = int(number) if number.isascii() and number.isdigit() and len(number) <= _LONGEST else -1  # they begin at 0
    with desk.opened(grant) as cabinet:
        newest = acts_of(desk, cabinet, grant, Criteria(), before=seq + 1, limit=1)
    found = [one for one in newest if one[0].seq == seq]
    if not found:
        desk.refuse(actor, Action.ACCESS_LOG_READ, reason="absent")
    act, entry = found[0]
    rules = entry.rules if entry and act.action != UNREADABLE else ""
    return WhyEntry(
        act=act, rules_hash=rules, same_rules=rules == desk.rulebook.rules_hash, sentences=tuple(_sentences(act))
    )


def _sentences(act: LoggedAct) -> Iterator[str]:
    for one in act.types:
        cited = f" ({one.citation})" if one.citation else ""
        yield f"{one.information_type} of {one.program} was open to them. The authority: {one.authority}{cited}."
    if not act.types:
        yield "No information type was open to them by this."
