"""Room: tests. What a web page without any protection would read: the same rows, in plain tables.

Who is on a case, programs, agencies, people and records are the hub's own rows; names and reasons, which the hub seals
or works out, lie here in plain. They are filled from what the hub itself shows the viewer, so both pages say the same.
"""

from __future__ import annotations

import json

from sqlalchemy import Boolean, Column, Index, Integer, MetaData, String, Table, Text, create_engine, insert, text

from coordination.casework import cases, referral_pages, sessions
from coordination.database.types import Identifier, Instant
from coordination.model.ids import CaseId
from coordination.storage import referral_facts
from tests.bench.load import Loaded

plain = MetaData()
bare_cases = Table(
    "bare_cases",
    plain,
    Column("id", Identifier, primary_key=True),
    Column("reference", String(16), nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("closed_at", Instant),
    Column("coordinating_program_id", Identifier, nullable=False),
    Column("called", Text, nullable=False),
    Column("aliases", Text, nullable=False),
    Column("child", Text, nullable=False),  # JSON: question's title → answer
    Column("restricted", Boolean, nullable=False),
    Column("listed", Boolean, nullable=False),
)
bare_types = Table(
    "bare_types",
    plain,
    Column("case_id", Identifier, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("program_id", Identifier, nullable=False),
    Column("information_type", String(64), nullable=False),
    Column("access", String(16), nullable=False),
    Column("sentence", Text, nullable=False),
    Column("authority", Text, nullable=False),
    Column("citation", Text, nullable=False),
    Column("asks", Boolean, nullable=False),
    Column("notices", Text, nullable=False),  # JSON: sentence and citation of what travels with it
    Column("standing", Text, nullable=False),
)
bare_people = Table(
    "bare_people",
    plain,
    Column("record_id", Identifier, primary_key=True),
    Column("case_id", Identifier, nullable=False),
    Column("place", Integer, nullable=False),
    Column("answers", Text, nullable=False),  # JSON
    Index("ix_bare_people_case_id", "case_id"),
)
bare_titles = Table(
    "bare_titles",
    plain,
    Column("form", String(64), primary_key=True),
    Column("title", Text, nullable=False),
)
bare_notes = Table(  # where a plain application would write one line about what it did
    "bare_notes",
    plain,
    Column("id", Identifier, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("person_id", Identifier, nullable=False),
    Column("what", Text, nullable=False),
)
_COPY = (
    "INSERT INTO bare_cases SELECT c.id, c.reference, c.opened_at, c.closed_at, c.coordinating_program_id, "
    "'River', 'Sparrow, Moss', '{}', EXISTS (SELECT 1 FROM restrictions r WHERE r.case_id = c.id), {true} FROM cases c"
)


def fill(loaded: Loaded) -> None:
    """Make the plain tables of one engine, and fill them with what the viewer sees."""
    sqlite = loaded.databases.kind == "sqlite"
    engine = create_engine(loaded.databases.app if sqlite else loaded.databases.superuser)
    pages, titles, unlisted = (
        _pages(loaded),
        _titles(loaded),
        _unlisted(loaded),
    )  # before the transaction, which locks SQLite
    with engine.begin() as connection:
        plain.drop_all(connection)
        plain.create_all(connection)
        connection.execute(text(_COPY.replace("{true}", "1" if sqlite else "true")))
        for hidden in (*loaded.watched.kept_out, *unlisted):
            connection.execute(bare_cases.update().where(bare_cases.c.id == hidden).values(listed=False))
        connection.execute(insert(bare_types), [row for _, types, _ in pages for row in types])
        people = [row for _, _, people in pages for row in people]
        if people:
            connection.execute(insert(bare_people), people)
        for values, _, _ in pages:
            connection.execute(bare_cases.update().where(bare_cases.c.id == values["id"]).values(values))
        connection.execute(insert(bare_titles), [{"form": form, "title": name} for form, name in titles])
        if not sqlite:
            connection.execute(text("GRANT ALL ON ALL TABLES IN SCHEMA public TO coordination_app"))
    if not sqlite:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))
    engine.dispose()


def _pages(loaded: Loaded) -> list[tuple[dict[str, object], list[dict[str, object]], list[dict[str, object]]]]:
    """Every case page of the viewer, as rows."""
    desk = loaded.hub.desk
    session = sessions.find(desk, loaded.token())
    assert session is not None
    assert session.actor is not None
    found = []
    for case_id in loaded.watched.mine:
        page = cases.read(desk, session.actor, CaseId(case_id))
        header: dict[str, object] = {
            "id": case_id,
            "called": page.called,
            "aliases": page.child.get("Other names", ""),
            "child": json.dumps(dict(page.child)),
        }
        types: list[dict[str, object]] = [
            {
                "case_id": case_id,
                "place": place,
                "program_id": line.program_id,
                "information_type": line.information_type.value,
                "access": line.access.value,
                "sentence": line.sentence,
                "authority": line.authority,
                "citation": line.citation,
                "asks": line.asks,
                "notices": json.dumps(line.notices),
                "standing": line.standing,
            }
            for place, line in enumerate(page.types)
        ]
        people: list[dict[str, object]] = [
            {"record_id": each.id, "case_id": case_id, "place": place, "answers": json.dumps(dict(each.answers))}
            for place, each in enumerate(page.people)
        ]
        found.append((header, types, people))
    return found


def _unlisted(loaded: Loaded) -> set[CaseId]:
    """Cases whose referral to the viewer's program waits for somebody, and is hidden from the viewer."""
    desk = loaded.hub.desk
    session = sessions.find(desk, loaded.token())
    assert session is not None
    assert session.actor is not None
    shown = {one.referral.case_id for one in referral_pages.my_work(desk, session.actor).received}
    with desk.consulting() as cabinet:
        received = referral_facts.facts_of_received(cabinet, session.actor.program_id)
    return {one.case_id for one in received if not one.ended} - shown


def _titles(loaded: Loaded) -> set[tuple[str, str]]:
    session = sessions.find(loaded.hub.desk, loaded.token())
    assert session is not None
    assert session.actor is not None
    page = cases.read(loaded.hub.desk, session.actor, CaseId(loaded.watched.mine[0]))
    return {(head.form, title) for line in page.types for head, title in line.records}
