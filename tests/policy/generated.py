"""Room: tests. Cases made from a seed, as rows: places, members, conflicts, restrictions, releases, at edges."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert

from coordination.model.ids import CaseId, new_id
from coordination.storage.case_tables import cases, conflicts, memberships, places, restriction_names, restrictions
from coordination.storage.record_tables import releases
from tests.community import PEOPLE, Community

EDGES = (timedelta(days=-2), timedelta(microseconds=-1), timedelta(), timedelta(microseconds=1), timedelta(days=2))


def generated(connection: Connection, community: Community, seed: int, count: int) -> list[CaseId]:
    """Write `count` cases. Each thing that a rule asks about is there, not there, over, or at the edge of its time."""
    dice = random.Random(seed)
    return [_case(connection, community, dice) for _ in range(count)]


def _case(connection: Connection, community: Community, dice: random.Random) -> CaseId:
    now, case_id, slugs = community.clock.now, CaseId(new_id()), sorted(community.programs)
    programs = {slug: community.programs[slug].id for slug in slugs}
    connection.execute(
        insert(cases).values(
            id=case_id,
            handle=new_id(),
            reference=new_id()[:16],
            opened_at=now - timedelta(days=9),
            closed_at=dice.choice((None, None, now - timedelta(days=1))),
            coordinating_program_id=programs[dice.choice(slugs)],
            offered_to=dice.choice((None, programs[dice.choice(slugs)])),
        )
    )
    about: dict[str, Any] = {"case_id": case_id}
    for slug in slugs:
        for since, until in _dated(now, dice):
            row = {
                **about,
                "program_id": programs[slug],
                "since": since,
                "until": until,
                "changed_at": _hour(now, dice),
            }
            connection.execute(insert(places).values(id=new_id(), invited_by=programs[slug], **row))
        if dice.random() < 0.8:
            _hub_release(connection, community, dice, {**about, "program_id": programs[slug]}, slug)
    for person, (_name, slug, _role) in PEOPLE.items():
        for since, until in _dated(now, dice):
            row = {
                **about,
                "program_id": programs[slug],
                "since": since,
                "until": until,
                "changed_at": _hour(now, dice),
            }
            connection.execute(insert(memberships).values(id=new_id(), person_id=community.people[person], **row))
    _conflicts(connection, community, dice, about)
    _restrictions(connection, community, dice, about)
    return case_id


def _dated(now: datetime, dice: random.Random) -> Sequence[tuple[datetime, datetime | None]]:
    """Stays one after another, as casework makes them: perhaps one that is over, perhaps one that may be in force."""
    over = (now - timedelta(days=6), now - timedelta(days=3))
    current = (now + dice.choice(EDGES[:4]), dice.choice((None, None, *(now + edge for edge in EDGES[1:]))))
    return [stay for stay, chance in ((over, 0.3), (current, 0.7)) if dice.random() < chance]


def _hour(now: datetime, dice: random.Random) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0) - timedelta(hours=dice.randrange(4))


def _hub_release(
    connection: Connection, community: Community, dice: random.Random, row: dict[str, Any], slug: str
) -> None:
    now, people = community.clock.now, [name for name, (_n, program, _r) in PEOPLE.items() if program == slug]
    connection.execute(
        insert(releases).values(
            id=new_id(),
            handle=new_id(),
            purpose="service",
            starts_at=now + dice.choice(EDGES[:4]),
            expires_at=now + dice.choice((*EDGES[1:], *[timedelta(days=2)] * 5)),
            signers_suffice=dice.random() < 0.7,
            signers_encoded=True,
            names_hub=dice.random() < 0.6,
            recorded_by=community.people[people[0]],
            recorded_at=now,
            ends_at_majority=dice.choice((*[None] * 3, *(now + edge for edge in EDGES))),
            revoked_at=dice.choice((*[None] * 8, *(now + edge for edge in EDGES))),
            key_id=new_id(),
            body=b"-",
            **row,
        )
    )


def _conflicts(connection: Connection, community: Community, dice: random.Random, about: dict[str, Any]) -> None:
    kinds: dict[str, Sequence[str]] = {
        "person": [community.people[slug] for slug in PEOPLE],  # in an order that is the same in every database
        "program": [community.programs[slug].id for slug in sorted(community.programs)],
        "agency": [community.agencies[slug] for slug in sorted(community.agencies)],
    }
    for _ in range(dice.choice((0, 0, 0, 1, 2))):
        kind = dice.choice(list(kinds))
        connection.execute(
            insert(conflicts).values(
                id=new_id(),
                handle=new_id(),
                target_kind=kind,
                target_id=dice.choice(kinds[kind]),
                set_at=community.clock.now,
                lifted_at=dice.choice((None, None, community.clock.now)),
                **_setter(community),
                **about,
            )
        )


def _restrictions(connection: Connection, community: Community, dice: random.Random, about: dict[str, Any]) -> None:
    for _ in range(dice.choice((0, 0, 1, 2))):
        restriction, setter = new_id(), _setter(community)
        lifted = dice.choice((None, None, community.clock.now))
        row = {**about, **setter, "set_at": community.clock.now, "lifted_at": lifted}
        connection.execute(insert(restrictions).values(id=restriction, **row))
        for person in dice.sample([community.people[slug] for slug in PEOPLE], dice.choice((0, 3, 12))):
            named = {"restriction_id": restriction, "person_id": person, "program_id": setter["program_id"], **about}
            connection.execute(insert(restriction_names).values(**named))


def _setter(community: Community) -> dict[str, str]:
    return {"program_id": community.programs["cps"].id, "set_by": community.people["sam_cps_supervisor"]}
