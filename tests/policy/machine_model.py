"""Room: tests. The machine's model: one case in plain Python, who reads what of it, and who may do what. No hub in it.

Sources: machine_law.py, and the help pages 03 (releases), 28 (papers), 29 (emergency access), 31 (agreements), 32 (time
passes), 33 (safety) and 002 (supervisors).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from tests.policy import machine_law as law
from tests.policy.machine_people import PEOPLE, PROGRAMS, midnight

Line = tuple[str, frozenset[str], datetime | None]  # open, known or step_up; on which ground; until when


@dataclass(kw_only=True, eq=False)
class Paper:
    """A release (kind "release") or another paper on file, whom it names, and for which time."""

    kind: str
    sharer: str
    to: frozenset[str]  # programs, "agency:…", and people alone where any is named
    types: frozenset[str]
    start: datetime
    end: datetime
    hub: bool = False
    rests: bool = False  # somebody signed for a minor
    majority: datetime | None = None
    over: bool = False

    def runs(self, now: datetime) -> bool:
        """Whether it is in force."""
        return not self.over and self.start <= now < self.end and (self.majority is None or now < self.majority)

    def names(self, person: str) -> bool:
        """Whether it names this person's program, or this very person of it. Page 28: a law office by itself alone."""
        slug = PEOPLE[person][0]
        agency = "attorney" not in PROGRAMS[slug].regimes and f"agency:{PROGRAMS[slug].agency}" in self.to
        return (slug in self.to or agency) and (person in self.to or not self.to & PEOPLE.keys())


@dataclass(kw_only=True, eq=False)
class Agreement:
    """Between agencies; it holds when every party has confirmed."""

    parties: frozenset[str]
    types: frozenset[str]
    start: datetime
    end: datetime
    confirmed: dict[str, datetime]
    over: bool = False


@dataclass(kw_only=True, eq=False)
class Emergency:
    """One person's, for hours; owed: whether each program has reviewed it."""

    person: str
    end: datetime
    owed: dict[str, bool]
    over: bool = False
    rejected: bool = False


@dataclass(kw_only=True, eq=False)
class Record:
    """What somebody filed. never: it names whom nothing may be told. born: a birth date, in a record of the child."""

    program: str
    kind: str
    author: str
    never: bool = False
    born: str | None = None


@dataclass(kw_only=True)
class Case:
    """The case, at an instant."""

    now: datetime
    coordinator: str
    offered: str = ""
    open: bool = True
    places: set[str] = field(default_factory=set)
    members: set[str] = field(default_factory=set)
    shut_out: dict[str, str] = field(default_factory=dict)  # entry: a person, a program, "agency:…"
    restrictions: dict[str, frozenset[str]] = field(default_factory=dict)  # by whose program: who is left in
    records: list[Record] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)
    emergencies: list[Emergency] = field(default_factory=list)

    def running(self, sharer: str) -> list[Paper]:
        """The papers of a program in force."""
        return [one for one in self.papers if one.sharer == sharer and one.runs(self.now)]

    def here(self, slug: str, kind: str = "") -> bool:
        """Whether the program may be in the hub, with this type: a confidential one by its own release to it (V1)."""
        if not PROGRAMS[slug].confidential:
            return True
        return any(one.hub and (not kind or kind in one.types) for one in self.running(slug))

    def placed(self, person: str) -> bool:
        """Whether the person's program is on the case."""
        return PEOPLE[person][0] in self.places and self.here(PEOPLE[person][0])

    def excluded(self, person: str) -> bool:
        """Whether the conflict list names them, their program or their agency."""
        agency = PROGRAMS[PEOPLE[person][0]].agency
        return not {person, PEOPLE[person][0], f"agency:{agency}"}.isdisjoint(self.shut_out.values())

    def enters(self, person: str) -> bool:
        """Whether neither the conflict list nor a restriction keeps the person out."""
        return not self.excluded(person) and all(person in left for left in self.restrictions.values())

    def member(self, person: str) -> bool:
        """Whether they are on the team."""
        return person in self.members and self.placed(person)

    def supervises(self, person: str) -> bool:
        """Whether they supervise a program that is on the case, and may enter it."""
        return PEOPLE[person][1] == "supervisor" and self.placed(person) and self.enters(person)

    def sees(self, person: str) -> bool:
        """Whether the case is there at all, for them."""
        return self.supervises(person) or (self.enters(person) and self.member(person))

    def ordered(self, slug: str) -> bool:
        """Page 30: whoever works by an order of appointment has it on file first."""
        return "appointed" not in PROGRAMS[slug].regimes or (slug, "appointment") in self.held()

    def coordinates(self, person: str) -> bool:
        """Whether they see the case and their program coordinates it."""
        return self.sees(person) and PEOPLE[person][0] == self.coordinator

    def restricts(self, person: str) -> bool:
        """Whether they may restrict it. One by a confidential program would tell that it is there."""
        return self.coordinates(person) or (self.supervises(person) and not PROGRAMS[PEOPLE[person][0]].confidential)

    def liftable(self, person: str) -> list[str]:
        """Whose restrictions they may lift: their own program's; the coordinator's people also of a program gone."""
        own = PEOPLE[person][0]
        return [one for one in self.restrictions if own == one or (own == self.coordinator and one not in self.places)]

    def keeps(self, person: str) -> bool:
        """Whether they keep the conflict list of the case: a supervisor on it, or an officer of an agency on it."""
        agency = PROGRAMS[PEOPLE[person][0]].agency
        here = any(PROGRAMS[one].agency == agency and not PROGRAMS[one].confidential for one in self.places)
        officer = PEOPLE[person][1] == "privacy_officer" and here and not self.excluded(person)
        return officer or self.supervises(person)

    def held(self) -> set[tuple[str, str]]:
        """What is on file, by program and type."""
        return {(one.program, one.kind) for one in self.records}

    def reading(self, person: str, *, stepped: bool = False) -> dict[tuple[str, str], Line] | None:
        """Everything they read or know of, by program and type; None: the case is absent."""
        if not self.sees(person):
            return None
        own, held, found = PEOPLE[person][0], self.held(), {}
        reached = {slug for slug, _ in held} if self.member(person) and self.ordered(own) else set()
        papers = {slug: [one for one in self.running(slug) if one.names(person)] for slug in reached}
        hours = [one.end for one in self.emergencies if one.person == person and not one.over and self.now < one.end]
        for slug, kind in held:
            if slug == own:
                line: Line | None = ("open", frozenset({"own_record"}), None)
            else:
                line = self._of_another(own, slug, kind, papers[slug], hours) if slug in reached else None
            if line is not None:
                waits = line[0] == "open" and kind in law.STEP_UP and not stepped
                found[slug, kind] = ("step_up", *line[1:]) if waits else line
        return found

    def _of_another(self, own: str, slug: str, kind: str, papers: list[Paper], hours: list[datetime]) -> Line | None:
        owner, viewer = PROGRAMS[slug], PROGRAMS[own]
        if owner.kind == "child_welfare":
            if kind in law.CAPTA and viewer.kind in law.CAPTA_TO and viewer.government:
                return "open", frozenset({"capta_ix"}), None
            if kind in law.AGREED and viewer.kind in law.AGREED_TO and self._agreed(owner.agency, viewer.agency, kind):
                return "open", frozenset({"me_4008_agreement"}), None
        if papers and self.here(slug, kind):
            of_kind = [one for one in papers if kind in one.types]
            named = [one for one in of_kind if one.kind == "release" and not law.closed(owner, kind, "release")]
            others = (one for one in of_kind if one.kind != "release")
            if named := named or [one for one in others if law.reaches(one.kind, owner, kind, viewer)]:
                last = max(one.end for one in named)
                return "open", frozenset(one.kind for one in named if one.end == last), last
        if not law.locked(owner, kind, viewer):
            return None
        if hours and not law.closed(owner, kind, "emergency_access"):
            return "open", frozenset({"emergency_access"}), max(hours)
        return "known", frozenset(), None

    def _agreed(self, one: str, other: str, kind: str) -> bool:
        return any(
            {one, other} <= paper.parties == paper.confirmed.keys()
            and kind in paper.types
            and not paper.over
            and max(paper.start, *paper.confirmed.values()) <= self.now < paper.end
            for paper in self.agreements
        )

    def shares(self, person: str) -> bool:
        """Whether they may give a release or file a paper."""
        return self.sees(person) and self.open and self.ordered(PEOPLE[person][0])

    def files(self, person: str) -> bool:
        """Whether they may file records: on the team of an open case."""
        return self.enters(person) and self.member(person) and self.open

    def signed(self, person: str, new: Paper, by: str) -> bool:
        """Record a release. by: both, parent (alone), youth (alone, under a law), adult, abuser (with the youth)."""
        owner = PROGRAMS[new.sharer]
        if new.types & law.NEVER_SHARED or (new.types & law.ALONE and len(new.types) > 1) or by == "abuser":
            return False
        if by == "parent" and (owner.regimes & law.CLIENT_PROTECTED or "substance_use" in new.types):
            return False  # V2; 45 CFR 1351.19(b)(1); 42 CFR 2.14
        new.rests = by in {"both", "parent"}
        if new.rests and "minor_consented_care" in new.types:
            return False
        reading = self.reading(person) or {}
        lists = {(one.program, one.kind) for one in self.records if one.never}
        if new.rests and any(reading.get(one, ("",))[0] == "open" for one in lists):
            return False  # page 33: somebody with that name cannot sign
        new.majority = self.grown(new.sharer) if new.rests and self.sees(person) else None
        if new.majority is not None and new.majority <= self.now:
            return False
        self.papers.append(new)
        return True

    def grown(self, slug: str) -> datetime | None:
        """When, by the program's own records, the child is 18: 00:00 in its zone; of a month the first day. Page 32."""
        born = [one.born for one in self.records if one.program == slug and one.born]
        days = [date(int(one[:4]) + 18, int(one[5:7]), int(one[8:] or 1)) for one in born]
        return midnight(min(days), slug) if days else None

    def recompute(self, slug: str) -> None:
        """Page 32: a corrected birth date moves the day; what has ended at 18 stays ended."""
        ends = self.grown(slug)
        for one in self.papers:
            ended = one.majority is not None and one.majority <= self.now
            if ends and one.sharer == slug and one.rests and not ended:
                one.majority = ends

    def nameable(self, person: str, people: Collection[str]) -> bool:
        """Whether all of these could be left in by a restriction: on the team, or supervising a program on the case."""
        own = PEOPLE[person][0]
        seen = self.places if self.ordered(own) else self.places & {own, self.coordinator}
        could = {one for one in PEOPLE if one in self.members or PEOPLE[one][1] == "supervisor"}
        return all(one == person or (PEOPLE[one][0] in seen and one in could) for one in people)
