"""Room: casework. Search: by name, other name, file number or case reference, among what the caller may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from coordination.casework import names
from coordination.casework.case_list import lines
from coordination.casework.desk import Desk
from coordination.casework.likeness import likeness, plain
from coordination.declare.core_forms import CHILD
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.case import CaseLine, Found
from coordination.model.errors import Invalid
from coordination.model.ids import CaseId
from coordination.model.record import Opened
from coordination.policy.decide import decide_general
from coordination.policy.scope import scope
from coordination.storage import case_list, case_rows, identities, list_facts

CAP = 2_000
SHOWN = 50
SHORTEST, LONGEST = 2, 120
PERIODS = {"": None, "year": timedelta(days=366), "quarter": timedelta(days=92), "month": timedelta(days=31)}
"""How far back to look, by the cases' last change: for those who may see more than 2,000."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resembling:
    """What a search for many found: cases of each sought, best first, and their lines. compared: identities; narrow:
    there were more than could be compared."""

    found: Sequence[Sequence[CaseId]]
    lines: Mapping[CaseId, CaseLine]
    compared: int
    narrow: bool


def find(desk: Desk, actor: Actor, words: str, *, period: str = "") -> Found:
    """Search. Commits two entries: how many identities were compared (never the words), then the cases shown.

    period: a key of PERIODS. Above 2,000 identities only the reference is looked for, and `narrow` asks for a period.
    Raises Invalid on the fields `words` and `period`, Refused for a role that works on no cases.
    """
    _check(words, period)
    within = scope(actor, Action.CASE_SEARCH, desk.now)
    with desk.consulting() as cabinet:
        keys = case_list.page(cabinet, within, actor, size=CAP + 1, since=_since(desk, period))
        named = case_list.by_reference(cabinet, within, case_rows.reference_of(words))
        narrow = len(keys) > CAP
        compared = [] if narrow else keys
        ids = [key.case_id for key in compared]
        many = list_facts.facts_of_listed(cabinet.connection, actor, ids, of=CHILD.information_type)
    grant = desk.ask_many(actor, Action.CASE_SEARCH, many, unnamed=True)
    measure, audience = likeness(words), names.audience_of(desk.catalog, actor)

    def fit(children: Sequence[Opened]) -> int:
        return max((measure(one.answers) for one in names.searched(children, actor, audience)), default=0)

    with desk.opened(grant) as cabinet:
        found = identities.matching(cabinet, grant, fit, SHOWN)
    chosen = list(dict.fromkeys([*([named] if named else []), *found]))[:SHOWN]
    with desk.consulting() as cabinet:
        facts = list_facts.facts_of_listed(cabinet.connection, actor, chosen, of=CHILD.information_type)
    shown = desk.ask_many(actor, Action.CASE_SEARCH, facts)
    changed = {key.case_id: key.changed_at for key in keys}
    listed = lines(desk, actor, shown, facts, changed=changed, before=desk.now)
    return Found(lines=tuple(listed), searched=len(grant.cases), narrow=narrow)


def resembling(desk: Desk, actor: Actor, comparison: identities.Comparison) -> Resembling:
    """As `find`, for many at once: the same two entries, however many are sought. Of more than 2,000 cases the newest
    2,000 are compared, and `narrow` says so.
    """
    within = scope(actor, Action.CASE_SEARCH, desk.now)
    with desk.consulting() as cabinet:
        keys = case_list.page(cabinet, within, actor, size=CAP + 1)
        ids = [key.case_id for key in keys[:CAP]]
        many = list_facts.facts_of_listed(cabinet.connection, actor, ids, of=CHILD.information_type)
    grant = desk.ask_many(actor, Action.CASE_SEARCH, many, unnamed=True)
    with desk.opened(grant) as cabinet:
        found = identities.compared(cabinet, grant, comparison)
    return Resembling(
        found=found,
        lines=lines_of(desk, actor, sorted({case_id for cases in found for case_id in cases})),
        compared=len(grant.cases),
        narrow=len(keys) > CAP,
    )


def lines_of(desk: Desk, actor: Actor, case_ids: Sequence[CaseId]) -> dict[CaseId, CaseLine]:
    """The lines of these cases as far as the caller may see them; one entry names the cases shown."""
    with desk.consulting() as cabinet:
        facts = list_facts.facts_of_listed(cabinet.connection, actor, case_ids, of=CHILD.information_type)
    grant = desk.ask_many(actor, Action.CASE_SEARCH, facts)
    listed = lines(desk, actor, grant, facts, changed={}, before=desk.now)
    return {line.header.case_id: line for line in listed}


def may_search(desk: Desk, actor: Actor) -> None:
    """Refuse whoever may not search; the empty form shows nothing and needs no entry."""
    if not decide_general(desk.rulebook, actor, Action.CASE_SEARCH, desk.now).allowed:
        desk.refuse(actor, Action.CASE_SEARCH)


def _since(desk: Desk, period: str) -> datetime | None:
    back = PERIODS[period]
    return desk.now - back if back else None


def _check(words: str, period: str) -> None:
    if period not in PERIODS:
        raise Invalid({"period": "Choose one of the periods shown."})
    if len(words) > LONGEST:
        raise Invalid({"words": f"Write at most {LONGEST} letters."})
    if len("".join(plain(words))) < SHORTEST:  # one letter would list everybody
        raise Invalid({"words": "Write at least two letters of a name, or a number."})
