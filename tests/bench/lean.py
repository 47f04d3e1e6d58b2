"""Room: tests. Other people's cases, made inside the database by the hundred thousand: lean, and in every table and
index that a list looks into. Instants are written as each engine keeps them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping

from sqlalchemy import Table

from coordination.storage import case_tables, record_tables
from tests.bench.bulk import Filler
from tests.bench.town import BEGAN, HOUR, Town
from tests.databases import Databases

SEATS = 997  # combinations of program, agency and person that the cases are given in turn
_WORDS = {
    "sqlite": {
        "id": "lower(hex(randomblob(16)))",
        "at": "{}",
        "bytes": "randomblob(64)",
        "true": "1",
        "numbers": "WITH RECURSIVE many(n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM many WHERE n < {last}) ",
        "many": "many",
    },
    "postgresql": {
        "id": "replace(gen_random_uuid()::text, '-', '')",
        "at": "to_timestamp(({}) / 1000000.0)",
        "bytes": "decode(md5(random()::text) || md5(random()::text), 'hex')",
        "true": "true",
        "numbers": "",
        "many": "generate_series({first}, {last}) AS many(n)",
    },
}
_FRESH = (
    "CREATE TEMPORARY TABLE fresh AS {numbers}SELECT n, {at} AS at, {id} AS id, {id} AS record, {id} AS own_key, "
    "{id} AS release, {id} AS restriction, program, agency, person "
    "FROM {many} JOIN seats ON seats.seat = n % " + str(SEATS)
)
_CASE = {"case_id": "id", "program_id": "program"}
# A row of each table for a new case, by column, and for which of them; what is not named is NULL.
_ROWS: Mapping[Table, tuple[Mapping[str, str], str]] = {
    case_tables.cases: (
        {"id": "id", "handle": "{id}", "reference": "'L' || n", "opened_at": "at",
         "coordinating_program_id": "program"}, ""),
    case_tables.places: (
        {"id": "{id}", **_CASE, "invited_by": "program", "since": "at", "changed_at": "at"}, ""),
    case_tables.memberships: (
        {"id": "{id}", **_CASE, "person_id": "person", "since": "at", "changed_at": "at"}, ""),
    case_tables.holdings: ({**_CASE, "information_type": "'identity'"}, ""),
    case_tables.restrictions: ({"id": "restriction", **_CASE, "set_by": "person", "set_at": "at"}, "n % 10 = 3"),
    case_tables.restriction_names: (
        {"restriction_id": "restriction", "person_id": "person", **_CASE}, "n % 10 = 3"),
    case_tables.conflicts: (
        {"id": "{id}", "handle": "{id}", **_CASE, "target_kind": "'person'", "target_id": "person",
         "set_by": "person", "set_at": "at"}, "n % 50 = 7"),
    record_tables.data_keys: (
        {"id": "own_key", **_CASE, "information_type": "'identity'", "agency_id": "agency", "wrapped": "{bytes}",
         "made_at": "at"}, ""),
    record_tables.records: (
        {"id": "record", "handle": "{id}", **_CASE, "information_type": "'identity'", "form": "'child'",
         "form_version": "1", "first_id": "record", "current": "{true}", "author_id": "person", "filed_at": "at",
         "happened_precision": "'unknown'", "happened_zone": "''", "key_id": "own_key", "body": "{bytes}"}, ""),
    record_tables.releases: (
        {"id": "release", "handle": "{id}", **_CASE, "purpose": "'coordination'", "starts_at": "at",
         "expires_at": "at", "signers_suffice": "{true}", "signers_encoded": "{true}", "names_hub": "{true}",
         "recorded_by": "person", "recorded_at": "at", "key_id": "own_key", "body": "{bytes}"}, "n % 4 = 1"),
    record_tables.release_recipients: (
        {"release_id": "release", "recipient_id": "program", "recipient_kind": "'program'", **_CASE}, "n % 4 = 1"),
    record_tables.release_types: (
        {"release_id": "release", "information_type": "'identity'", **_CASE}, "n % 4 = 1"),
}  # fmt: skip


def add(databases: Databases, town: Town, first: int, last: int) -> None:
    """Add the cases numbered first to last; the database is tidied as one that has been in use."""
    filler = Filler(databases)
    filler.run(_statements(databases.kind, town, first, last))
    filler.close()


def _statements(engine: str, town: Town, first: int, last: int) -> Iterator[str]:
    numbered = {"first": str(first), "last": str(last)}
    words = {name: text.format_map(numbered) if name in {"numbers", "many"} else text
             for name, text in _WORDS[engine].items()}  # fmt: skip
    at = words.pop("at").format(f"{BEGAN} + n * 7919 % 8760 * {HOUR}")
    yield "CREATE TEMPORARY TABLE seats (seat INTEGER PRIMARY KEY, program TEXT, agency TEXT, person TEXT)"
    yield f"INSERT INTO seats VALUES {', '.join(_seats(town))}"
    yield _FRESH.format(at=at, **words)
    for table, (row, which) in _ROWS.items():
        taken = ", ".join(text.format_map(words) for text in row.values())
        where = f" WHERE {which}" if which else ""
        yield f"INSERT INTO {table.name} ({', '.join(row)}) SELECT {taken} FROM fresh{where}"
    yield "DROP TABLE fresh"
    yield "DROP TABLE seats"


def _seats(town: Town) -> Iterator[str]:
    """People of all programs, the viewer's colleagues among them, and never the viewer."""
    chance, offices = random.Random(5), [office for county in town.offices for office in county]
    for seat in range(SEATS):
        office = chance.choice(offices)
        yield f"({seat}, '{office.id}', '{office.agency_id}', '{chance.choice(office.people)}')"
