"""Room: tests. No record without a grant: each public function of storage says in its signature by what right it reads.

It takes a Grant or a Scope and uses it; or it is a `facts` function, which gives back facts and opens no envelope; or
it stands below, with its reason (architecture §6).
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import textwrap
from collections.abc import Callable, Iterator, Mapping
from types import ModuleType
from typing import Any, get_args, get_type_hints

import pytest
from sqlalchemy import Connection, Row

import coordination.storage
from coordination.audit.grant import Grant
from coordination.model.case import CaseHeader, CaseLine, RecordHead
from coordination.model.draft import Draft
from coordination.model.facts import CaseFacts
from coordination.model.files import FileHead, OpenedFile
from coordination.model.ids import CaseId
from coordination.model.record import Record
from coordination.model.release import ListedRelease, ReleasePaper
from coordination.policy import scope
from coordination.storage.cabinet import Cabinet

Function = Callable[..., Any]

# What somebody wrote, or may see only of a case that is open to them. No facts function gives any of it back.
CONTENT = frozenset(
    {CaseHeader, CaseLine, Connection, Draft, FileHead, ListedRelease, OpenedFile, Record, RecordHead, ReleasePaper}
    | {Row, bytes, object, Any}
)
# What opens the envelope of a case. `open_secret` is not among them: it opens the hub's own sign-in secrets.
OPENS = frozenset({"decrypt", "open_data_key", "unseal", "unseal_own", "_data_key", "_record", "_unsealed"})
SCOPES = frozenset(get_args(scope.Scope))

EXCEPTIONS = {
    "accounts.accept": "what a person accepts, before there is an actor; logged by casework/statements",
    "accounts.disable": "ends by date and gives back handles; logged by casework/upkeep",
    "accounts.used": "when a person signed in; roster data, logged by casework/sessions",
    "appointed.in_force": "a condition on a roster row; it runs nothing",
    "case_facts.concerning": "conditions on a case's restrictions and conflicts; it runs nothing",
    "case_facts.dated": "the different dates in rows that a facts function read",
    "paper_facts.grouped_papers": "rows that a facts function read, put together by paper",
    "paper_facts.grouped_releases": "rows that a facts function read, put together by release",
    "paper_facts.of_a_paper": "which kind of row a facts function read",
    "program_facts.agreements_text": "the spelling of a column; it reads nothing",
    "program_facts.instruments_text": "the spelling of a column; it reads nothing",
    "program_facts.protocols_text": "the spelling of a column; it reads nothing",
    "staging_tables.staging_text": "the spelling of a column; it reads nothing",
    "case_facts.padded": "a list made as long as the statement wants it",
    "case_facts.who": "the ids of the actor",
    "case_list.bound": "the values of a statement made of a scope's parts; it runs nothing",
    "backup_rows.at_once": "a number for a table; it reads no row",
    "backup_rows.guarded": "asks the database about a table, not about its rows",
    "backup_rows.sealed": "what a table says of itself; it reads no row",
    "backup_rows.known_tables": "names of tables; it reads no row",
    "backup_rows.name_cases": "names cases for row-level security, before a backup pours or a restore writes them",
    "backup_rows.pour": "a backup: envelopes and wraps leave unopened, encrypted to its recipients; logged before",
    "closings.close_again": "a restore, by the system and logged: it sets again what closed a case, and reads no words",
    "ended_since.close_again": "a restore, by the system and logged: what was ended stays so, and it reads no words",
    "restaged.close_again": "a restore, by the system and logged: it stages again what was staged, and reads no words",
    "every_table.in_order": "names of tables; it reads no row",
    "case_list.page_query": "a statement made of a scope's parts; it runs nothing",
    "case_rows.hour": "arithmetic",
    "case_rows.reference_of": "spelling",
    "certificate_rows.close_certificate": "a roster load, judged and logged by casework/roster; about no case",
    "certificate_rows.write_certificate": "a roster load, judged and logged by casework/roster; about no case",
    "deadline_board.keys_query": "a statement made of a scope's parts; it runs nothing",
    "deadline_sweep.claim": "takes deadlines to be told of, ids and times alone; logged by casework/sweep",
    "deadline_sweep.move": "notes how far a deadline was escalated; logged by casework/sweep",
    "designation_rows.close_designation": "a roster load, judged and logged by casework/roster; about no case",
    "designation_rows.write_designation": "a roster load, judged and logged by casework/roster; about no case",
    "directory.page_query": "a statement of the directory, which is about no case; it runs nothing",
    "directory_changes.close_service": "a roster load, judged and logged by casework/roster; about no case",
    "directory_changes.refresh_terms": "the words by which a service is found, after a roster load changed its names",
    "directory_changes.rewrite_service": "a roster load, judged and logged by casework/roster; about no case",
    "directory_changes.write_entry": "a roster load, judged and logged by casework/roster; about no case",
    "directory_changes.write_service": "a roster load, judged and logged by casework/roster; about no case",
    "directory_terms.reindex": "the words by which a service is found, in the commit of the act that changed it",
    "directory_terms.sort_of": "spelling",
    "directory_terms.terms_of": "spelling",
    "directory_terms.words_of": "spelling",
    "duty_counts.counted": "conditions of a statement that counts; it runs nothing",
    "duty_counts.counted_at_all": "conditions of a statement that counts; it runs nothing",
    "duty_counts.hushed": "a condition of a statement that counts; it runs nothing",
    "issuer_rows.readdress": "the demo's own provider moves; roster data, logged by casework/issuers",
    "people_rows.end": "roster data, ended by whoever runs the hub; logged by casework/people",
    "on_call_rows.close_line": "a roster load, judged and logged by casework/roster; about no case",
    "on_call_rows.write_line": "a roster load, judged and logged by casework/roster; about no case",
    "contact_rows.write": "how a person is reached, for a roster load and for `keep`; no case is touched",
    "outbox.begin": "renews a worker's claim and gives back whether it still holds; logged by casework/outbox",
    "outbox.claim": "takes due messages, ids and kinds alone; each is judged and logged before it is sent",
    "outbox.defer": "lets go of a worker's claim",
    "outbox.finish": "ends a message; logged by casework/outbox",
    "outbox.put_alarms": "writes that something waits, judged at each look; logged by casework/alarms",
    "outbox.retry": "gives a dead letter another try; logged by casework/dead_letters",
    "passkey_rows.add": "a passkey is enrolled before there is an actor; logged by casework/passkeys",
    "passkey_rows.count": "a sign-in before there is an actor; logged by casework/passkeys",
    "passkey_rows.end": "roster data of the passkey's person; logged by casework/passkeys",
    "passkey_rows.spend": "remembers an answered challenge, before there is anybody to judge",
    "passkey_rows.sweep": "removes by date and gives back a count; logged by casework/upkeep",
    "passkey_rows.use_code": "spends a code before there is an actor; logged by casework/passkeys",
    "program_facts.program_of": "a roster row turned into a value",
    **dict.fromkeys(
        (
            "rewraps.agency_keys_under",
            "rewraps.begin_agency",
            "rewraps.data_keys_under_newest",
            "rewraps.finish_agency",
            "rewraps.secrets_under",
            "rewraps.texts_under_newest",
        ),
        "wraps keys anew and gives back a count; no record is opened; logged by casework/key_rotation",
    ),
    "record_tables.not_ended": "a condition on a release's ends; it runs nothing",
    "roster_changes.apply": "a roster load, judged and logged by casework/roster; no case is touched",
    "session_lists.take_notice": "remembers the id of a provider's notice, before there is anybody to judge",
    "session_rows.begin": "a session begins before there is an actor; logged by casework/sessions",
    "session_rows.end_without_ground": "ends sessions of who is off the roster; logged with the roster's change",
    "session_rows.end": "roster data of the session's person; logged by casework/sessions",
    "session_rows.lock": "roster data of the session's person; logged by casework/sessions",
    "session_rows.rotate": "roster data of the session's person; logged by casework/sessions",
    "session_rows.touch": "writes when a session was last used, in a commit that happens anyway",
    "upkeep.end_sessions": "removes by date and gives back a count; logged by casework/upkeep",
    "upkeep.remove_drafts": "removes by date and gives back a count; logged by casework/upkeep",
    "upkeep.sweep": "removes by date and gives back a count; logged by casework/upkeep",
    "vital_signs.reach": "asks a database whether it answers; it reads no row",
}


def public(module: ModuleType) -> Iterator[tuple[str, Function]]:
    """The public functions that a module itself makes, and those of its public classes."""
    short = module.__name__.rpartition(".")[2]
    for name, found in vars(module).items():
        if name.startswith("_") or getattr(found, "__module__", "") != module.__name__:
            continue
        if inspect.isfunction(found):
            yield f"{short}.{name}", found
        elif inspect.isclass(found):
            methods = ((method, made) for method, made in vars(found).items() if inspect.isfunction(made))
            yield from (
                (f"{short}.{name}.{method}", made)
                for method, made in methods
                if not method.startswith("_") and _touches_the_database(made)
            )


def storage() -> dict[str, Function]:
    """Every public function of the room, by "module.function"."""
    names = [found.name for found in pkgutil.iter_modules(coordination.storage.__path__)]
    modules = [importlib.import_module(f"coordination.storage.{name}") for name in names]  # noqa: TID251 - a test that looks
    return dict(pair for module in modules for pair in public(module))


def fault(name: str, function: Function, exceptions: Mapping[str, str] = EXCEPTIONS) -> str:
    """What is wrong with a function's signature; empty when nothing is."""
    hints = get_type_hints(function)
    returned = _parts(hints.pop("return", None))
    if name in exceptions:
        return f"{name} is an exception and gives back content." if returned & CONTENT - {object} else ""
    asked = {argument for argument, kind in hints.items() if Grant in _parts(kind) or _parts(kind) & SCOPES}
    if asked:
        unused = asked - _used(function)
        return f"{name} takes {sorted(unused)} and never looks at it." if unused else ""
    if not name.rpartition(".")[2].startswith("facts"):
        return f"{name} takes neither a Grant nor a Scope, and is no facts function."
    if returned & CONTENT or not returned:
        return f"{name} gives back more than facts."
    return f"{name} opens an envelope." if OPENS & _used(function) else ""


def _touches_the_database(function: Function) -> bool:
    return bool({Cabinet, Connection} & {part for kind in get_type_hints(function).values() for part in _parts(kind)})


def _parts(kind: object) -> set[Any]:
    """A type with everything inside its brackets."""
    if isinstance(kind, list):  # what a Callable takes
        return {part for inner in kind for part in _parts(inner)}
    return {kind}.union(*(_parts(inner) for inner in get_args(kind)))


def _used(function: Function) -> set[str]:
    """The names that the body reads, attributes included."""
    (defined,) = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    assert isinstance(defined, ast.FunctionDef)
    nodes = [node for part in defined.body for node in ast.walk(part)]
    names = {node.id for node in nodes if isinstance(node, ast.Name)}  # `del scope` is a use that says why
    return names | {node.attr for node in nodes if isinstance(node, ast.Attribute)}


@pytest.mark.parametrize("name", sorted(storage()))
def test_signature_says_by_what_right_it_reads(name: str) -> None:
    assert fault(name, storage()[name]) == ""


def test_the_list_of_exceptions_holds_nothing_that_is_gone() -> None:
    assert set(EXCEPTIONS) <= set(storage())


def test_the_whole_room_is_looked_at() -> None:
    assert len(storage()) > 100  # a loop over nothing would find nothing
    assert {"records.open", "case_facts.facts", "keys.unseal", "releases.open_listed"} <= set(storage())


def facts_that_open(cabinet: Cabinet, case_id: CaseId) -> str:
    """Planted: it opens what it has no grant for."""
    return str(cabinet.keyring.open_data_key(case_id, b"", "", b""))


def facts_with_a_record(cabinet: Cabinet) -> list[Record]:
    """Planted: what somebody wrote, by another name."""
    return [cabinet]  # type: ignore[list-item]  # it is never called


def facts_in_rows(cabinet: Cabinet) -> dict[str, Row[Any]]:
    """Planted: a row leaves its room."""
    return {"row": cabinet}  # type: ignore[dict-item]  # it is never called


def open_everything(cabinet: Cabinet, case_id: CaseId) -> CaseFacts | None:
    """Planted: neither a Grant nor a Scope."""
    del cabinet, case_id
    return None


def open_whatever(cabinet: Cabinet, grant: Grant) -> list[Record]:
    """Planted: a Grant is asked for and never looked at."""
    return [cabinet]  # type: ignore[list-item]  # it is never called


PLANTED: tuple[Function, ...] = (
    facts_that_open,
    facts_with_a_record,
    facts_in_rows,
    open_everything,
    open_whatever,
)


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: planted.__name__)
def test_a_signature_broken_on_purpose_is_found(planted: Function) -> None:
    assert fault(f"planted.{planted.__name__}", planted)


def test_no_exception_gives_back_content() -> None:
    assert fault("planted.open_whatever", open_whatever, {"planted.open_whatever": "for no good reason"})
