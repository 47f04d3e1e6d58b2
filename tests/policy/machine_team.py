"""Room: tests. The machine's rules about people: the team, coordination, restrictions and the conflict list."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from hypothesis.stateful import rule

from coordination.casework import cases, conflicts, recusals, restrictions, teams
from coordination.model.ids import Handle, new_id
from tests.policy.machine_hub import EVERYBODY, agency_of, chosen, of_program, some, whom
from tests.policy.machine_people import PROGRAMS
from tests.policy.machine_steps import BOSSES, KEEPERS, NUMBER, OPEN_PROGRAMS, WORKING, Steps


class Team(Steps):
    """Who is in, and who is out."""

    @rule(draw=NUMBER)
    def team(self, draw: int) -> None:
        """A supervisor takes somebody onto the team, or off it; the more often the emptier it is."""
        turn, who, which, look = self.numbers(draw, 4)
        turn %= 8
        away = [one for one in WORKING if of_program(one) in self.case.places and one not in self.case.members]
        (self._assign if turn < 6 and away else self._leave)(who, which, look)

    @rule(draw=NUMBER)
    def coordination(self, draw: int) -> None:
        """What the coordinating program does: it invites, ends a place, hands over."""
        turn, who, which, look = self.numbers(draw, 4)
        turn %= 8
        gone = OPEN_PROGRAMS - self.case.places
        if turn == 0 or (turn < 3 and gone):
            self._invite(who, which, look)
        elif turn < 4:
            self._end_place(who, which, look)
        elif turn < 7 and self.case.offered:
            self._accept(who, look)
        else:
            self._offer(who, which, look)

    @rule(draw=NUMBER)
    def closing(self, draw: int) -> None:
        """The coordinating program closes the case, or opens it again."""
        turn, who, look = self.numbers(draw, 3)
        (self._close if self.case.open and turn % 3 == 0 else self._reopen)(who, look)

    @rule(draw=NUMBER)
    def keep_out(self, draw: int) -> None:
        """Somebody steps back, or is put on the conflict list, or taken off it."""
        turn, who, which, look = self.numbers(draw, 4)
        turn %= 8
        if turn < 5 and self.case.shut_out:
            self._let_in(who, which, look)
        elif turn < 7:
            self._recuse(who, look)
        else:
            self._shut_out(who, which, look)

    @rule(draw=NUMBER)
    def restriction(self, draw: int) -> None:
        """Somebody restricts the case to a few, or lifts what they restricted."""
        turn, who, people, look = self.numbers(draw, 4)
        turn %= 8
        if turn < 5 and self.case.restrictions:
            self._lift(who, look)
        else:
            self._restrict(who, people, look)

    def _assign(self, who: int, whom_: int, look: int) -> None:
        case, (desk, case_id) = self.case, self._hub
        own = whom(case.supervises)
        person = chosen(who, own, WORKING)
        mates = [one for one in WORKING if of_program(one) == of_program(person)]
        new = chosen(whom_, [one for one in mates if one not in case.members], WORKING)
        allowed = case.supervises(person) and case.open and new in mates and new not in case.members
        if allowed:
            case.members.add(new)
        actor, target = self.world.actor(person), self.world.people[new]
        call = self._call(lambda: teams.assign(desk, actor, case_id, target, new_id()))
        self.step("assign", person, look, allowed, call, new)

    def _leave(self, who: int, whom_: int, look: int) -> None:
        case, (desk, case_id) = self.case, self._hub
        gone = chosen(whom_, case.members, WORKING)
        bosses = [one for one in BOSSES if of_program(one) == of_program(gone)]
        person = chosen(who, bosses, WORKING)
        own = of_program(person) == of_program(gone)
        allowed = case.supervises(person) and own and gone in case.members
        if allowed:
            case.members.discard(gone)
        actor, target = self.world.actor(person), self.world.people[gone]
        call = self._call(lambda: teams.end_member(desk, actor, case_id, target, new_id()))
        self.step("leave", person, look, allowed, call, gone)

    def _invite(self, who: int, which: int, look: int) -> None:
        case, (desk, case_id) = self.case, self._hub
        person = chosen(who, whom(case.coordinates), WORKING)
        slug = chosen(which, OPEN_PROGRAMS - case.places, OPEN_PROGRAMS)
        allowed = case.coordinates(person) and case.open and slug not in case.places
        if allowed:
            case.places.add(slug)
        actor = self.world.actor(person)
        call = self._call(lambda: teams.invite(desk, actor, case_id, self.world.programs[slug], new_id()))
        self.step("invite", person, look, allowed, call, slug)

    def _end_place(self, who: int, which: int, look: int) -> None:
        case, (desk, case_id) = self.case, self._hub
        person = chosen(who, whom(case.coordinates), WORKING)
        slug = chosen(which, (case.places & OPEN_PROGRAMS) - {case.coordinator}, OPEN_PROGRAMS)
        allowed = case.coordinates(person) and slug in case.places and slug != case.coordinator
        if allowed:
            case.places.discard(slug)
            case.members -= {one for one in case.members if of_program(one) == slug}
            case.offered = "" if case.offered == slug else case.offered
        actor = self.world.actor(person)
        call = self._call(lambda: teams.end_place(desk, actor, case_id, self.world.programs[slug], new_id()))
        self.step("end place", person, look, allowed, call, slug)

    def _offer(self, who: int, which: int, look: int) -> None:
        case, (desk, case_id) = self.case, self._hub
        person = chosen(who, whom(case.coordinates), WORKING)
        slug = chosen(which // 2, (case.places & OPEN_PROGRAMS) - {of_program(person)}, OPEN_PROGRAMS)
        allowed = case.coordinates(person) and case.open and slug in case.places and slug != of_program(person)
        if allowed:
            case.offered = slug
        actor = self.world.actor(person)
        call = self._call(lambda: cases.offer(desk, actor, case_id, self.world.programs[slug], new_id()))
        self.step("offer", person, look, allowed, call, slug)

    def _accept(self, who: int, look: int) -> None:
        case, (desk, case_id) = self.case, self._hub
        person = chosen(who, [one for one in BOSSES if of_program(one) == case.offered], WORKING)
        slug = of_program(person)
        allowed = case.sees(person) and case.open and case.offered == slug and person in BOSSES and case.ordered(slug)
        if allowed:
            case.coordinator, case.offered = slug, ""
            case.members.add(person)
        actor = self.world.actor(person)
        call = self._call(lambda: cases.accept(desk, actor, case_id, new_id()))
        self.step("accept", person, look, allowed, call)

    def _close(self, who: int, look: int) -> None:
        case, (desk, case_id) = self.case, self._hub
        person = chosen(who, whom(case.coordinates), WORKING)
        allowed = case.coordinates(person) and case.open
        if allowed:
            case.open, case.offered = False, ""  # nobody takes over what is over
        actor = self.world.actor(person)
        call = self._call(lambda: cases.close(desk, actor, case_id, "work_done", new_id(), despite="goes_on"))
        self.step("close", person, look, allowed, call)

    def _reopen(self, who: int, look: int) -> None:
        case, (desk, case_id) = self.case, self._hub
        person = chosen(who, whom(case.coordinates), WORKING)
        allowed = case.coordinates(person) and not case.open
        case.open = case.open or allowed
        actor = self.world.actor(person)
        call = self._call(lambda: cases.reopen(desk, actor, case_id, "new_report", new_id()))
        self.step("reopen", person, look, allowed, call)

    # --- who is kept out -------------------------------------------------------------------------------------------

    def _restrict(self, who: int, people: int, look: int) -> None:
        case, (desk, case_id) = self.case, self._hub
        person = chosen(who, whom(case.restricts), WORKING)
        could = [one for one in WORKING if of_program(one) in OPEN_PROGRAMS & case.places]
        likely = [one for one in could if one in case.members or one in BOSSES]
        left = some(people // 8, likely if people % 8 else WORKING - _quiet(WORKING))
        allowed = case.restricts(person) and case.nameable(person, left)
        if allowed:
            for slug in case.liftable(person):
                del case.restrictions[slug]
            case.restrictions[of_program(person)] = left | {person}
        actor, named = self.world.actor(person), [self.world.people[one] for one in sorted(left)]
        call = self._call(lambda: restrictions.restrict(desk, actor, case_id, named, new_id()))
        self.step("restrict", person, look, allowed, call, sorted(left))

    def _lift(self, who: int, look: int) -> None:
        case, (desk, case_id) = self.case, self._hub
        person = chosen(who, whom(lambda one: case.restricts(one) and bool(case.liftable(one))), WORKING)
        allowed = case.restricts(person) and bool(case.liftable(person))
        if allowed:
            for slug in case.liftable(person):
                del case.restrictions[slug]
        actor = self.world.actor(person)
        call = self._call(lambda: restrictions.unrestrict(desk, actor, case_id, new_id()))
        self.step("lift", person, look, allowed, call)

    def _recuse(self, who: int, look: int) -> None:
        case, (desk, case_id) = self.case, self._hub
        person = chosen(who, whom(case.sees), WORKING)
        allowed = case.sees(person)
        actor = self.world.actor(person)
        before = set(self.world.conflicts())
        if allowed:
            case.shut_out["new"] = person

        def call() -> str:
            recusals.recuse(desk, actor, case_id, "other_interest", new_id())
            return next((one for one in self.world.conflicts() if one not in before), "")

        self._entered(self.step("recuse", person, look, allowed, call), person)

    def _shut_out(self, who: int, named: int, look: int) -> None:
        case, desk = self.case, self.world.desk
        person = chosen(who, whom(case.keeps), EVERYBODY)
        out = chosen(named // 3, [one for one in WORKING - _quiet(WORKING) if of_program(one) != of_program(person)])
        name, kind = {
            0: (out, f"person:{self.world.people[out]}"),
            1: (of_program(out), f"program:{self.world.programs[of_program(out)]}"),
            2: (f"agency:{agency_of(out)}", f"agency:{self.world.agencies[agency_of(out)]}"),
        }[named % 3 if named % 11 == 0 else 0]
        own = {person, of_program(person), f"agency:{agency_of(person)}"}
        people = out in WORKING and (of_program(out) in OPEN_PROGRAMS or agency_of(out) == agency_of(person))
        allowed = case.keeps(person) and name not in own and (people or name != out)
        if allowed:
            case.shut_out["new"] = name
        actor = self.world.actor(person)
        call = partial(conflicts.shut_out, desk, actor, self.world.reference, kind, new_id())
        self._entered(self.step("shut out", person, look, allowed, call, name), name)

    def _entered(self, handle: object, name: str) -> None:
        if handle:
            self.case.shut_out[str(handle)] = self.case.shut_out.pop("new", name)

    def _let_in(self, who: int, which: int, look: int) -> None:
        case, desk = self.case, self.world.desk
        entry = list(case.shut_out)[which % len(case.shut_out)]
        slug = self.world.conflicts()[entry]
        person = chosen(who, [one for one in KEEPERS if agency_of(one) == PROGRAMS[slug].agency], KEEPERS)
        # What a confidential program set is not told to its own agency either (architecture §3).
        allowed = agency_of(person) == PROGRAMS[slug].agency and slug in OPEN_PROGRAMS and case.keeps(person)
        if allowed:
            del case.shut_out[entry]
        actor = self.world.actor(person)
        call = self._call(lambda: conflicts.lift(desk, actor, Handle(entry), new_id()))
        self.step("let in", person, look, allowed, call)


def _quiet(people: Iterable[str]) -> frozenset[str]:
    """Those of confidential programs."""
    return frozenset(one for one in people if of_program(one) not in OPEN_PROGRAMS)
