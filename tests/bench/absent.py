"""Room: tests. Hidden = absent, by the clock: can somebody signed in tell the two apart by how long an answer takes?

Requests for what is hidden and for what is not there take turns, in random order. AUC is how often the better of the
two threshold rules is right about a pair: 0.5 is a coin.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from coordination.web.app import create_app
from tests.bench.figures import Figure, auc, middle
from tests.bench.load import Loaded
from tests.bench.town import ids
from tests.bench.wsgi import Caller

WARM = 60
Say = Callable[[str], None]
Path = Callable[[], str]


def measure(loaded: Loaded, samples: int, say: Say) -> list[Figure]:
    """`samples` of each side, for cases of other teams, cases restricted to others, and records."""
    hub, watched, chosen = loaded.hub, loaded.watched, random.Random(2)
    caller = Caller(app=create_app(hub), base_url=hub.settings.public_url, token=loaded.token())

    def pool(found: list[str]) -> tuple[Path, Path]:
        """As many absent ids as hidden ones: what was asked before is warm somewhere, hidden or not."""
        gone = list(ids(len(found)))
        return lambda: f"/cases/{chosen.choice(found)}", lambda: f"/cases/{chosen.choice(gone)}"

    def records(found: list[tuple[str, str]], *, visible: bool) -> tuple[Path, Path]:
        gone = [(case if visible else next(ids(1)), next(ids(1))) for case, _ in found]
        return (lambda: _record(chosen.choice(found))), (lambda: _record(chosen.choice(gone)))

    kinds = [
        ("a case of another team", *pool(watched.others)),
        ("a case restricted to others", *pool(watched.kept_out)),
        ("a closed record of a visible case", *records(watched.closed_records, visible=True)),
        ("a record of a hidden case", *records(watched.hidden_records, visible=False)),
    ]
    return [_compare(loaded.name, what, caller, hidden, gone, samples, say) for what, hidden, gone in kinds]


def _compare(name: str, what: str, caller: Caller, hidden: Path, gone: Path, samples: int, say: Say) -> Figure:
    bodies = set()
    for _ in range(min(WARM, samples)):
        for path in (hidden(), gone()):
            caller.get(path)
            bodies.add((caller.last.status, caller.last.body))
    times: dict[bool, list[float]] = {True: [], False: []}
    order = random.Random(3)
    for turn in range(samples):
        for side in order.sample((True, False), 2):
            path = hidden() if side else gone()
            times[side].append(caller.get(path).wall)
        caller.forget()
        if turn % 200 == 199:
            say(f"{name}, {what}: {turn + 1} of {samples} pairs")
    if len(bodies) != 1:
        raise RuntimeError(f"{what}: {len(bodies)} different answers")
    medians = f"medians {middle(times[True]) * 1000:.3f} and {middle(times[False]) * 1000:.3f} ms"
    return Figure(what=f"{what} against an absent one: AUC", engine=name, value=auc(times[True], times[False]),
                  target=0.55, detail=f"{samples:,} pairs; {medians}; the same bytes")  # fmt: skip


def _record(pair: tuple[str, str]) -> str:
    return f"/cases/{pair[0]}/records/{pair[1]}"
