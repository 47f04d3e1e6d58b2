"""Room: tests. The machine's rules about what is filed: notes, whom nothing may be told, and birth dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from hypothesis.stateful import precondition, rule

from coordination.casework import records
from coordination.model.ids import RecordId, new_id
from tests.policy.machine_hub import chosen, of_program, whom
from tests.policy.machine_model import Record
from tests.policy.machine_people import PEOPLE, PROGRAMS
from tests.policy.machine_steps import BOSSES, NUMBER, WORKING, Steps
from tests.policy.machine_world import PARENT, file


class Filed(Steps):
    """What people write down."""

    @rule(draw=NUMBER)
    def note(self, draw: int) -> None:
        """Somebody files a note of a type, perhaps the first of it."""
        who, what, look = self.numbers(draw, 3)
        case = self.case
        person = chosen(who, whom(case.files), WORKING)
        slug = of_program(person)
        held = PROGRAMS[slug].holds
        kind = chosen(what, {one for one in held if (slug, one) not in case.held()}, held)
        new = Record(program=slug, kind=kind, author=person)
        self._file("note", person, look, new, lambda: file(self.world, person, kind))

    @rule(draw=NUMBER)
    def never_disclose(self, draw: int) -> None:
        """Somebody writes down that nothing may be told to the parent who signs."""
        who, look = self.numbers(draw, 2)
        person = chosen(who, whom(self.case.files), WORKING)
        new = Record(program=of_program(person), kind="identity", author=person, never=True)
        typed = {"name": PARENT.upper(), "says": "youth"}
        (desk, case_id), actor = self._hub, self.world.actor(person)
        self._file(
            "never disclose",
            person,
            look,
            new,
            lambda: records.file(desk, actor, case_id, "never_disclose", typed, new_id()),
        )

    @rule(draw=NUMBER)
    def born(self, draw: int) -> None:
        """Somebody writes down or corrects when the child was born: 18 today, soon, some month, or unknown again."""
        who, day, month, look = self.numbers(draw, 4)
        day = day % 20 - 2
        month %= 10
        case, (desk, case_id) = self.case, self._hub
        filers, given = whom(case.files), {one.sharer for one in case.papers if one.rests}
        person = chosen(who, [one for one in filers if of_program(one) in given] or filers, WORKING)
        slug = of_program(person)
        there = self._today(slug) + timedelta(days=day)
        date = f"{there.year - 18}-{there:%m-%d}"
        answer = {0: "", 1: date[:7], 2: f"{there.year - 12}-01-31"}.get(month, date)
        typed = {"called": "Bluebird", "born": answer}
        actor = self.world.actor(person)
        child = next((one for one in case.records if one.program == slug and one.born is not None), None)
        new = Record(program=slug, kind="identity", author=person, born=answer)
        if child is None:
            call = partial(records.file, desk, actor, case_id, "child", typed, new_id())
        else:
            before = RecordId(self.ids[id(child)])
            call = partial(records.correct, desk, actor, case_id, before, typed, new_id())
        self._file("born", person, look, new, call, child)

    def _file(
        self, name: str, person: str, look: int, new: Record, call: Callable[[], object], instead: Record | None = None
    ) -> None:
        case = self.case
        allowed = case.files(person) and case.here(new.program, new.kind)
        if allowed:
            if instead is not None:
                case.records.remove(instead)
            case.records.append(new)
            if new.born is not None:
                case.recompute(new.program)

        def act() -> object:
            made = call()
            self.ids[id(new)] = str(made)
            return made

        self.step(name, person, look, allowed, act, (new.kind, new.born))

    @precondition(lambda self: any(one.born is None for one in self.case.records))
    @rule(draw=NUMBER)
    def withdraw(self, draw: int) -> None:
        """Somebody withdraws a record: its author, or a supervisor of its program."""
        who, which, look = self.numbers(draw, 3)
        case, (desk, case_id) = self.case, self._hub
        there = [one for one in case.records if one.born is None]
        lists = [one for one in there if one.never]
        record = (lists or there)[which % len(lists or there)]
        person = chosen(who, [record.author, *(one for one in BOSSES if of_program(one) == record.program)], WORKING)
        own = of_program(person) == record.program
        allowed = case.sees(person) and own and (person == record.author or PEOPLE[person][1] == "supervisor")
        if allowed:
            case.records.remove(record)
        actor, record_id = self.world.actor(person), RecordId(self.ids[id(record)])
        call = self._call(lambda: records.withdraw(desk, actor, case_id, record_id, "wrong_case", new_id()))
        self.step("withdraw", person, look, allowed, call, (record.program, record.kind))
