"""Room: tests. The machine's rules about papers: releases, the release that names the hub, and other papers on file."""

from __future__ import annotations

from datetime import timedelta

from hypothesis.stateful import precondition, rule

from coordination.casework import authorities, hub_codes, releases
from coordination.model.ids import AuthorityId, ReleaseId, new_id
from tests.policy import machine_law as law
from tests.policy.machine_hub import chosen, of_program, some, whom
from tests.policy.machine_model import Paper
from tests.policy.machine_people import PEOPLE, PROGRAMS, after, midnight
from tests.policy.machine_steps import BOSSES, NUMBER, OPEN_PROGRAMS, SILENT, WORKING, Steps
from tests.policy.machine_typed import BY, evidence, release


class Papers(Steps):
    """What is signed, ordered, stopped and set aside."""

    # --- releases --------------------------------------------------------------------------------------------------

    @rule(draw=NUMBER)
    def release(self, draw: int) -> None:
        """Somebody records a release of their program, perhaps from a day to come, signed in one of several ways."""
        who, what, to, days, look = self.numbers(draw, 5)
        days %= 41
        case, (desk, case_id) = self.case, self._hub
        person = chosen(who, whom(case.shares), WORKING)
        slug, by = of_program(person), BY[what % len(BY)]
        offered = PROGRAMS[slug].holds - (law.NEVER_SHARED if what // 8 % 8 else frozenset())
        types = some(what // 64, offered)
        wait = days % 5 if what % 5 == 0 else 0
        named = some(to, case.places & OPEN_PROGRAMS - {slug} if to % 8 else OPEN_PROGRAMS)
        today = self._today(slug)
        new = Paper(
            kind="release",
            sharer=slug,
            to=named,
            types=types,
            start=max(case.now, midnight(today + timedelta(days=wait), slug)),
            end=after(today, days, slug),
        )
        allowed = (
            case.shares(person)
            and bool(named)
            and named <= (case.places & OPEN_PROGRAMS) - {slug}
            and case.signed(person, new, by)
        )
        typed = release(self.world, new, by, today, days, wait)
        actor = self.world.actor(person)
        self._kept(
            new,
            self.step(
                "release",
                person,
                look,
                allowed,
                lambda: releases.record(desk, actor, case_id, typed, new_id()),
                (sorted(named), sorted(types), by, days, wait),
            ),
        )

    @rule(draw=NUMBER)
    def release_to_the_hub(self, draw: int) -> None:
        """A coordinator gives a code, and a confidential program records a release that names the hub."""
        who, what, to, days, look = self.numbers(draw, 5)
        days %= 41
        case, (desk, case_id) = self.case, self._hub
        giver = chosen(who // 64, whom(case.coordinates), WORKING)
        gives = case.coordinates(giver) and case.open
        code = self.stage.attempt(
            "code", gives, lambda: hub_codes.issue(desk, self.world.actor(giver), case_id, new_id())
        )
        person = chosen(who, [one for one in WORKING if of_program(one) in SILENT])
        slug, by = of_program(person), BY[what % len(BY)]
        types = PROGRAMS[slug].holds if what % 3 else some(what // 64, PROGRAMS[slug].holds)
        today = self._today(slug)
        new = Paper(
            kind="release",
            sharer=slug,
            to=some(to, OPEN_PROGRAMS),
            types=types & PROGRAMS[slug].holds,
            start=case.now,
            end=after(today, days, slug),
            hub=True,
        )
        enters = code is not None and slug in SILENT and case.open and case.enters(person)
        allowed = enters and case.signed(person, new, by)
        typed = release(self.world, new, by, today, days, 0)
        if allowed:
            case.places.add(slug)
            case.members.add(person)
        words = code[0] if code else "AAAA-BBBB-CCCC"
        actor = self.world.actor(person)

        def call() -> str:
            releases.name_hub(desk, actor, words, typed, new_id())
            found = desk.facts(actor, case_id).releases
            return str(next(one.id for one in found if one.id not in self.ids.values()))

        said = (sorted(new.to), sorted(types), by, days)
        self._kept(new, self.step("release to the hub", person, look, allowed, call, said))

    @precondition(lambda self: any(one.kind == "release" for one in self.case.papers))
    @rule(draw=NUMBER)
    def stop(self, draw: int) -> None:
        """Somebody takes the word that a release is over."""
        who, which, look = self.numbers(draw, 3)
        case, (desk, case_id) = self.case, self._hub
        given = [one for one in case.papers if one.kind == "release"]
        paper = given[which % len(given)]
        person = chosen(
            who, whom(lambda one: case.sees(one) and (of_program(one) in {paper.sharer, *paper.to})), WORKING
        )
        party = of_program(person) == paper.sharer or paper.names(person)
        allowed = case.sees(person) and party and not paper.over
        paper.over = paper.over or allowed
        actor, release_id = self.world.actor(person), ReleaseId(self.ids[id(paper)])
        self.step(
            "stop",
            person,
            look,
            allowed,
            self._call(lambda: releases.revoke(desk, actor, case_id, release_id, "oral", new_id())),
            (paper.sharer, sorted(paper.to)),
        )

    # --- other papers ----------------------------------------------------------------------------------------------

    @rule(draw=NUMBER)
    def paper(self, draw: int) -> None:
        """Somebody files an order or another paper, for programs, an agency or one person, perhaps from a day on."""
        self._paper(draw)

    @rule(draw=NUMBER)
    def another_paper(self, draw: int) -> None:
        """The same: there are ten kinds of them, and each should open something now and then."""
        self._paper(draw)

    def _paper(self, draw: int) -> None:
        who, what, to, days, look = self.numbers(draw, 5)
        days %= 13
        case, (desk, case_id) = self.case, self._hub
        name = chosen(what, law.KINDS, law.KINDS)
        filing = [one for one in whom(case.shares) if law.may_file(name, PROGRAMS[of_program(one)])]
        person = chosen(who, [one for one in filing if one in BOSSES] or filing, WORKING)
        slug, owner = of_program(person), PROGRAMS[of_program(person)]
        could = {one for one in owner.holds if self._nameable(name, slug, one)}
        types = some(what // 64, could if what % 8 else owner.holds)
        reached = {
            one
            for one in (case.places & OPEN_PROGRAMS) - {slug}
            if law.may_name(name, PROGRAMS[one]) and not law.walled(owner, PROGRAMS[one])
        }
        named, offered = self._named(to, reached)
        wait = days % 3 if what % 3 == 0 else 0
        today = self._today(slug)
        new = Paper(
            kind=name,
            sharer=slug,
            to=named,
            types=types,
            start=max(case.now, midnight(today + timedelta(days=wait), slug)),
            end=after(today, wait + days, slug),
        )
        allowed = (
            case.shares(person)
            and law.may_file(name, owner)
            and bool(could)
            and (PEOPLE[person][1] == "supervisor" or not law.KINDS[name].supervisor)
            and offered
            and bool(types)
            and types <= could
            and days < law.KINDS[name].days
        )
        if allowed:
            case.papers.append(new)
        typed = evidence(self.world, new, today, wait, days)
        actor = self.world.actor(person)
        self._kept(
            new,
            self.step(
                "paper",
                person,
                look,
                allowed,
                lambda: authorities.record(desk, actor, case_id, typed, new_id()),
                (name, sorted(named), sorted(types), wait, days),
            ),
        )

    def _nameable(self, name: str, slug: str, kind: str) -> bool:
        paper, owner = law.KINDS[name], PROGRAMS[slug]
        inside = law.may_file(name, owner) and (not paper.types or kind in paper.types)
        return inside and not law.closed(owner, kind, name) and self.case.here(slug, kind)

    def _named(self, to: int, reached: set[str]) -> tuple[frozenset[str], bool]:
        """Whom a paper names, and whether the form offers that."""
        if to % 4 == 0:
            person = chosen(to // 4, [one for one in self.case.members if of_program(one) in reached], WORKING)
            return frozenset({person, of_program(person)}), person in self.case.members and of_program(
                person
            ) in reached
        if to % 4 == 1:
            slug = chosen(to // 4, reached, OPEN_PROGRAMS)
            agency = PROGRAMS[slug].agency
            agencies = {PROGRAMS[one].agency for one in reached if "attorney" not in PROGRAMS[one].regimes}
            return frozenset({f"agency:{agency}"}), agency in agencies
        named = some(to // 4, reached if to % 8 else OPEN_PROGRAMS)
        return named, bool(named) and named <= reached

    @precondition(lambda self: any(one.kind != "release" for one in self.case.papers))
    @rule(draw=NUMBER)
    def set_aside(self, draw: int) -> None:
        """Somebody ends a paper."""
        who, which, look = self.numbers(draw, 3)
        case, (desk, case_id) = self.case, self._hub
        filed = [one for one in case.papers if one.kind != "release"]
        paper = filed[which % len(filed)]
        person = chosen(who, whom(lambda one: case.sees(one) and of_program(one) == paper.sharer), WORKING)
        allowed = case.sees(person) and of_program(person) == paper.sharer and not paper.over
        paper.over = paper.over or allowed
        actor, paper_id = self.world.actor(person), AuthorityId(self.ids[id(paper)])
        self.step(
            "set aside",
            person,
            look,
            allowed,
            self._call(lambda: authorities.end(desk, actor, case_id, paper_id, "set_aside", new_id())),
            (paper.kind, paper.sharer),
        )
