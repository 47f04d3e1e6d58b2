"""Room: casework. From an entry of the access log to a line of an accounting: who got what, by which right.

A line is worked out of the signed bytes alone. What the entry of a list says of many cases counts for this one only as
far as the owner ever filed that type here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coordination.audit.entry import Entry
from coordination.casework import documents, log_words
from coordination.casework.desk import Desk
from coordination.declare.document import Document
from coordination.declare.information import InformationType
from coordination.model.action import Action
from coordination.model.disclosure import Line, Period, Way
from coordination.model.ids import Handle
from coordination.model.program import Program
from coordination.policy.accounting import AccountingRule
from coordination.policy.acts import MAY_ASK
from coordination.storage.log_pages import Read

# What an act of the owner's own people means here; every other one is no disclosure (storage/disclosures.OWN_ACTS).
OWN: Mapping[str, Way] = {
    Action.CASE_PRINT.value: Way.COPY,
    Action.DOCUMENT_MAKE.value: Way.COPY,
    Action.FILE_READ.value: Way.COPY,
    Action.MISSING_PACKET.value: Way.COPY,
    Action.RECORD_FILE.value: Way.SENT,
    Action.RECORD_REPORTED.value: Way.REPORT,
}
REPORT_KEY = "report"
REPORT_TAKER = "Whoever takes mandated reports: the record says who"
REPORTED = "What was reported, by the program itself"
MANDATED = "A mandated report, as its maker recorded it"
PAPER = "Whoever got the paper or file: the hub does not know"
UNREADABLE = "This entry was changed: it can no longer be read. Verify the log."


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a line is worded with. programs and people by handle; filed: who ever filed which type on this case."""

    desk: Desk
    rule: AccountingRule
    period: Period
    programs: Mapping[Handle, Program]
    people: Mapping[Handle, str]
    filed: frozenset[tuple[Handle, InformationType]]
    persons: bool


def lines(known: Known, read: Read) -> list[Line]:
    """What one entry tells: nothing, where it is no disclosure that this accounting asks for.

    Mostly one line; two where a program was shown a sister program's information on the copy or receipt it made.
    """
    entry = read.entry
    if entry is None:
        return [_line(known, read, key="", recipient=UNREADABLE, way=Way.READ, what="", authority="")]
    if entry.program in known.period.unnamed:  # INVARIANT: held on the signed bytes, too
        return []
    return [one for one in (_shown_to(known, read, entry), _own(known, read, entry)) if one is not None]


def _own(known: Known, read: Read, entry: Entry) -> Line | None:
    """What the owner's own people did that leaves the hub, or tells that something did."""
    way = OWN.get(entry.action) if entry.program in known.period.owners else None
    if way is Way.COPY:
        return _copied(known, read, entry)
    if way is Way.REPORT:
        return _reported(known, read)
    return _sent(known, read, entry) if way is Way.SENT else None


def _shown_to(known: Known, read: Read, entry: Entry) -> Line | None:
    """What another program than the owner was shown; a sister program of the same agency is another one."""
    shown = [one for one in _of_owners(known, entry) if one[1] != entry.program]
    kept = [one for one in shown if known.rule.counts(one[0], one[2])]
    if not kept:
        return None
    acting = known.programs.get(Handle(entry.program))
    return _line(
        known,
        read,
        key=f"program:{entry.program}",
        recipient=_name(acting),
        way=Way.READ,
        what=_what(known, kept),
        authority=_authorities(known, kept),
    )


def _copied(known: Known, read: Read, entry: Entry) -> Line | None:
    """A copy that the owner's people made; whether anybody got it, a receipt says or nobody."""
    shown = [one for one in _of_owners(known, entry) if known.rule.types is None or one[0] in known.rule.types]
    if not shown or not known.rule.copies:
        return None
    found = _document(known, entry)
    recipient = found.receiver if found else PAPER
    return _line(known, read, key="", recipient=recipient, way=Way.COPY, what=_what(known, shown), authority="")


def _sent(known: Known, read: Read, entry: Entry) -> Line | None:
    """A document that was filed elsewhere, by its receipt. The day is the one it was recorded: the record says more."""
    found = _document(known, entry)
    if found is None:
        return None
    owner = known.programs[Handle(entry.program)]
    kinds = documents.types_in(known.desk, owner, found)
    if not any(known.rule.counts(kind, found.slug) for kind in kinds):
        return None
    what = f"{found.title}: {_types(kinds)}"
    return _line(
        known,
        read,
        key=f"document:{found.slug}",
        recipient=found.receiver,
        way=Way.SENT,
        what=what,
        authority=found.citation,
    )


def _reported(known: Known, read: Read) -> Line | None:
    """A mandated report, by the entry of whoever wrote down that it was made."""
    if not known.rule.counts(InformationType.REPORT, MANDATED):
        return None
    return _line(known, read, key=REPORT_KEY, recipient=REPORT_TAKER, way=Way.REPORT, what=REPORTED, authority=MANDATED)


def _of_owners(known: Known, entry: Entry) -> list[tuple[str, str, str]]:
    """What of the accounted programs was open: (type, handle of the owner, authority)."""
    lists = {action.value for action in MAY_ASK}
    return [
        (kind, owner, authority)
        for kind, owner, authority in entry.shown
        if owner in known.period.owners and (entry.action not in lists or (owner, kind) in known.filed)
    ]


def _document(known: Known, entry: Entry) -> Document | None:
    program = known.programs.get(Handle(entry.program))
    if program is None:
        return None
    made = known.desk.catalog.documents_of(program.partner_type, program.jurisdictions)
    return next((one for one in made if one.slug == entry.purpose), None)


def _line(known: Known, read: Read, *, key: str, recipient: str, way: Way, what: str, authority: str) -> Line:
    entry = read.entry
    done = log_words.action(entry.action) if entry else ""
    person = known.people.get(Handle(entry.actor), "") if entry and known.persons else ""
    return Line(
        seq=read.seq,
        at=read.at,
        key=key,
        recipient=recipient,
        person=person,
        way=way,
        what=what,
        purpose=(log_words.purpose(entry.purpose) if entry and entry.purpose and way is Way.READ else "") or done,
        authority=authority,
    )


def _name(program: Program | None) -> str:
    return f"{program.agency_name}, {program.name}" if program else "A program no longer on the roster"


def _what(known: Known, shown: list[tuple[str, str, str]]) -> str:
    owners = sorted({owner for _, owner, _ in shown})
    said = []
    for owner in owners:
        kinds = _types({kind for kind, whose, _ in shown if whose == owner})
        program = known.programs.get(Handle(owner))
        said.append(f"{kinds} (of {program.name})" if program and len(known.period.owners) > 1 else kinds)
    return "; ".join(said)


def _types(kinds: frozenset[InformationType] | set[str]) -> str:
    return ", ".join(sorted(log_words.information_type(kind) for kind in kinds))


def _authorities(known: Known, shown: list[tuple[str, str, str]]) -> str:
    found = [log_words.authority(known.desk.rulebook, slug) for slug in sorted({slug for _, _, slug in shown})]
    return "; ".join(f"{title} ({citation})" if citation else title for title, citation in found)
