"""Room: tests. The cells of the oracle of disclosures: the product of all that matters, reduced by symmetry.

A full product would have some 10^13 cells, most of them refused at the first gate. What is independent by the design is
multiplied apart: gates (role, place, restriction, conflict) do not depend on who shares; a paper's own state does not
depend on the type. Each part below names what it multiplies. `python -m tests.oracles.disclosures_cells` prints counts.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

from tests.oracles.disclosures_papers import PAPERS
from tests.oracles.disclosures_words import (
    AGREEMENTS,
    EMERGENCIES,
    KINDS,
    MEMBERS,
    PAPER_NAMES,
    PAPER_STATES,
    RELEASES,
    RESTRICTED,
    ROLES,
    SAME,
    SIDES,
    STATES,
    TYPES,
    Cell,
    Paper,
    Side,
    listed,
    some,
)

OWNERS = [SIDES[slug] for slug in SIDES if not slug.endswith(("_contractor", "_county"))]
VIEWERS = list(SIDES.values())
# One viewer of each shape that a gate or a paper's own state can tell apart: plain, walled, by order, confidential.
SHAPES = [SIDES[slug] for slug in listed("law_enforcement prosecution guardian_ad_litem advocates")]
# Sharers whose own state has, or might be thought to have, a statute that opens something.
STATUTORY = [SIDES[slug] for slug in listed("child_welfare law_enforcement prosecution cac cac_voca")]


def cells() -> Iterator[Cell]:
    """Every cell, part after part."""
    for part in PARTS:
        yield from part()


def law() -> Iterator[Cell]:
    """Who shares x its state x who looks x type x agreement: what opens without a release or a paper."""
    for owner, state in [*((o, "") for o in OWNERS), *product(STATUTORY, STATES[1:])]:
        sharer = replace(owner, state=state)
        agreements = AGREEMENTS if state or owner in STATUTORY else ("none", "in_force")
        for viewer, kind, agreement in product(VIEWERS, TYPES, agreements):
            yield Cell(owner=sharer, viewer=viewer, type=kind, agreement=agreement)


def papers() -> Iterator[Cell]:
    """Kind of paper x who shares x who looks x type, noted as its kind asks and, where that matters, not noted."""
    for kind, owner in product(KINDS, OWNERS):
        sharer = replace(owner, state="us_maine")
        for noted in (True, False) if owner.regimes & PAPERS[kind].noted_for else (True,):
            paper = Paper(kind=kind, noted=noted)
            for viewer, of in product(VIEWERS, TYPES):
                yield Cell(owner=sharer, viewer=viewer, type=of, paper=paper, agreement="in_force")


def paper_states() -> Iterator[Cell]:
    """Kind of paper x its state x whom it names x whether the type x who shares x who looks, for types it can reach."""
    stands = list(product(KINDS, PAPER_STATES, PAPER_NAMES, (True, False)))
    for (kind, state, names, names_type), owner in product(stands, OWNERS):
        paper = Paper(kind=kind, state=state, names=names, names_type=names_type)
        sharer = replace(owner, state="us_minnesota")
        for viewer, of in product([*SHAPES, SIDES["medical"]], ("report", "substance_use")):
            yield Cell(owner=sharer, viewer=viewer, type=of, paper=paper, agreement="in_force")


def team_papers() -> Iterator[Cell]:
    """The team statute: state x agreement x who shares x who looks x type."""
    paper = Paper(kind="team_statute")
    for owner, state, agreement in product(STATUTORY, STATES, AGREEMENTS[:1] + AGREEMENTS[2:]):
        sharer = replace(owner, state=state)
        for viewer, of in product(SHAPES, TYPES):
            yield Cell(owner=sharer, viewer=viewer, type=of, paper=paper, agreement=agreement)


def releases() -> Iterator[Cell]:
    """Release x who shares x who looks x type, and x the hub's own release where the sharer is confidential."""
    for release, owner in product(RELEASES, OWNERS):
        viewers = VIEWERS if release == "program" else [*SHAPES, SIDES["courts"], SIDES["child_attorney"]]
        if release == "parent_alone" and not owner.regimes & some("hipaa ferpa vawa fvpsa voca rhya part_2"):
            continue  # the note does not say who signs there: arch 8, “who holds legal custody”
        hub = (True, False) if owner.confidential else (True,)
        for viewer, of, hub_release, fresh in product(viewers, TYPES, hub, (True, False)):
            if (fresh or of == "location") and (of == "psychotherapy_notes" or release != "combined"):
                yield Cell(owner=owner, viewer=viewer, type=of, release=release, hub_release=hub_release, fresh=fresh)


def gates() -> Iterator[Cell]:
    """Role x place x restriction x conflict x whose program x release x type, for one sharer of each shape."""
    owners = [SIDES[slug] for slug in listed("child_welfare mental_health advocates")]
    stands = product(ROLES, MEMBERS, RESTRICTED, (False, True), SAME, ("none", "program"))
    for (role, member, restricted, conflict, same, release), owner in product(stands, owners):
        viewer = owner if same == "program" else SIDES["law_enforcement"]
        for of in listed("identity location mental_health psychotherapy_notes reporter_identity report advocacy"):
            yield Cell(
                owner=owner,
                viewer=viewer,
                type=of,
                role=role,
                member=member,
                restricted=restricted,
                conflict=conflict,
                same=same,
                release=release,
            )


def own() -> Iterator[Cell]:
    """Its own records: every program x role x type x second factor x order of appointment x the hub's release."""
    for owner, role, of in product(VIEWERS, ROLES, TYPES):
        for fresh, order, hub in product(
            (True, False), _orders(owner), (True, False) if owner.confidential else (True,)
        ):
            yield Cell(
                owner=owner, viewer=owner, type=of, role=role, same="program", fresh=fresh, order=order, hub_release=hub
            )


def emergencies() -> Iterator[Cell]:
    """Emergency x who shares x who looks x type x second factor x order of appointment, and with a place or without."""
    viewers = [*SHAPES, SIDES["medical"], SIDES["child_welfare"], SIDES["courts"], SIDES["child_attorney"]]
    for emergency, owner, viewer in product(EMERGENCIES, OWNERS, viewers):
        for of, fresh, order, member in product(TYPES, (True, False), _orders(viewer), ("in_force", "never")):
            if fresh or of == "location":
                yield Cell(
                    owner=owner,
                    viewer=viewer,
                    type=of,
                    emergency=emergency,
                    fresh=fresh,
                    order=order,
                    member=member,
                )


def emergencies_refused() -> Iterator[Cell]:
    """An emergency in force against every gate: role x place x restriction x conflict x type."""
    owner, viewer = SIDES["child_welfare"], SIDES["medical"]
    for role, member, restricted, conflict, of in product(ROLES, MEMBERS, RESTRICTED, (False, True), TYPES):
        yield Cell(
            owner=owner,
            viewer=viewer,
            type=of,
            role=role,
            member=member,
            restricted=restricted,
            conflict=conflict,
            emergency="in_force",
        )


def walls() -> Iterator[Cell]:
    """Programs of one agency: law offices and others x type x release x paper's name x agreement."""
    offices = [SIDES[slug] for slug in listed("prosecution civil_legal_county child_attorney law_enforcement")]
    stands = [*((release, None) for release in RELEASES[:3]), *(("none", name) for name in PAPER_NAMES)]
    for owner, viewer, (release, name), of in product(offices, offices, stands, TYPES):
        if owner is not viewer:
            paper = Paper(kind="court_order", names=name) if name else None
            yield Cell(owner=owner, viewer=viewer, type=of, same="agency", release=release, paper=paper)


def orders() -> Iterator[Cell]:
    """A representative whose order is not on file: who shares x type x agreement, release, paper."""
    opens: list[dict[str, Any]] = [
        {},
        {"agreement": "in_force"},
        {"release": "program"},
        {"paper": Paper(kind="court_order")},
    ]
    represents = [SIDES["guardian_ad_litem"], SIDES["child_attorney"]]
    for owner, viewer, of, state in product(OWNERS, represents, TYPES, opens):
        sharer = replace(owner, state="us_maine")
        yield Cell(owner=sharer, viewer=viewer, type=of, order=False, **state)


def _orders(viewer: Side) -> tuple[bool, ...]:
    return (True, False) if "appointed" in viewer.regimes else (True,)


PARTS = (law, papers, paper_states, team_papers, releases, gates, own, emergencies, emergencies_refused, walls, orders)


def counts() -> Counter[str]:
    """How many cells each part has."""
    return Counter({part.__name__: sum(1 for _ in part()) for part in PARTS})


if __name__ == "__main__":
    for name, many in counts().items():
        sys.stdout.write(f"{many:>8,}  {name}\n")
    sys.stdout.write(f"{counts().total():>8,}  cells\n")
