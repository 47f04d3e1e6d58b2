"""Room: tests. Transactions of three programs and of visitors take turns on one connection of pgbouncer.

A few thousand here, 100,000 by `make nightly`, whose report is tests/nightly.md.

Each is one message, as a client behind a pooler in transaction mode sends it: BEGIN and what the driver tells, a query
that forgot its conditions, COMMIT (or a mistake, and the transaction is lost). What it is shown is counted by whose it
is: of another program's case there may be nothing, in any table, whoever had the connection before.
"""

from __future__ import annotations

import select
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

import psycopg
import pytest
from psycopg import pq
from sqlalchemy import Table

from coordination.database.net import Net, net_of
from coordination.database.postgresql import _BEGIN
from coordination.database.told import told
from coordination.model.context import NOBODY, Context
from coordination.model.ids import new_id
from tests.community_ground import build
from tests.databases import Databases
from tests.deploy.pooler import pooled, through
from tests.nightly import size
from tests.postgres import Cluster
from tests.storage.netted import about_a_case
from tests.storage.planted_rows import Tenant, plant

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
TRANSACTIONS = size(3_000)
SECONDS = 20.0
TABLES = about_a_case()
# What is known by name whoever asks has no rows to hide from somebody; for a visitor it has.
HIDDEN = [table for table in TABLES if net_of(table) is not Net.KNOWN]


@pytest.fixture(scope="module")
def place(postgres_store: Cluster) -> Iterator[tuple[Databases, list[Tenant]]]:
    postgres_store.make_template("community", build)
    databases = postgres_store.fresh("community")
    tenants = [Tenant(new_id(), new_id(), new_id()) for _ in range(3)]
    assert databases.superuser
    plant(databases.superuser, tenants, TABLES)
    yield databases, tenants
    postgres_store.drop(databases)


def test_no_row_crosses_between_three_programs_that_take_turns_on_one_connection(
    postgres_store: Cluster, place: tuple[Databases, list[Tenant]], record_property: Callable[[str, object], None]
) -> None:
    databases, tenants = place
    with pooled(postgres_store, databases, connections=1) as port:
        whole = _take_turns(through(databases.app, port), tenants)
    for name in ("transactions", "servers", "own", "lost", "crossed"):
        record_property(name, f"{whole[name]:,}")
    assert whole["transactions"] >= TRANSACTIONS
    assert whole["servers"] == 1, "They did not share the pooler's one connection."
    assert whole["crossed"] == 0
    assert whole["own"] > TRANSACTIONS // 2  # so that nothing was found because nothing was shown
    assert whole["lost"] > TRANSACTIONS // 100


def test_without_what_the_driver_tells_rows_would_cross(
    postgres_store: Cluster, place: tuple[Databases, list[Tenant]]
) -> None:
    """Meta-test: what is set for the session is the next client's too. What the driver tells takes it away."""
    databases, (one, other, _third) = place
    left = told(_whose(one), [one.case]).sql().replace("true", "false")
    with pooled(postgres_store, databases, connections=1) as port:
        url = through(databases.app, port)
        with psycopg.connect(url, autocommit=True) as first, psycopg.connect(url, autocommit=True) as second:
            first.execute(left.encode())
            for table in HIDDEN:
                mine, theirs = _is_mine(table, one), _is_mine(table, other)
                query = f"SELECT case_id FROM {table.name} WHERE ({mine}) AND NOT ({theirs})"
                assert _shown(second, f"BEGIN READ ONLY; SELECT 1; {query}; COMMIT"), table.name
                assert _shown(second, _message(NOBODY, None, query)) == set(), table.name
                assert _shown(second, _message(_whose(other), other.case, query)) == set(), table.name


def _whose(tenant: Tenant) -> Context:
    return Context("person", tenant.person, tenant.program)


@dataclass(slots=True)
class Client:
    """A program's own connection to the pooler, the messages it sends in turn, and what was shown of them."""

    connection: pq.abc.PGconn
    messages: list[str]
    counted: Counter[str] = field(default_factory=Counter)
    servers: set[bytes] = field(default_factory=set)
    lost: bool = False

    def send(self, number: int) -> None:
        """One in seven divides by nothing after it has read, and its transaction is lost."""
        message = self.messages[number % len(self.messages)]
        self.lost = number % 7 == 0
        self.connection.send_query((message.replace("; COMMIT", "; SELECT 1/0") if self.lost else message).encode())

    def heard(self) -> bool:
        """Take what has come; whether the transaction is over."""
        self.connection.consume_input()
        while not self.connection.is_busy():
            result = self.connection.get_result()
            if result is None:
                if self.connection.transaction_status != pq.TransactionStatus.INERROR:
                    return True
                self.connection.send_query(b"ROLLBACK")
                continue
            assert result.status != pq.ExecStatus.FATAL_ERROR or self.lost, result.error_message
            if result.nfields == 3:  # neither the settings nor an end of the transaction
                own, strange, server = (result.get_value(0, column) or b"" for column in range(3))
                self.counted.update(transactions=1, own=int(own > b"0"), crossed=int(strange), lost=int(self.lost))
                self.servers.add(server)
        return False


def _take_turns(url: str, tenants: list[Tenant]) -> Counter[str]:
    """All of them send at once, again and again, and wait for each other: the pooler's one connection goes round."""
    clients = []
    with ExitStack() as kept:
        for tenant in tenants:
            connection = kept.enter_context(psycopg.connect(url, autocommit=True))
            ways: tuple[tuple[Context, str | None], ...] = (
                (_whose(tenant), tenant.case),
                (_whose(tenant), None),
                (NOBODY, None),
            )
            asked = [_message(*way, _counting(table, tenant, *way)) for table in TABLES for way in ways]
            clients.append(Client(connection.pgconn, asked))
        for number in range(TRANSACTIONS // len(clients) + 1):
            for place, client in enumerate(clients):
                client.send(number + place)
            waiting = {client.connection.socket: client for client in clients}
            while waiting:
                ready, _, _ = select.select(waiting, (), (), SECONDS)
                assert ready, "The pooler gives no answer."
                for socket in ready:
                    if waiting[socket].heard():
                        del waiting[socket]
    servers = {server for client in clients for server in client.servers}
    return sum((client.counted for client in clients), Counter[str]()) + Counter(servers=len(servers))


def _message(whose: Context, case: str | None, query: str) -> str:
    """One transaction, as the driver begins it (database/postgresql.py)."""
    return f"{_BEGIN['read']}; {told(whose, [case] if case else ()).sql()}; {query}; COMMIT"


def _counting(table: Table, tenant: Tenant, whose: Context, case: str | None) -> str:
    """How many rows are the tenant's to be shown, how many are not, and by which process of the server."""
    mine = _is_mine(table, tenant)
    if whose == NOBODY:
        mine = "false"
    elif net_of(table) is Net.KNOWN or (net_of(table) is Net.ABOUT and case is None):
        mine = "true"  # by name whoever asks, and in a list: database/net.py
    counts = f"count(*) FILTER (WHERE {mine}), count(*) FILTER (WHERE NOT ({mine}))"
    return f"SELECT {counts}, pg_backend_pid() FROM {table.name}"


def _is_mine(table: Table, tenant: Tenant) -> str:
    """On the tenant's case, or sent to its program."""
    sides = ("recipient_id", "asking_program_id") if net_of(table) is Net.PARTY else ()
    parts = [f"{name} = '{tenant.program}'" for name in sides if name in table.columns]
    if "referral_id" in table.columns and net_of(table) is Net.PARTY:
        parts.append(f"referral_id IN (SELECT id FROM referrals WHERE recipient_id = '{tenant.program}')")
    return " OR ".join([f"{_case(table)} = '{tenant.case}'", *parts])


def _case(table: Table) -> str:
    return "id" if table.name == "cases" else "case_id"


def _shown(connection: psycopg.Connection, message: str) -> set[str]:
    """The cases that the second SELECT of a message is shown; the first are the settings."""
    answers = connection.pgconn
    answers.send_query(message.encode())
    tables = []
    while (result := answers.get_result()) is not None:
        assert result.status != pq.ExecStatus.FATAL_ERROR, result.error_message
        if result.status == pq.ExecStatus.TUPLES_OK:
            tables.append({(result.get_value(row, 0) or b"").decode() for row in range(result.ntuples)})
    return tables[1]
