"""Room: casework. Which children of a program have gaps in a document that is owed in every period. For its supervisor.

A child whose age or placement is not known is shown as such and never left out: that is a gap too. Only records of the
supervisor's own program are looked at, and one entry in the access log names the cases.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from coordination.casework import document_fields, documents, names
from coordination.casework.case_list import text
from coordination.casework.desk import Desk
from coordination.casework.document_fields import Sheet, day_of
from coordination.declare.core_forms import CHILD
from coordination.declare.document import Asked, Document, Population, Worked
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.age import years_on
from coordination.model.case import CaseHeader, CaseKey
from coordination.model.ids import CaseId
from coordination.model.record import Record
from coordination.model.reporting_period import ReportingPeriod, period_of
from coordination.policy.scope import scope
from coordination.storage import case_list, case_rows, records

PAGE = 50


class Care(StrEnum):
    """Whether a child was in out-of-home care in a period."""

    NO = "no"
    UNKNOWN = "unknown"
    YES = "yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """One child of the list. age: on the last day of the period, "" when it cannot be told. blank: titles of the fields
    that are blank; none when all are filled. unsure: whether it is open if they belong here at all.
    """

    header: CaseHeader
    called: str
    age: str
    care: Care
    blank: tuple[str, ...]
    unsure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GapsPage:
    """One page: children with blanks, those of whom it is not known whether they belong, and how many are whole.

    looked_at: cases on this page; after: where the next page begins, None on the last.
    """

    document: Document
    period: ReportingPeriod
    periods: tuple[ReportingPeriod, ...]
    blank: tuple[Child, ...]
    unsure: tuple[Child, ...]
    whole: int
    looked_at: int
    after: CaseKey | None


def look(desk: Desk, actor: Actor, slug: str, period: str = "", after: CaseKey | None = None) -> GapsPage:
    """Fifty cases of the program, last changed first, each judged for this document and period."""
    document = documents.declared(desk, actor, slug, action=Action.DOCUMENT_LIST)
    chosen = documents.period_chosen(desk, actor, document, period)
    if document.population is None or chosen is None:
        desk.refuse(actor, Action.DOCUMENT_LIST, reason="no_form")
    within = scope(actor, Action.DOCUMENT_LIST, desk.now)
    with desk.consulting() as cabinet:
        keys = case_list.page(cabinet, within, actor, after=after, size=PAGE + 1)
    shown = keys[:PAGE]
    types = documents.types_of(desk, actor, document, also=document.population.home.form)
    grant = desk.ask_many(
        actor,
        Action.DOCUMENT_LIST,
        desk.facts_of_many(actor, [key.case_id for key in shown]),
        only=lambda access: documents.own(actor)(access) and access.information_type in types,
    )
    forms = sorted({*documents.forms_of(document), document.population.home.form})
    with desk.opened(grant) as cabinet:
        headers = case_rows.headers(cabinet, grant)
        found = records.open(cabinet, grant, forms=forms)
    by_case: dict[CaseId, list[Record]] = {case_id: [] for case_id in headers}
    for record in found:
        by_case[record.case_id].append(record)
    judging = _Judging(desk=desk, actor=actor, document=document, population=document.population, period=chosen)
    children = [judging.child(headers[key.case_id], by_case[key.case_id]) for key in shown if key.case_id in headers]
    owed = [child for child in children if child is not None]
    return GapsPage(
        document=document,
        period=chosen,
        periods=documents.periods(desk, actor),
        blank=tuple(child for child in owed if child.blank and not child.unsure),
        unsure=tuple(child for child in owed if child.unsure),
        whole=sum(not child.blank and not child.unsure for child in owed),
        looked_at=len(children),
        after=shown[-1] if len(keys) > PAGE else None,
    )


def care_in(population: Population, period: ReportingPeriod, notes: Sequence[Record], zone: str) -> Care:
    """Whether the placements on file put the child in out-of-home care on any day of the period.

    A note without a first day counts from the day it was filed; one without a last day goes on. A child of whom there
    is no note at all may have been in care.
    """
    settings = {text(note, population.home.question) for note in notes if _overlaps(population, period, note, zone)}
    if settings - population.not_in_care - population.unsaid:
        return Care.YES
    return Care.UNKNOWN if settings & population.unsaid or not notes else Care.NO


def _overlaps(population: Population, period: ReportingPeriod, note: Record, zone: str) -> bool:
    since = day_of(text(note, population.since)) or note.filed_at.astimezone(ZoneInfo(zone)).date()
    written = text(note, population.ended)
    ended = day_of(written)
    if ended is not None and len(written) == len("2026-04"):
        ended = period_of(ended).ends  # some day of that month, and so of that period
    return since <= period.ends and (ended is None or ended >= period.begins)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judging:
    """One document in one period, before one supervisor."""

    desk: Desk
    actor: Actor
    document: Document
    population: Population
    period: ReportingPeriod

    def child(self, header: CaseHeader, found: Sequence[Record]) -> Child | None:
        """The child of a case; None where they are too young, or were not in care."""
        zone = self.actor.program.zone
        newest = document_fields.newest_of(self.document, found, self.period, zone)
        born = document_fields.born(newest)
        years = years_on(self.period.ends, born)
        notes = [record for record in found if record.form == self.population.home.form]
        care = care_in(self.population, self.period, notes, zone)
        if care is Care.NO or (years is not None and years < self.population.youngest):
            return None
        sheet = Sheet(
            catalog=self.desk.catalog,
            partner_type=self.actor.program.partner_type,
            zone=zone,
            document=self.document,
            newest=newest,
            today=documents.today(self.desk, self.actor),
            period=self.period,
            worked={Worked.PERIOD: self.period.words, Worked.CASE_REFERENCE: header.reference},
        )
        children = [record for record in found if record.form == CHILD.slug]
        child = names.to_call_by(children, self.actor, names.audience_of(self.desk.catalog, self.actor))
        return Child(
            header=header,
            called=text(child, "called"),
            age="" if years is None else str(years),
            care=care,
            blank=blanks(sheet),
            unsure=care is Care.UNKNOWN or (years is None and self.population.youngest > 0),
        )


def blanks(sheet: Sheet) -> tuple[str, ...]:
    """The titles of the fields in which something is missing that the hub could have; what is by hand alone is not."""
    asked = {field.slug for field in sheet.document.fields if any(isinstance(one, Asked) for one in field.sources)}
    return tuple(line.title for line in document_fields.fill_all(sheet) if line.gap and line.slug in asked)
