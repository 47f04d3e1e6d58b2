"""Room: tests. What the machine types into the forms of releases and of other papers."""

from __future__ import annotations

from datetime import date, timedelta

from coordination.declare.authority_on_file import KINDS
from tests.policy.machine_model import Paper
from tests.policy.machine_people import PEOPLE, PROGRAMS
from tests.policy.machine_world import PARENT, World

BY = ("both", "both", "youth", "parent", "adult", "abuser")
_LAW = "A law on minors"
_MINOR = {"signer_1_capacity": "minor", "signer_1_name": "Wren"}
_SIGNED = {
    "abuser": _MINOR
    | {"signer_2_capacity": "parent", "signer_2_name": PARENT, "signer_2_abuser": "yes", "under_18": "yes"},
    "adult": {"signer_1_capacity": "adult", "signer_1_name": "Wren"},
    "both": _MINOR
    | {"signer_2_capacity": "parent", "signer_2_name": PARENT, "signer_2_abuser": "no", "under_18": "yes"},
    "parent": {"signer_1_capacity": "parent", "signer_1_name": PARENT, "signer_1_abuser": "no", "under_18": "yes"},
    "youth": _MINOR | {"alone_authority": _LAW},
}
_EVIDENCE = {kind.slug: tuple(one.slug for one in kind.evidence) for kind in KINDS}
Typed = dict[str, str | tuple[str, ...]]


def release(world: World, new: Paper, by: str, today: date, days: int, wait: int) -> Typed:
    """A release as it is typed. days: to its last one; wait: to its first."""
    starts = {"starts_on": (today + timedelta(days=wait)).isoformat()} if wait else {}
    return {
        "recipients": tuple(str(world.programs[one]) for one in sorted(new.to)),
        "types": tuple(sorted(new.types)),
        "purpose": "safety",
        "expires_on": (today + timedelta(days=days)).isoformat(),
        "method": "paper",
        "language": "English",
        "not_condition": "yes",
        **starts,
        **_SIGNED[by],
    }


def evidence(world: World, new: Paper, today: date, wait: int, days: int) -> Typed:
    """Another paper as it is typed. wait: days to its first; days: from there to its last."""
    starts = {"starts_on": (today + timedelta(days=wait)).isoformat()} if wait else {}
    return {
        "kind": new.kind,
        "types": tuple(sorted(new.types)),
        "expires_on": (today + timedelta(days=wait + days)).isoformat(),
        "told": "By phone",
        "protects": "She moved",
        **{f"evidence_{one}": "something" for one in _EVIDENCE[new.kind]},
        **starts,
        **_recipients(world, new.to),
    }


def _recipients(world: World, to: frozenset[str]) -> Typed:
    people = [one for one in to if one in PEOPLE]
    if people:
        return {"person": f"{world.programs[PEOPLE[people[0]][0]]}:{world.people[people[0]]}"}
    return {"recipients": tuple(_recipient(world, one) for one in sorted(to))}


def _recipient(world: World, one: str) -> str:
    agency = one.removeprefix("agency:")
    return str(world.programs[one]) if one in PROGRAMS else f"agency:{world.agencies[agency]}"
