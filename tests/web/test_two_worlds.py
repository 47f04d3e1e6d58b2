"""Room: tests. Non-interference: two worlds differ only in what one person may not learn of, who then cannot tell.

Others act behind the observers' backs in a copy of one database (tests/web/apart/). Then each observer runs their whole
script in both, with the same ids and tokens, and every answer and every letter is the same to the byte.

How it is counted: a pair is one observer and any two of the worlds that they looked at, the base and its variations.
Each variation is compared with the base answer by answer (*direct*), and so every two of them; no two were drawn alike.
What is tried with hidden ids is compared with the base alone. 200 pairs by day, 5,000 at night (tests/nightly.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests import nightly
from tests.databases import Store
from tests.mail_server import mail_server
from tests.web.apart.dice import dice
from tests.web.apart.ground import GROUPS, deliver
from tests.web.apart.hidden import Hidden
from tests.web.apart.leaks import LEAKS, OPENING, Leak
from tests.web.apart.looked import Look, Seen, probes, script
from tests.web.apart.of_papers import release_between_others
from tests.web.apart.on_cases import (
    case_of_others,
    deadline_of_others,
    draft_of_another,
    referral_between_others,
    request_between_others,
    shelter_comes,
)
from tests.web.apart.people import World
from tests.web.apart.worlds import ACTS, Worlds, worlds_on

PAIRS = 200
ON_POSTGRESQL = 10
BESIDE_A_LEAK = [
    case_of_others,
    deadline_of_others,
    draft_of_another,
    referral_between_others,
    release_between_others,
    request_between_others,
    shelter_comes,
]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def worlds(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worlds]:
    """The world from which all are copied, built once an engine."""
    store: Store = request.getfixturevalue("postgres_store" if request.param == "postgresql" else "sqlite_store")
    with mail_server() as server:
        yield worlds_on(store, request.param, tmp_path_factory.mktemp("worlds") / "home", server)


def test_what_is_hidden_from_somebody_changes_nothing_they_can_see(
    worlds: Worlds, record_property: Callable[[str, object], None]
) -> None:
    small = worlds.kind == "postgresql"
    tally = worlds.run(ON_POSTGRESQL, ["police"]) if small else worlds.run(nightly.size(PAIRS))
    told = {"pairs": tally.all_pairs, "direct": tally.direct, "requests": tally.requests, "letters": tally.letters}
    for name, number in told.items():
        record_property(f"{worlds.kind} {name}", f"{number:,}")
    assert not tally.different, f"{len(tally.different)}:\n" + "\n".join(tally.different[:40])
    assert not tally.unseen, tally.unseen
    assert tally.letters
    if not small:
        assert set(tally.kinds) == {act.__name__ for act in ACTS}, "A kind was never drawn."
        assert set(tally.pairs) == {slug for group in GROUPS.values() for slug in group}


@pytest.mark.parametrize("worlds", ["sqlite"], indirect=True)
@pytest.mark.parametrize("elsewhere", [True, False], ids=["elsewhere", "here"])
def test_a_planted_leak_turns_the_comparison_red(worlds: Worlds, *, elsewhere: bool) -> None:
    """Each of them shows just where it should, and without it nothing differs there."""
    acts = [case_of_others, deadline_of_others] if elsewhere else BESIDE_A_LEAK
    missed, before = [], []
    with ExitStack() as stack:
        both = stack.enter_context(worlds.copy()), stack.enter_context(worlds.copy())
        hidden = worlds.varied(both[1], "police", "leaks", acts)
        for world in both:
            worlds.later(world, "police")
        for leak in (one for one in LEAKS if one.elsewhere is elsewhere):
            if leak.shows != OPENING:  # what is opened once is alike the second time
                before += [(leak.name, what) for what in shown(worlds, hidden, both, leak, planted=False)]
            if not shown(worlds, hidden, both, leak, planted=True):
                missed.append(leak.name)
    assert not before
    assert not missed


def shown(worlds: Worlds, hidden: Hidden, both: tuple[World, World], leak: Leak, *, planted: bool) -> list[str]:
    """What the observer of the leak is answered differently in the two worlds."""
    answers: list[Seen] = []
    with pytest.MonkeyPatch.context() as patch:
        looks = []
        for world in both:
            with dice(f"{leak.name} {planted} client"):
                looks.append(Look(world, leak.observer, leak.wanted))
        if planted:
            leak.plant(patch, looks)
        for look in looks:
            with dice(f"{leak.name} {planted}"):
                answers.append([*script(look, worlds.sites), *probes(look, hidden)])
            if leak.shows == "mail":
                worlds.server.envelopes.clear()
                if planted:
                    deliver(look.world, worlds.server)
                answers[-1].append(("mail", worlds.letters_to(leak.observer)))
    first, second = answers
    assert first
    more = ["the number of pages"] * (len(first) != len(second))
    return [what for (what, one), (_, other) in zip(first, second, strict=False) if one != other] + more
