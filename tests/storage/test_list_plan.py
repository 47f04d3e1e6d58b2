"""Room: tests. My cases marks who is missing in the statements it had: the same plan, and what the whole case opens."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, event, insert, select, text

from coordination.declare.information import InformationType
from coordination.model.action import Action
from coordination.model.actor import Actor, Role
from coordination.model.facts import CaseFacts
from coordination.policy.scope import scope
from coordination.storage import case_facts, list_facts
from coordination.storage.case_tables import holdings
from coordination.storage.record_tables import release_recipients, release_types, releases
from tests.community import PEOPLE, Community, make_community
from tests.databases import Store
from tests.policy.generated import generated

MARKED = (InformationType.IDENTITY, InformationType.MISSING)
WRITTEN = re.compile(r"(\w+ (?:Only )?Scan.*|Limit|.*Join.*|SEARCH.*|SCAN.*|MATERIALIZE.*|CORRELATED.*|CO-ROUTINE.*)")
CASES_OF = {Role.WORKER, Role.COORDINATOR, Role.SUPERVISOR}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Community]:
    """A community with generated cases, and on each what some programs hold and release, once an engine."""
    name = "postgres_store" if request.param == "postgresql" else "sqlite_store"
    store: Store = request.getfixturevalue(name)
    for community in make_community(store, tmp_path_factory.mktemp("plan") / "home"):
        dice = random.Random(3)
        with community.desk.database.write() as connection:
            for case_id in generated(connection, community, 7, 60):
                _hold_and_release(connection, community, dice, case_id)
        owner = create_engine(community.databases.owner, isolation_level="AUTOCOMMIT")
        with owner.connect() as connection:
            connection.execute(text("ANALYZE"))
        owner.dispose()
        yield community


def _hold_and_release(connection: Connection, community: Community, dice: random.Random, case_id: str) -> None:
    programs = [community.programs[slug].id for slug in sorted(community.programs)]
    for program in programs:
        for kind in (*MARKED, InformationType.REPORT):
            if dice.random() < 0.5:
                row = {"case_id": case_id, "program_id": program, "information_type": kind.value}
                connection.execute(insert(holdings).values(row))
    made = select(releases.c.id, releases.c.program_id).where(releases.c.case_id == case_id)
    for release, program in connection.execute(made.order_by(releases.c.program_id)).all():
        about = {"release_id": release, "case_id": case_id, "program_id": program}
        for kind in dice.sample((*MARKED, InformationType.REPORT), dice.choice((1, 1, 2))):
            connection.execute(insert(release_types).values(about | {"information_type": kind.value}))
        for recipient in dice.sample(programs, 2):
            connection.execute(
                insert(release_recipients).values(about | {"recipient_kind": "program", "recipient_id": recipient})
            )


@pytest.mark.parametrize("slug", ["ana_cps_worker", "sam_cps_supervisor", "adv_safe"])
def test_the_mark_of_a_missing_child_leaves_the_plan_of_the_list_as_it_was(town: Community, slug: str) -> None:
    actor = town.actor(slug)
    without, marked = (steps(town, actor, beside) for beside in (None, InformationType.MISSING))
    assert without == marked
    assert len(without) > 20
    assert not [step for step in marked if re.search(r"Seq Scan|SCAN (cases|holdings|release_types|places)\b", step)]


def test_what_the_list_knows_of_the_two_types_opens_just_what_the_whole_case_opens(town: Community) -> None:
    """Of everybody who has a list, on each of their cases: neither more nor less, nor of a program more."""
    seen = set[str]()
    for slug in (slug for slug, (_, _, role) in PEOPLE.items() if role in CASES_OF):
        actor = town.actor(slug)
        within = scope(actor, Action.CASE_LIST, town.clock.now)
        with town.desk.consulting() as cabinet:
            of, beside = MARKED
            found = list_facts.facts_of_page(cabinet, within, actor, of=of, beside=beside, size=100)
            listed = [facts for _, facts in found]
            whole = case_facts.facts_of_many(cabinet.connection, actor, [facts.case_id for facts in listed])
        assert opens(town, actor, listed) == opens(town, actor, whole), slug
        seen |= {f"{kind} {access}" for _, _, kind, access in opens(town, actor, listed)}
    assert {f"{kind} open" for kind in MARKED} <= seen


def opens(town: Community, actor: Actor, many: Iterable[CaseFacts]) -> set[tuple[str, str, str, str]]:
    """By case, program and type, what the list of cases gives of the two."""
    return {
        (case.case_id, line.program_id, line.information_type.value, line.access.value)
        for facts in many
        for case in town.desk.judge(actor, Action.CASE_LIST, facts).cases
        for line in case.types
        if line.information_type in MARKED
    }


def steps(town: Community, actor: Actor, beside: InformationType | None) -> list[str]:
    """How each statement of a page reaches its rows, as the engine tells it of the very statement that was run."""
    within, asked = scope(actor, Action.CASE_LIST, town.clock.now), list[tuple[str, Any]]()
    with town.desk.consulting() as cabinet:
        connection = cabinet.connection
        sqlite = town.databases.kind == "sqlite"
        if not sqlite:
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")  # these tables lie on one page each

        def hear(*heard: Any) -> None:  # noqa: ANN401 - as SQLAlchemy calls it
            asked.append((heard[2], heard[3]))

        event.listen(connection, "before_cursor_execute", hear)
        list_facts.facts_of_page(cabinet, within, actor, of=InformationType.IDENTITY, beside=beside, size=26)
        event.remove(connection, "before_cursor_execute", hear)
        explain = "EXPLAIN QUERY PLAN " if sqlite else "EXPLAIN (COSTS OFF) "
        return [
            found[1].partition(" (")[0]  # by which index; not whether it looks for the type there or in what it finds
            for statement, values in asked
            for row in connection.exec_driver_sql(explain + statement, values)
            if (found := WRITTEN.search(str(row[-1])))
        ]
