"""Room: casework. Who had read a record before it was withdrawn, as the access log tells it.

An entry either names the record (its own page, history or copy, or the page of plans), or the page of the whole case
was opened while the record was listed there. Names and people on the case (identity) stand on that page, and on lists,
word for word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coordination.audit import entries
from coordination.audit.entry import Entry
from coordination.audit.grant import Grant
from coordination.casework import moments
from coordination.casework.desk import Desk
from coordination.declare.information import InformationType
from coordination.model.action import Action
from coordination.model.facts import CaseFacts
from coordination.model.ids import Handle, ProgramId
from coordination.model.record import Record
from coordination.policy.audience import places_seen
from coordination.storage import readers
from coordination.storage.cabinet import Cabinet
from coordination.storage.readers import ReaderFacts

_PAGES = frozenset(
    {Action.CASE_READ.value, Action.FILE_READ.value, Action.FILING_READ.value, Action.RECORD_HISTORY.value}
)
# What leaves the hub on paper or as data, and how it is told.
_COPIES = {
    Action.CASE_PRINT.value: "printed it with the case",
    Action.DOCUMENT_MAKE.value: "made a document that could hold it",
}
# Names are decrypted for lists and searches too, so whoever saw those has seen an identity record.
_LISTS = frozenset({Action.CASE_LIST.value, Action.CASE_SEARCH.value})

_PRINT = 2  # objects of a print of the whole case: the case, and the print


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """Somebody who read it, or saw that it was there; `how` says which. when: in the viewer's zone."""

    person: str
    program: str
    when: str
    how: str


def of(desk: Desk, cabinet: Cabinet, grant: Grant, facts: CaseFacts, chain: Sequence[Record]) -> tuple[Sighting, ...]:
    """Who read any version of a record before it was withdrawn, newest first, its own author left out."""
    actor, handles = grant.actor, {record.handle for record in chain}
    seen = [
        entry
        for entry in _entries(cabinet, [facts.handle, *sorted(handles)])
        if entry.outcome == "allowed" and _shows(entry, chain, handles, facts.handle, actor.program.handle)
    ]
    found = readers.facts_of_readers(cabinet, [one.actor for one in seen], [one.program for one in seen])
    hidden = _hidden(grant, facts, found, desk)
    return tuple(
        Sighting(
            person=found.people.get(Handle(entry.actor), "Somebody no longer on the roster"),
            program=_name(found, entry),
            when=moments.words(entry.at, actor.program.zone),
            how=_how(entry, chain, handles),
        )
        for entry in seen
        if entry.program not in hidden
    )


def _entries(cabinet: Cabinet, handles: Iterable[Handle]) -> list[Entry]:
    """The newest entries naming any of these handles, at most 200 each, newest first; numbered within a second."""
    named = [entries.of_handle(cabinet.connection, handle, limit=200) for handle in handles]
    found = {one.seq: one.entry for about in named for one in about}
    return [found[seq] for seq in sorted(found, reverse=True)]


def _shows(entry: Entry, chain: Sequence[Record], handles: set[Handle], case: Handle, owner: Handle) -> bool:
    first, last = chain[-1], chain[0]
    if entry.at < first.filed_at or (last.withdrawn_at is not None and entry.at >= last.withdrawn_at):
        return False
    printed = entry.action == Action.CASE_PRINT.value and case in entry.objects
    if handles & set(entry.objects):
        return printed or entry.action in _PAGES
    open_then = any(shown[:2] == (first.information_type.value, owner) for shown in entry.shown)
    whole_case = entry.action == Action.CASE_READ.value and set(entry.objects) == {case}
    # A copy names the one record that is on it, and may call the child by name; a print of the case names none.
    printed = printed and (len(entry.objects) == _PRINT or first.information_type is InformationType.IDENTITY)
    printed = printed or (entry.action == Action.DOCUMENT_MAKE.value and case in entry.objects)
    listed = first.information_type is InformationType.IDENTITY and entry.action in _LISTS
    listed = listed or entry.action == Action.DOCUMENT_LIST.value
    return open_then and (whole_case or printed or listed)


def _how(entry: Entry, chain: Sequence[Record], handles: set[Handle]) -> str:
    if entry.action == Action.FILE_READ.value:
        return "took a file of it"
    if handles & set(entry.objects):
        return "made a copy of it" if entry.action == Action.CASE_PRINT.value else "opened this record"
    if entry.action in _COPIES:
        return _COPIES[entry.action]
    if chain[0].information_type is InformationType.IDENTITY or entry.action == Action.DOCUMENT_LIST.value:
        return "opened a page that could show it"
    return "opened the case, where it was listed"


def _hidden(grant: Grant, facts: CaseFacts, found: ReaderFacts, desk: Desk) -> set[Handle]:
    """Confidential programs whose place the viewer may not know of: that they read it would tell of them."""
    known: set[ProgramId] = {place.program.id for place in places_seen(grant.actor, facts, desk.now)}
    return {handle for handle, program in found.programs.items() if program.confidential and program.id not in known}


def _name(found: ReaderFacts, entry: Entry) -> str:
    program = found.programs.get(Handle(entry.program))
    return f"{program.agency_name}, {program.name}" if program else ""
