"""Room: tests. What must hold after any fault: nothing acknowledged is lost, and act and entry came together or not.

(1) Every acknowledged act is there. (2) No act without its allowed entry, and no such entry without its act. (3) Every
record opens under keys that are there. (4) The access log verifies. (5) SQLite finds its file whole. Each fault is a
sentence, so that a meta-test can ask for it.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from coordination.audit import tables
from coordination.audit.second_path import SecondPath
from coordination.audit.verify import verify
from coordination.crypto.envelope import Binding, decrypt
from coordination.crypto.keyring import Keyring
from coordination.crypto.root import FileRootKey
from coordination.crypto.signing import Signer
from coordination.database.engine import Database
from coordination.model.action import Action
from coordination.settings import Settings
from coordination.storage import case_tables, record_tables
from coordination.storage import sessions as session_tables
from tests.faults.clerk import ACKS

Acks = Sequence[Mapping[str, str]]
# What the acts of a clerk are called in the access log.
ACTIONS = {
    "open": Action.CASE_OPEN,
    "invite": Action.TEAM_INVITE,
    "assign": Action.MEMBER_ASSIGN,
    "file": Action.RECORD_FILE,
    "correct": Action.RECORD_CORRECT,
    "withdraw": Action.RECORD_WITHDRAW,
    "release": Action.RELEASE_RECORD,
    "revoke": Action.RELEASE_REVOKE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What stands in the database: rows by table, the entries as they were hashed, and how often each was allowed."""

    rows: Mapping[str, Sequence[Row[Any]]]
    entries: Sequence[Mapping[str, Any]]
    allowed: Counter[str]

    def count(self, table: Table) -> int:
        """How many rows."""
        return len(self.rows[table.name])


TABLES = (
    case_tables.act_keys,
    case_tables.cases,
    case_tables.memberships,
    case_tables.places,
    record_tables.agency_keys,
    record_tables.data_keys,
    record_tables.records,
    record_tables.releases,
    session_tables.sessions,
)


def acknowledged(home: Path) -> Acks:
    """What clerks said was done, in order; the file is not part of what is cut."""
    file = home / ACKS
    return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


def faults(settings: Settings, acks: Acks, *, reader: str = "") -> list[str]:
    """Every promise broken, a sentence each. reader: the address of a role that sees everything, on PostgreSQL."""
    found = _integrity(settings.database_url)
    if found:
        return found
    with closing(Database.open(reader or settings.database_url, allow_owner=True)) as database, database.read() as rows:
        state = _state(rows)
        return [
            *_lost(state, acks),
            *_unpaired(state),
            *_unopened(state, Keyring(FileRootKey.open(settings.root_key_file))),
            *_log(rows, settings),
        ]


def _integrity(url: str) -> list[str]:
    """(5), after SQLite's own recovery."""
    if not url.startswith("sqlite"):
        return []
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as raw:
        try:
            said = [row[0] for row in raw.execute("PRAGMA integrity_check")]
            said += [str(row) for row in raw.execute("PRAGMA foreign_key_check")]
        except sqlite3.DatabaseError as error:
            said = [str(error)]
    return [] if said == ["ok"] else [f"The file is damaged: {said[:3]}"]


def _state(connection: Connection) -> State:
    rows = {table.name: connection.execute(select(table)).all() for table in TABLES}
    query = select(tables.entry.c.bytes).order_by(tables.entry.c.id)
    entries = [json.loads(data) for data in connection.scalars(query)]
    return State(
        rows=rows,
        entries=entries,
        allowed=Counter(entry["action"] for entry in entries if entry["outcome"] == "allowed"),
    )


def _lost(state: State, acks: Acks) -> list[str]:
    """(1) By its act key and by its row; a read was acknowledged by being shown, and its entry must be there."""
    results = {row.key: row.result for row in state.rows["act_keys"]}
    ids = {row.id for name in ("cases", "records", "releases") for row in state.rows[name]}
    withdrawn = {row.id for row in state.rows["records"] if row.withdrawn_at is not None}
    revoked = {row.id for row in state.rows["releases"] if row.revoked_at is not None}
    held = {"open": ids, "file": ids, "correct": ids, "release": ids, "withdraw": withdrawn, "revoke": revoked}
    found = []
    for ack in acks:
        did, made = ack["did"], ack["made"]
        if did in ACTIONS and (results.get(ack["key"]) != made or made not in held.get(did, {made})):
            found.append(f"An acknowledged {did} is lost.")
    reads = sum(ack["did"] == "read" for ack in acks)
    if state.allowed[Action.CASE_READ] < reads:
        found.append("Something was shown, and its entry is lost.")
    return found


def _unpaired(state: State) -> list[str]:
    """(2) Counted action by action and object by object."""
    done, allowed = Counter(row.action for row in state.rows["act_keys"]), state.allowed
    opened, filed = allowed[Action.CASE_OPEN], allowed[Action.RECORD_FILE] + allowed[Action.RECORD_CORRECT]
    records, releases = state.rows["records"], state.rows["releases"]
    pairs = {
        **{action.value: (done[action], allowed[action]) for action in ACTIONS.values()},
        "cases": (state.count(case_tables.cases), opened),
        "records": (len(records), opened + filed),
        "releases": (len(releases), allowed[Action.RELEASE_RECORD]),
        "revoked": (sum(row.revoked_at is not None for row in releases), allowed[Action.RELEASE_REVOKE]),
        "withdrawn": (
            len({row.first_id for row in records if row.withdrawn_at is not None}),
            allowed[Action.RECORD_WITHDRAW],
        ),
        "places": (state.count(case_tables.places), opened + allowed[Action.TEAM_INVITE]),
        "memberships": (state.count(case_tables.memberships), opened + allowed[Action.MEMBER_ASSIGN]),
        "sessions": (state.count(session_tables.sessions), allowed[Action.SESSION_START]),
    }
    found = [f"{name}: {there} done, {logged} logged." for name, (there, logged) in pairs.items() if there != logged]
    named = {handle for entry in state.entries if entry["outcome"] == "allowed" for handle in entry["objects"]}
    for table in ("cases", "records", "releases"):
        found += [f"No entry names a row of {table}." for row in state.rows[table] if row.handle not in named]
    return found


def _unopened(state: State, keyring: Keyring) -> list[str]:
    """(3)"""
    agencies = {row.agency_id: row.wrapped for row in state.rows["agency_keys"]}
    wrapped = {row.id: row for row in state.rows["data_keys"]}
    found = []
    for table, kind in (("records", None), ("releases", "release")):
        for row in state.rows[table]:
            key = wrapped.get(row.key_id)
            if key is None:
                found.append(f"The key of one of {table} is gone.")
                continue
            binding = Binding(
                table=table,
                row=row.id,
                case_id=row.case_id,
                information_type=key.information_type if kind else row.information_type,
                program_id=row.program_id,
                key_id=row.key_id,
            )
            opened = keyring.open_data_key(key.agency_id, agencies[key.agency_id], key.id, key.wrapped)
            json.loads(decrypt(opened, row.body, binding))
    return found


def _log(connection: Connection, settings: Settings) -> list[str]:
    """(4) With columns and indexes, against the second path."""
    verifier = Signer.open(settings.signing_key_file).verifier
    second = SecondPath(settings.checkpoint_copy)
    report = verify(connection, [verifier], verifier.name, second, columns=True)
    return [f"The access log: {finding.sentence}" for finding in report.findings]
