"""Room: tests. The net under the scope on PostgreSQL: what a raw query is shown, whoever runs it, of every table.

The tables are found from the metadata, so a new one about a case without a policy stops here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import psycopg
import pytest
from psycopg import errors
from sqlalchemy import Column, MetaData, Table, select, text

from coordination.database.engine import Database
from coordination.database.metadata import metadata
from coordination.database.net import Net, net_of
from coordination.database.told import Told, told
from coordination.database.types import Identifier
from coordination.door.gate import current_desk
from coordination.model import context
from coordination.model.context import NOBODY, Context
from coordination.model.errors import Invalid, Misconfigured
from coordination.model.ids import CaseId, new_id
from coordination.storage import backup_rows, case_facts
from coordination.storage.cabinet import Cabinet
from coordination.storage.record_tables import drafts
from tests.community import Community, make_community
from tests.postgres import Cluster
from tests.storage.netted import Ground, about_a_case, key, unguarded
from tests.storage.planted_rows import Tenant, plant

pytestmark = pytest.mark.postgres
TABLES = about_a_case()
PEOPLE = ("ana_cps_worker", "det_lake", "int_harbor")


@pytest.fixture(scope="module")
def community(postgres_store: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Community]:
    """A community through the real migrations and roles."""
    yield from make_community(postgres_store, tmp_path_factory.mktemp("net") / "home")


@pytest.fixture(scope="module")
def tenants(community: Community) -> list[Tenant]:
    """Three programs with a case each, and rows of each in every table about a case."""
    actors = [community.actor(subject) for subject in PEOPLE]
    found = [Tenant(actor.program_id, actor.person_id, new_id()) for actor in actors]
    plant(_superuser(community), found, TABLES)
    return found


@pytest.fixture(scope="module")
def ground(community: Community, tenants: list[Tenant]) -> Ground:
    assert tenants
    return Ground.of(_superuser(community).replace("+psycopg", ""))


@pytest.fixture
def database(community: Community) -> Iterator[Database]:
    with closing(Database.open(community.databases.app)) as opened:
        yield opened


def test_every_table_about_a_case_has_its_net(community: Community) -> None:
    with _raw(_superuser(community)) as superuser:
        assert unguarded(superuser) == []
        kept = {str(name) for (name,) in superuser.execute("SELECT relname FROM pg_class WHERE relrowsecurity")}
    assert kept == {table.name for table in TABLES}, "A policy lies under a table of which nobody would know."


def test_new_table_about_a_case_without_a_policy_is_found(community: Community) -> None:
    """Meta-test: one that says nothing of a net, one that says so and has none, one that is not forced."""
    more = MetaData()
    for table in metadata.sorted_tables:
        table.to_metadata(more)
    Table("diaries", more, Column("id", Identifier, primary_key=True), Column("case_id", Identifier))
    with _raw(_superuser(community)) as superuser:
        assert unguarded(superuser, more) == ["diaries"]
        for broken, mended in (("NO FORCE", "FORCE"), ("DISABLE", "ENABLE")):
            superuser.execute(f"ALTER TABLE places {broken} ROW LEVEL SECURITY".encode())
            assert unguarded(superuser) == ["places"]
            superuser.execute(f"ALTER TABLE places {mended} ROW LEVEL SECURITY".encode())


def test_raw_query_without_context_is_shown_nothing(community: Community, database: Database, ground: Ground) -> None:
    every = [case["id"] for case in ground.rows["cases"]]
    nothing: dict[str, set[object]] = {table.name: set() for table in TABLES}
    assert all(ground.rows[name] for name in nothing), "There must be something to be hidden in each."
    for url in (community.databases.app, community.databases.owner):  # nor is the owner: FORCE
        with _raw(url) as raw:
            for name in nothing:
                assert raw.execute(f"SELECT count(*) FROM {name}".encode()).fetchone() == (0,), name
    assert _seen(database, told(NOBODY)) == nothing
    assert _seen(database, told(NOBODY, about=every)) == nothing


def test_every_transaction_is_shown_what_its_kind_of_table_says(
    database: Database, ground: Ground, tenants: list[Tenant]
) -> None:
    """For three programs and the hub: a list, about no case, about one or two, with the seals of one, of another."""
    hidden = dict.fromkeys(Net, 0)
    whose = [Context("person", tenant.person, tenant.program) for tenant in tenants]
    for place, one in enumerate((*whose, context.hub("testing"))):
        for to_tell in _ways(one, tenants[place % 3].case, tenants[(place + 1) % 3].case):
            seen = _seen(database, to_tell)
            for table in TABLES:
                expected = ground.keys(table, to_tell)
                assert seen[table.name] == expected, (table.name, to_tell)
                kind = net_of(table)
                assert kind is not None
                hidden[kind] += len(ground.rows[table.name]) - len(expected)
    assert {kind for kind, count in hidden.items() if count == 0} == {Net.KNOWN}


def _ways(whose: Context, own: str, other: str) -> list[Told]:
    return [
        told(whose),
        told(whose, about=()),
        told(whose, about=[own]),
        told(whose, about=[own, other, "no such case", "'; --"]),
        told(whose, [own]),
        told(whose, [other], [own]),
    ]


def test_a_case_of_the_own_program_hides_every_row_of_the_others(database: Database, tenants: list[Tenant]) -> None:
    """In plain SQL, beside the oracle: what is known by name and what was sent to the program are all that is left."""
    mine = tenants[0]
    whose = Context("person", mine.person, mine.program)
    strange: dict[str, int] = {}
    with database.read([mine.case], context=whose) as connection:
        for table in TABLES:
            column = "id" if table.name == "cases" else "case_id"
            query = f"SELECT count(*) FROM {table.name} WHERE {column} <> '{mine.case}'"
            strange[table.name] = connection.exec_driver_sql(query).scalar_one()
    known = {table.name for table in TABLES if net_of(table) is Net.KNOWN}
    sent = {"referrals", "referral_links", "referral_steps", "requests"}
    assert {name for name, count in strange.items() if count} == known | sent


def test_nothing_can_be_written_where_nothing_is_shown(community: Community, tenants: list[Tenant]) -> None:
    mine, other = tenants[0], tenants[1]
    tell = told(Context("person", mine.person, mine.program), about=[mine.case]).sql().encode()
    added = f"INSERT INTO holdings VALUES ('{{}}', '{mine.program}', 'made_up')"
    with _raw(community.databases.app) as raw:
        with raw.transaction(force_rollback=True):
            raw.execute(tell)
            raw.execute(added.format(mine.case).encode())
            assert raw.execute(f"DELETE FROM holdings WHERE case_id = '{other.case}'".encode()).rowcount == 0
        with raw.transaction(force_rollback=True):
            raw.execute(tell)
            with pytest.raises(errors.InsufficientPrivilege, match="row-level security"):
                raw.execute(added.format(other.case).encode())


def test_desk_tells_for_whom_it_works_and_about_what(community: Community, tenants: list[Tenant]) -> None:
    desk, actor, one = community.desk, community.actor(PEOPLE[0]), CaseId(tenants[0].case)
    with desk.consulting(about=[one], context=context.of(actor)) as cabinet:
        assert _cases(cabinet) == {one}
    with desk.consulting() as cabinet:  # the hub's own work
        assert _cases(cabinet) == {tenant.case for tenant in tenants}
    with replace(desk, context=context.of(actor)).consulting([one]) as cabinet:
        assert _cases(cabinet) == {one}
    with replace(desk, context=NOBODY).consulting([one]) as cabinet:
        assert _cases(cabinet) == set()
    # `facts` tells it by itself: a condition taken away from its statement would read nothing of another case.
    every = [CaseId(tenant.case) for tenant in tenants]
    assert all(facts.places for facts in desk.facts_of_many(actor, every))
    with desk.consulting(about=[one], context=context.of(actor)) as cabinet:
        found = case_facts.facts_of_many(cabinet.connection, actor, every)
    assert [facts.case_id for facts in found if facts.places] == [one]


def test_visitor_at_the_door_works_for_nobody_and_whoever_signed_in_for_themselves(community: Community) -> None:
    for subject, whose in ((None, NOBODY), (PEOPLE[0], context.of(community.actor(PEOPLE[0])))):
        with community.client(subject) as client:
            client.get("/sign-in")
            assert current_desk().context == whose


def test_draft_is_shown_to_its_author_alone(database: Database, tenants: list[Tenant]) -> None:
    """For the program they act for: not even a colleague who works on the case is shown that there is one."""
    mine, other = tenants[0], tenants[1]
    shown = {
        Context("person", mine.person, mine.program): 1,
        Context("person", other.person, mine.program): 0,
        Context("person", mine.person, other.program): 0,
    }
    for whose, count in shown.items():
        with database.read([mine.case], context=whose) as connection:
            assert len(connection.execute(select(drafts.c.id)).all()) == count


def test_backup_that_would_not_be_of_every_row_is_refused(community: Community) -> None:
    """On the worst day it would be found that the copy lacks rows: so it is not made without the hub's context."""
    for whose in (None, context.hub("testing")):
        with closing(Database.open(community.databases.app, context=whose)) as opened, opened.snapshot() as connection:
            cabinet = Cabinet(connection=connection, keyring=None, now=None)  # type: ignore[arg-type] # nothing is opened
            lines = backup_rows.pour(cabinet, keys=False, progress=lambda _done, _all: None)
            if whose is None:
                with pytest.raises(Misconfigured, match="hub's own work"):
                    next(lines)
            else:
                assert '"table"' in next(lines)


def test_words_that_could_end_their_quotes_are_refused() -> None:
    for wrong in ("'", "a,b", "a b", "", "x" * 65, "a\n"):
        with pytest.raises(Invalid):
            told(NOBODY, [wrong])
        assert told(context.hub("testing"), about=[wrong]).about == ""
    for purpose in ("", "'", "A", "a" * 65, "a\n"):
        with pytest.raises(Invalid):
            context.hub(purpose)


def test_settings_are_read_once_a_statement_and_an_index_still_finds_the_rows(database: Database) -> None:
    with database.read(context=context.hub("testing")) as connection:
        connection.execute(text("SET LOCAL enable_seqscan = off"))
        asked = "EXPLAIN (COSTS OFF) SELECT * FROM places WHERE case_id = 'x' AND program_id = 'y'"
        plan = "\n".join(connection.exec_driver_sql(asked).scalars())
    assert "InitPlan" in plan
    assert "SubPlan" not in plan
    assert "Index Cond: (((case_id)::text = 'x'::text) AND ((program_id)::text = 'y'::text))" in plan


def _seen(database: Database, to_tell: Told) -> dict[str, set[object]]:
    """What queries that forgot every condition are shown, of each table. Told as the driver tells it."""
    with database._transaction("read", to_tell) as connection:
        return {
            table.name: {key(table, dict(row._mapping)) for row in connection.execute(select(table))}
            for table in TABLES
        }


def _superuser(community: Community) -> str:
    assert community.databases.superuser
    return community.databases.superuser


def _raw(url: str) -> psycopg.Connection:
    return psycopg.connect(url.replace("+psycopg", ""), autocommit=True)


def _cases(cabinet: Cabinet) -> set[str]:
    return set(cabinet.connection.exec_driver_sql("SELECT DISTINCT case_id FROM places").scalars())
