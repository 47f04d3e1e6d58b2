"""Room: tests. The machine's rules about time, agreements and emergencies."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from hypothesis.stateful import precondition, rule

from coordination.casework import agreements, emergencies
from coordination.model.ids import AgreementId, EmergencyId, new_id
from tests.community import START
from tests.policy import machine_law as law
from tests.policy.machine_hub import agency_of, chosen, of_program, some, whom
from tests.policy.machine_model import Agreement, Case, Emergency
from tests.policy.machine_people import PROGRAMS, after, midnight
from tests.policy.machine_steps import BOSSES, KEEPERS, NUMBER, SILENT, WORKING, Steps

NARROW = timedelta(microseconds=1)
FAR = timedelta(days=300)
SIGNED = {"signatory": "Jo Vance, director", "signed_on": "2026-10-20"}


class Times(Steps):
    """What begins and ends."""

    @rule(draw=NUMBER)
    def clock(self, draw: int) -> None:
        """Time passes: hours, days, or to the very instant at which something begins or ends, or just before it."""
        how, by, look = self.numbers(draw, 3)
        how %= 6
        by %= 31
        case = self.case
        coming = sorted(_coming(case))
        if how >= 2 and coming:
            instant = coming[min(by // 8, len(coming) - 1)]
            to = instant - NARROW if how == 2 and instant - NARROW > case.now else instant
        else:
            to = case.now + (timedelta(hours=by % 6) if how % 2 else timedelta(days=by % 12))
        to = min(to, START + FAR)
        case.now = self.world.clock.now = max(to, case.now)
        self.step("clock", "cps_worker", look, True, lambda: True, case.now)

    # --- agreements ------------------------------------------------------------------------------------------------

    @rule(draw=NUMBER)
    def agree(self, draw: int) -> None:
        """An officer records an agreement of their agency with one or two others."""
        who, what, days, look = self.numbers(draw, 4)
        days %= 41
        case, desk = self.case, self.world.desk
        person = chosen(who, KEEPERS)
        slug, own = of_program(person), agency_of(person)
        others = some(what // 8, {agency_of(one) for one in KEEPERS} - {own})
        if what % 4 and own != "county":
            others = frozenset({"county"})
        types = some(what // 64, law.AGREED)
        wait, today = (days % 4 if what % 8 == 0 else 0), self._today(slug)
        first, last = today + timedelta(days=wait), today + timedelta(days=wait + days)
        new = Agreement(
            parties=others | {own},
            types=types,
            start=midnight(first, slug),
            end=after(last, 0, slug),
            confirmed={own: case.now},
        )
        allowed = person in KEEPERS
        if allowed:
            case.agreements.append(new)
        typed = {
            "title": "Teams that investigate",
            "parties": [str(self.world.agencies[one]) for one in sorted(others)],
            "types": sorted(types),
            "starts": first.isoformat(),
            "ends": last.isoformat(),
            **SIGNED,
        }
        actor = self.world.actor(person)
        call = partial(agreements.record, desk, actor, typed, new_id())
        self._kept(new, self.step("agree", person, look, allowed, call, (sorted(new.parties), sorted(types), days)))

    @precondition(lambda self: bool(self.case.agreements))
    @rule(draw=NUMBER)
    def confirm_or_end(self, draw: int) -> None:
        """An officer confirms an agreement for their agency, or ends it."""
        who, which, ends, look = self.numbers(draw, 4)
        ends %= 4
        case, desk = self.case, self.world.desk
        paper = case.agreements[which % len(case.agreements)]
        waits = [one for one in KEEPERS if agency_of(one) in paper.parties - paper.confirmed.keys()]
        parties = [one for one in KEEPERS if agency_of(one) in paper.parties]
        person = chosen(who, parties if ends == 0 else waits or parties, WORKING | {*KEEPERS})
        own = agency_of(person)
        allowed = person in parties and not paper.over and case.now < paper.end
        allowed = allowed and (ends == 0 or own not in paper.confirmed)
        actor, agreement = self.world.actor(person), AgreementId(self.ids[id(paper)])
        if ends == 0:
            paper.over = paper.over or allowed
            call = self._call(lambda: agreements.end(desk, actor, agreement, new_id()))
        else:
            if allowed:
                paper.confirmed[own] = case.now
            call = self._call(lambda: agreements.confirm(desk, actor, agreement, SIGNED, new_id()))
        self.step("end agreement" if ends == 0 else "confirm", person, look, allowed, call, sorted(paper.parties))

    # --- emergencies -----------------------------------------------------------------------------------------------

    @rule(draw=NUMBER)
    def emergency(self, draw: int) -> None:
        """Somebody opens emergency access, gives it back, or reviews it."""
        turn, who, which, look = self.numbers(draw, 4)
        turn %= 8
        if turn < 4 or not self.case.emergencies:
            self._start(who, 1 + which % 4, look)
        elif turn == 4:
            self._give_back(who, look)
        else:
            self._review(who, which // 2, which, look)

    def _start(self, who: int, hours: int, look: int) -> None:
        case, (desk, case_id) = self.case, self._hub
        person = chosen(who, [one for one in whom(case.files) if of_program(one) not in SILENT], WORKING)
        slug = of_program(person)
        own = [one for one in case.emergencies if one.person == person]
        barred = any(one.rejected or (not one.over and case.now < one.end) for one in own)
        lines = case.reading(person) or {}
        owners = {
            program
            for (program, kind), line in lines.items()
            if line[0] == "known" and not law.closed(PROGRAMS[program], kind, "emergency_access")
        }
        ready = case.files(person) and case.ordered(slug) and slug not in SILENT
        allowed = ready and not barred and bool(owners)
        new = Emergency(
            person=person, end=case.now + timedelta(hours=hours), owed=dict.fromkeys({slug, *owners}, False)
        )
        if allowed:
            case.emergencies.append(new)
        typed = {"reason": "danger_to_life", "words": "She is in danger.", "hours": str(hours), "told": "yes"}
        actor = self.world.actor(person)
        call = partial(emergencies.start, desk, actor, case_id, typed, new_id())
        self._kept(new, self.step("emergency", person, look, allowed, call, hours))

    def _give_back(self, who: int, look: int) -> None:
        case, (desk, case_id) = self.case, self._hub
        person = chosen(who, [one.person for one in case.emergencies], WORKING)
        allowed = case.enters(person) and case.member(person)
        for one in case.emergencies:
            one.over = one.over or (allowed and one.person == person and case.now < one.end)
        actor = self.world.actor(person)
        self.step(
            "give back", person, look, allowed, self._call(lambda: emergencies.end(desk, actor, case_id, new_id()))
        )

    def _review(self, who: int, which: int, says: int, look: int) -> None:
        case, (desk, case_id) = self.case, self._hub
        one = case.emergencies[-1 - which % len(case.emergencies)]
        bosses = [boss for boss in BOSSES if of_program(boss) in one.owed]
        person = chosen(who, {one.person} & {*bosses} if which % 3 == 0 else bosses, WORKING)
        slug, verdict = of_program(person), "rejected" if says % 2 else "accepted"
        allowed = case.supervises(person) and one.owed.get(slug) is False and person != one.person
        if allowed:
            one.owed[slug] = True
            one.rejected = one.rejected or verdict == "rejected"
            one.over = one.over or verdict == "rejected"
        actor, emergency_id = self.world.actor(person), EmergencyId(self.ids[id(one)])
        call = self._call(lambda: emergencies.review(desk, actor, case_id, emergency_id, verdict, new_id()))
        self.step("review", person, look, allowed, call, (one.person, verdict))


def _coming(case: Case) -> set[datetime]:
    """Every instant still to come at which something begins or ends by itself."""
    found = {at for one in case.papers for at in (one.start, one.end, one.majority) if at}
    found |= {at for one in case.agreements for at in (one.start, one.end)}
    return {at for at in found | {one.end for one in case.emergencies} if at > case.now}
