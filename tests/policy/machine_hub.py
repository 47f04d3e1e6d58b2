"""Room: tests. What the machine asks of the hub: an act that the model allows or not, and who reads what afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from coordination.model.action import Action
from coordination.model.errors import Conflict, Invalid, Refused
from coordination.storage import records
from tests.policy.machine_model import Line
from tests.policy.machine_people import PEOPLE, PROGRAMS
from tests.policy.machine_world import World

_T = TypeVar("_T")
Seen = dict[tuple[str, str], Line] | None
EVERYBODY = tuple(PEOPLE)
COUNTED: Counter[str] = Counter()
"""Steps, comparisons and answers of this process, by name: of a rule, whether done or refused, of a line, its kind."""


class Stage:
    """The hub and the model side by side."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.case, self.ids = world.begin()
        self.names = {found: slug for slug, found in world.programs.items()}

    def attempt(self, rule: str, allowed: bool, call: Callable[[], _T]) -> _T | None:
        """Do it at the hub, which must do it exactly when the model allows it."""
        try:
            done, said = call(), ""
        except (Refused, Invalid, Conflict) as refusal:
            done, said = None, f"{type(refusal).__name__} {refusal}"
        COUNTED[f"{rule} {'refused' if said else 'done'}"] += 1
        assert (not said) is allowed, f"{rule}: the model says {allowed}, the hub {said or 'did it'}"
        return done

    def compare(self, people: Mapping[str, Seen], *, stepped: bool) -> None:
        """Everything that these people read or know of is what the model says, with its reason and its end."""
        for person, model in people.items():
            hub = self._judged(person, stepped)
            COUNTED["comparisons"] += 1
            if model is None or hub is None:
                COUNTED["absent"] += 1
                assert hub is model, f"{person}: {'absent' if hub is None else 'there'} in the hub, not so in the model"
                continue
            told = self.case.held()
            COUNTED["lines"] += len(told)
            COUNTED["closed"] += len(told) - len(model)
            for line in told | hub.keys():
                here, there = hub.get(line), model.get(line)
                COUNTED[here[0] if here else "nothing"] += 1
                COUNTED[f"by {next(iter(here[1]), 'nothing')}" if here else "by nothing"] += 1
                same = here is there if here is None or there is None else _same(here, there)
                assert same, f"{person} and {line}: the hub says {here}, the model {there}"

    def read(self, person: str, *, stepped: bool) -> None:
        """What they open in earnest, by a grant on record: just the records that the model says, or no case at all."""
        desk, actor, case_id = self.world.desk, self.world.actor(person, stepped=stepped), self.world.case_id
        model = self.case.reading(person, stepped=stepped)
        COUNTED["read in earnest"] += 1
        try:
            grant = desk.ask(actor, Action.CASE_READ, desk.facts(actor, case_id))
        except Refused:
            assert model is None, f"{person} is refused by the hub what is there"
            return
        assert model is not None, f"{person} reads at the hub a case that is absent"
        with desk.opened(grant) as cabinet:
            found = {str(one.id) for one in records.open(cabinet, grant)}
        expected = {
            self.ids[id(one)] for one in self.case.records if model.get((one.program, one.kind), ("",))[0] == "open"
        }
        assert found == expected, (
            f"{person} opens at the hub {len(found - expected)} too many, {len(expected - found)} too few"
        )

    def _judged(self, person: str, stepped: bool) -> Seen:
        desk, actor = self.world.desk, self.world.actor(person, stepped=stepped)
        decision = desk.judge(actor, Action.CASE_READ, desk.facts(actor, self.world.case_id))
        if not decision.allowed:
            return None
        return {
            (self.names[line.program_id], line.information_type.value): (
                line.access.value,
                frozenset({line.authority} - {""}),
                line.until,
            )
            for line in decision.cases[0].types
        }


def _same(hub: Line, model: Line) -> bool:
    return hub[0] == model[0] and hub[2] == model[2] and (hub[1] <= model[1] if model[1] else not hub[1])


def chosen(number: int, best: Iterable[str], everybody: Iterable[str] = EVERYBODY) -> str:
    """One of the best, five times out of six; else anybody. The number says which."""
    likely, others = sorted(best), sorted(everybody)
    pool = likely if likely and number % 6 else others
    return pool[number // 6 % len(pool)]


def some(number: int, of: Iterable[str]) -> frozenset[str]:
    """A few of these, at least one where there is any; the number says which."""
    names = sorted(of)
    found = {names[number // 7**at % len(names)] for at in range(1 + number % 3)} if names else set()
    return frozenset(found)


def whom(right: Callable[[str], bool]) -> list[str]:
    """The people for whom something holds."""
    return [person for person in EVERYBODY if right(person)]


def of_program(person: str) -> str:
    """The slug of their program."""
    return PEOPLE[person][0]


def agency_of(person: str) -> str:
    """The slug of their agency."""
    return PROGRAMS[PEOPLE[person][0]].agency
