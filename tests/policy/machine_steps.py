"""Room: tests. How the machine does a step: one act at the hub and in the model, then a look at who reads what.

Numbers that hypothesis draws say who, whom and what: `chosen` and `some` make them names.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random
from typing import ClassVar, TypeVar
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from coordination.casework.desk import Desk
from coordination.model.ids import CaseId
from tests.policy.machine_hub import COUNTED, EVERYBODY, Stage
from tests.policy.machine_people import PEOPLE, PROGRAMS
from tests.policy.machine_world import World

_T = TypeVar("_T")
NUMBER = st.integers(0, 2**16 - 1)
OPEN_PROGRAMS = frozenset(slug for slug, one in PROGRAMS.items() if not one.confidential)
SILENT = frozenset(PROGRAMS) - OPEN_PROGRAMS
BOSSES = [person for person, (_, role) in PEOPLE.items() if role == "supervisor"]
KEEPERS = [person for person, (_, role) in PEOPLE.items() if role == "privacy_officer"]
WORKING = frozenset(PEOPLE) - frozenset(KEEPERS)


class Steps(RuleBasedStateMachine):
    """One case at a hub, and the model of it. world: set by whoever runs it."""

    world: ClassVar[World]
    LOOKS: ClassVar[int] = 3  # at whom it looks after each step

    def __init__(self) -> None:
        super().__init__()
        self.stage = Stage(self.world)
        self.case, self.ids = self.stage.case, self.stage.ids
        self.told: list[str] = []
        self.seen = {person: self.case.reading(person) for person in EVERYBODY}

    def step(
        self, name: str, person: str, look: int, allowed: bool, call: Callable[[], _T], said: object = ""
    ) -> _T | None:
        """Do one act, then look: at those for whom the model changed, and at somebody else; now with the second factor
        and now without, and at every third step in earnest."""
        self.told.append(f"{self.case.now:%m-%d %H:%M:%S.%f} {name} by {person} {said} {'' if allowed else '(not)'}")
        COUNTED["steps"] += 1
        try:
            done = self.stage.attempt(name, bool(allowed), call)
            self._look(look)
        except AssertionError as error:
            error.add_note("\n".join(self.told))
            raise
        return done

    def numbers(self, draw: int, count: int) -> list[int]:
        """What the drawn number stands for at this step: hypothesis likes zeros, and zeros say little."""
        dice = Random(f"{draw} {len(self.told)}")
        return [dice.randrange(2**20) for _ in range(count)]

    def _look(self, look: int) -> None:
        stepped = look % 2 == 0
        now = {person: self.case.reading(person) for person in EVERYBODY}
        changed = [person for person in EVERYBODY if now[person] != self.seen[person]]
        self.seen = now
        turn = look % max(len(changed), 1)
        people = [*changed[turn:], *changed[:turn]][: self.LOOKS - 1]
        people.append(EVERYBODY[look // 2 % len(EVERYBODY)])
        told = {one: self.case.reading(one, stepped=True) if stepped else now[one] for one in people}
        self.stage.compare(told, stepped=stepped)
        if look % 3 == 0:
            self.stage.read(people[0], stepped=stepped)

    def _today(self, slug: str) -> date:
        return self.case.now.astimezone(ZoneInfo(PROGRAMS[slug].zone)).date()

    @property
    def _hub(self) -> tuple[Desk, CaseId]:
        return self.world.desk, self.world.case_id

    def _kept(self, new: object, made: object) -> None:
        """Remember under which id the hub has what the model has."""
        if made is not None:
            self.ids[id(new)] = str(made)

    @staticmethod
    def _call(act: Callable[[], None]) -> Callable[[], bool]:
        """An act that returns nothing, as one that says that it was done."""

        def call() -> bool:
            act()
            return True

        return call
