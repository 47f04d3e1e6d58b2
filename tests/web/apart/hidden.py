"""Room: tests. What is done behind the observers' backs: a tally of acts, and who can see that each was done."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from coordination.casework import records
from coordination.declare.form import Form
from coordination.model.actor import Actor
from coordination.model.ids import CaseId, new_id
from tests.casework.watched import reference_of
from tests.community import PEOPLE
from tests.community import PROGRAMS as FIRST
from tests.matrix.filled import answered
from tests.matrix.sites import AUTHORS, Site
from tests.web.apart import people
from tests.web.apart.ground import GROUPS, PROGRAM_OF, Sights, begun
from tests.web.apart.people import World
from tests.web.told_apart import sent

# A hidden child's name: of its own, or the very name of a child whom the observers know. Both are searched for.
NAMES = ("Kestrel Quill", "Kestrel Zander", "Kestrel Ember", "Bluebird member", "Blubird member", "Robin 3")
KEEPERS = ("aud_", "sgt_", "sup_")
AUTHOR = {**AUTHORS, "shelter": "shelter_worker"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """Somebody else, a page of theirs (or a form sent there), and what is on it because of the act."""

    slug: str
    path: str
    word: str
    form: dict[str, str] | None = None


@dataclass(slots=True, kw_only=True)
class Hidden:
    """One pair: whose backs it is behind, what was drawn, and the ids that an observer may hold in their hands.

    signed_in: who acted or looked; whoever did is no observer of this pair.
    """

    world: World
    sites: dict[str, Site]
    sights: Sights
    group: str
    random: Random
    done: list[str] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)
    witnesses: list[tuple[str, Witness]] = field(default_factory=list)
    cases: list[CaseId] = field(default_factory=list)
    records: list[tuple[CaseId, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    signed_in: dict[str, Actor] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)  # observers who may learn of this one

    @property
    def program(self) -> str:
        """The group's program; none of several."""
        return PROGRAM_OF[self.group]

    @property
    def others(self) -> list[str]:
        """The programs that are neither the group's nor confidential nor child protection."""
        return [slug for slug in ("cac", "detectives") if slug != self.program]

    @property
    def observers(self) -> list[str]:
        """Of the group, those who neither did nor may learn of any of it."""
        return [slug for slug in GROUPS[self.group] if slug not in self.told and slug not in self.signed_in]

    def actor(self, slug: str) -> Actor:
        """Somebody who acts, in one session."""
        if slug not in self.signed_in:
            self.signed_in[slug] = self.world.actor(slug)
        return self.signed_in[slug]

    def site(self, *names: str) -> Site:
        """One of the cases that observers see, drawn. Who keeps the account of what was shown of their program's
        information learns that somebody acted there."""
        self.told |= {slug for slug in GROUPS[self.group] if self.program and slug.startswith(KEEPERS)}
        found = self.sites[self.random.choice(names or ("member", "release_none", "hub_none"))]
        self.drawn.append(found.name)
        return found

    def drew(self, *what: object) -> None:
        """Keep what was drawn, by which two pairs are told apart."""
        self.drawn += map(str, what)

    def word(self) -> str:
        """A word that stands nowhere else, to be looked for on a page."""
        return f"Kestrel{self.random.randrange(10**9):09}"

    def seen(self, slug: str, path: str, word: str, form: dict[str, str] | None = None) -> None:
        """Name who can see that the act was done."""
        self.witnesses.append((self.done[-1], Witness(slug=slug, path=path, word=word, form=form)))

    def case(self, *programs: str) -> CaseId:
        """A case that the observers are not on, with a name to search for; child protection can see it."""
        name = self.random.choice(NAMES)
        case_id = begun(self.world, name, *(programs or self.others))
        self.drew(name)
        self.cases.append(case_id)
        self.references.append(reference_of(self.world, case_id))
        self.seen("ana_cps_worker", f"/cases/{case_id}", name)
        return case_id

    def file(self, case_id: CaseId, program: str, form_slug: str, word: str = "Kestrel") -> str:
        """A record by the program's author, whose page its author can see."""
        partner_type = people.PROGRAMS[program][2] if program in people.PROGRAMS else FIRST[program][2]
        form: Form | None = self.world.desk.catalog.form(partner_type, form_slug)
        assert form is not None, form_slug
        author = self.actor(AUTHOR[program])
        typed = answered(form, word)
        made = str(records.file(self.world.desk, author, case_id, form_slug, typed, new_id()))
        self.drew(program, form_slug)
        self.records.append((case_id, made))
        self.seen(AUTHOR[program], f"/cases/{case_id}/records/{made}", form.title)
        return made

    def closed(self, site: Site, slug: str, kind: str) -> bool:
        """Whether no observer is shown one more record of this type: it is absent to them, or known and held anyway."""
        held = {record.information_type for record in site.records if record.program == slug}
        sights = {self.sight(observer, site, slug, kind) for observer in self.observers}
        return sights <= ({"absent", "known"} if kind in held else {"absent"})

    def sight(self, observer: str, site: Site, slug: str, kind: str) -> str:
        """What the observer gets of a type of this program's here: open, step_up, known or absent."""
        own = PEOPLE[observer][1] if observer in PEOPLE else observer.rpartition("_")[0]
        return "open" if own == slug else self.sights.get((observer, site.name, slug, kind), "absent")

    def exists(self, witness: Witness) -> bool:
        """Whether the witness sees that the act was done."""
        visitor = self.world.client(witness.slug)  # afresh: of many sessions the oldest are ended
        found = sent(visitor, witness.path, witness.form)()
        return witness.word in html.unescape(found.text)


Act = Callable[[Hidden], None]
