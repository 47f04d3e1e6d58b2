"""Room: tests. Pairs of worlds: one base, copies in which others acted, and where an observer can tell them apart.

A variation is one copy in which two to six acts were drawn; each observer of its group from whom all of them are hidden
runs the whole script there, and the base's part was run once. What was drawn before is not drawn again.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random
from tempfile import mkdtemp

from tests.community import START, build
from tests.databases import Databases, Store
from tests.mail_server import MailServer
from tests.matrix.sites import Site
from tests.web.apart.dice import dice
from tests.web.apart.ground import GROUPS, Sights, deliver, first, sights, then, usual
from tests.web.apart.hidden import Act, Hidden
from tests.web.apart.looked import Look, Seen, probes, script
from tests.web.apart.of_papers import OF_PAPERS
from tests.web.apart.on_cases import ELSEWHERE, ON_CASES
from tests.web.apart.people import World, come, opened

ACTS: tuple[Act, ...] = (*ON_CASES, *OF_PAPERS)
GROUP_OF_TURN = ("others", "police", "others", "center", "others")
ELSEWHERE_ALONE = (1, 3)  # of ten, a turn of police and one of the center


@dataclass(slots=True, kw_only=True)
class Tally:
    """What was compared: pairs by observer, acts by kind, what was answered differently, what nobody could see."""

    pairs: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    requests: int = 0
    letters: int = 0
    different: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    drawings: set[tuple[str, ...]] = field(default_factory=set)

    @property
    def direct(self) -> int:
        """Pairs of a base and a variation, compared answer by answer."""
        return sum(self.pairs.values())

    @property
    def all_pairs(self) -> int:
        """With any two variations that one observer's base was compared with: no two of them were drawn alike."""
        return sum(many * (many + 1) // 2 for many in self.pairs.values())


@dataclass(slots=True, kw_only=True)
class Looked:
    """One world at which a group has looked: what each observer saw, and their browsers, which stay open."""

    world: World
    seen: dict[str, Seen] = field(default_factory=dict)
    looks: dict[str, Look] = field(default_factory=dict)
    letters: dict[str, list[bytes]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worlds:
    """Makes copies of one world on one engine. kind: its engine."""

    store: Store
    kind: str
    home: Path
    server: MailServer
    sites: dict[str, Site]
    sights: Sights

    @contextmanager
    def copy(self) -> Iterator[World]:
        """One more, two hours later."""
        databases = self.store.fresh("apart")
        home = Path(mkdtemp(dir=self.home.parent)) / "home"  # its log was signed, and goes on, in one place
        shutil.copytree(self.home, home)
        try:
            with opened(databases, home) as world:
                world.clock.forward(hours=2)
                yield world
        finally:
            self.store.drop(databases)
            shutil.rmtree(home.parent)

    def later(self, world: World, group: str) -> None:
        """An hour later, when others did what they usually do."""
        world.clock.now = START.replace(hour=18)
        usual(world, self.sites, group)

    def look(self, world: World, group: str, observers: list[str]) -> Looked:
        """An hour later in this world: what others do as usual, and then each observer's script and mail."""
        self.later(world, group)
        found = Looked(world=world)
        for slug in observers:
            with dice(f"script {slug}"):
                found.looks[slug] = Look(world, slug)
                found.seen[slug] = list(script(found.looks[slug], self.sites))
        self.server.envelopes.clear()
        deliver(world, self.server)
        found.letters = {slug: self.letters_to(slug) for slug in observers}
        return found

    def letters_to(self, slug: str) -> list[bytes]:
        """What came for somebody, from the subject on, with the day and the number of each letter."""
        sent = [one for one in self.server.envelopes if f"{slug}@work.example" in one.rcpt_tos]
        return [(one.original_content or b"").partition(b"Subject")[2] for one in sent]

    def varied(self, world: World, group: str, seed: str, acts: Sequence[Act]) -> Hidden:
        """Others act behind the group's backs in this copy."""
        hidden = Hidden(world=world, sites=self.sites, sights=self.sights, group=group, random=Random(seed))
        for act in acts:
            hidden.done.append(act.__name__)
            hidden.drawn.append(act.__name__)
            act(hidden)
        return hidden

    def compare(self, base: Looked, hidden: Hidden, seed: str, tally: Tally) -> None:
        """Run the scripts in the varied copy, and what is tried with hidden ids in both."""
        observers = hidden.observers
        if (drawing := (hidden.group, *sorted(hidden.drawn))) in tally.drawings:
            return
        tally.drawings.add(drawing)
        tally.kinds.update(hidden.done)
        varied = self.look(hidden.world, hidden.group, observers)
        for slug in observers:
            tries: list[Seen] = []
            for looked in (base, varied):
                with dice(f"probes {seed} {slug}"):
                    look = looked.looks[slug]
                    tries.append(list(probes(look, hidden)))
            usually, now = base.seen[slug] + tries[0], varied.seen[slug] + tries[1]
            tally.pairs[slug] += 1
            tally.requests += len(now)
            tally.letters += len(varied.letters[slug])
            wrong = [what for (what, one), (_, other) in zip(usually, now, strict=False) if one != other]
            wrong += ["the number of pages"] * (len(usually) != len(now))
            wrong += ["mail"] * (base.letters[slug] != varied.letters[slug])
            tally.different += [f"{seed}, {slug}, {hidden.done}: {what}" for what in wrong]

        # Last, since a look of somebody else's is itself an entry of the log.
        assert not {one.slug for _, one in hidden.witnesses} & set(observers)
        tally.unseen += [f"{seed} {kind}: {one}" for kind, one in hidden.witnesses if not hidden.exists(one)]

    def run(self, pairs: int, groups: Collection[str] = GROUP_OF_TURN) -> Tally:
        """So many pairs of these groups' people, and a few more."""
        tally = Tally()
        with ExitStack() as stack:
            bases: dict[str, Looked] = {}
            for seed in count():
                if tally.all_pairs >= pairs:
                    break
                group = GROUP_OF_TURN[seed % len(GROUP_OF_TURN)]
                if group not in groups:
                    continue
                if group not in bases:
                    bases[group] = self.look(stack.enter_context(self.copy()), group, list(GROUPS[group]))
                with self.copy() as world:
                    hidden = self.varied(world, group, f"{seed}", drawn(seed))
                    self.compare(bases[group], hidden, f"{seed}", tally)
        return tally


def drawn(seed: int) -> list[Act]:
    """Some acts in any order. Of ten variations two have only what is elsewhere, of which supervisors and auditors hear
    nothing; the other eight share out every kind there is, with one or two drawn beside."""
    random, (turn, place) = Random(seed), divmod(seed, len(GROUP_OF_TURN) * 2)
    if place in ELSEWHERE_ALONE:
        return random.sample(ELSEWHERE, random.randint(2, 5))
    at = place - sum(one < place for one in ELSEWHERE_ALONE)
    dealt = Random(f"deck {turn}").sample(ACTS, len(ACTS))[at :: len(GROUP_OF_TURN) * 2 - len(ELSEWHERE_ALONE)]
    return list(dict.fromkeys([*dealt, *random.sample(ACTS, random.randint(1, 2))]))


def worlds_on(store: Store, kind: str, home: Path, server: MailServer) -> Worlds:
    """The world from which all are copied, built once an engine."""
    sites: dict[str, Site] = {}
    seen: Sights = {}

    def build_world(databases: Databases) -> None:
        build(databases)
        with opened(databases, home) as world:
            sites.update(first(world))
            come(world)
        with opened(databases, home) as world:
            then(world, sites)
            seen.update(sights(world, sites))

    store.make_template("apart", build_world)
    return Worlds(store=store, kind=kind, home=home, server=server, sites=sites, sights=seen)
