"""Room: casework. One field of a document: its answer from the newest record on its form, or why there is none.

A blank is not a no, and "not known" is neither (45 CFR 1355.43(d)): nothing here turns the one into the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from coordination.casework import moments, record_words
from coordination.declare.core_forms import CHILD
from coordination.declare.document import OWN_TIME, Asked, Document, DocumentField, Worked
from coordination.declare.form import Form, QuestionKind
from coordination.model.age import years_on
from coordination.model.document import Filled
from coordination.model.record import Record
from coordination.model.reporting_period import ReportingPeriod
from coordination.partners.catalog import Catalog

NOBODY = "Nobody has written this down."
BY_HAND = "By hand: the hub does not have this."
NOT_KNOWN = "Asked, and not known."
STAYS_BLANK = "Asked, and not known. It stays blank: missing data is not turned into an answer."
NO_AGE = "The age cannot be told: there is no date of birth, or not enough of it."
UNKNOWN, YES = "unknown", "yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a document is filled from. newest: by form, the newest record of the maker's program. today: in its zone.

    worked: what the hub works out itself, but for ages.
    """

    catalog: Catalog
    partner_type: str
    zone: str
    document: Document
    newest: Mapping[str, Record]
    today: date
    period: ReportingPeriod | None
    worked: Mapping[Worked, str]


def newest_of(
    document: Document, records: Iterable[Record], period: ReportingPeriod | None, zone: str
) -> dict[str, Record]:
    """The newest record of each form; of the form that speaks of a period, the newest one about this period.

    records: newest first, as storage opens them.
    """
    found: dict[str, Record] = {}
    for record in records:
        asked = document.speaks_of
        if period is None or asked is None or asked.form != record.form or _about(period, asked, record, zone):
            found.setdefault(record.form, record)
    return found


def fill_all(sheet: Sheet) -> tuple[Filled, ...]:
    """Every field of the document, in order. A field within another is no gap unless the answer there is yes."""
    lines: dict[str, Filled] = {}
    for field in sheet.document.fields:
        line = fill(sheet, field)
        idle = field.within and lines[field.within].value != YES
        lines[field.slug] = replace(line, gap="") if idle and not line.words else line
    return tuple(lines.values())


def fill(sheet: Sheet, field: DocumentField) -> Filled:
    """One field, filled as far as it goes."""
    blank = Filled(slug=field.slug, title=field.title, note=field.not_encoded)
    if not field.sources:
        return replace(blank, gap=field.hint or BY_HAND)
    not_known = False
    for source in field.sources:
        if isinstance(source, Worked):
            line = _worked(sheet, source, blank)
        else:
            line = _asked(sheet, source, field, blank)
            not_known = not_known or line.value == UNKNOWN
        if line.words and line.value != UNKNOWN:
            return line
    if not_known:
        if sheet.document.unknown_is_blank:
            return replace(blank, gap=STAYS_BLANK)
        return replace(blank, words=("Not known",), value=UNKNOWN, gap=NOT_KNOWN)
    gap = NO_AGE if isinstance(field.sources[0], Worked) else NOBODY
    return replace(blank, gap=gap if field.needed else "")


def born(newest: Mapping[str, Record]) -> str:
    """The date of birth as it was written, "" when there is none."""
    answer = newest[CHILD.slug].answers.get("born", "") if CHILD.slug in newest else ""
    return answer if isinstance(answer, str) else ""


def _asked(sheet: Sheet, source: Asked, field: DocumentField, blank: Filled) -> Filled:
    record = sheet.newest.get(source.form)
    if record is None or record.information_type in sheet.document.kept_out(field):
        return blank
    form = record_words.form_of(sheet.catalog, sheet.partner_type, record)
    if source.question == OWN_TIME:
        return _own_time(sheet, record, form, blank)
    questions = [one for one in form.questions if one.slug == source.question] if form else []
    answer = record.answers.get(source.question)
    if form is None or not questions or not answer:
        return blank
    (question,) = questions
    if question.kind is QuestionKind.DATE and answer == moments.UNKNOWN:
        return replace(blank, value=UNKNOWN)
    (line,) = record_words.lines(replace(form, questions=(question,)), {question.slug: answer}, sheet.zone)
    return replace(blank, words=line.words, value=answer, came_from=_came_from(sheet, form, record))


def _own_time(sheet: Sheet, record: Record, form: Form | None, blank: Filled) -> Filled:
    at = record.happened.at
    if form is None or at is None:
        return blank
    said = moments.happened_words(record.happened, sheet.zone)
    return replace(blank, words=(said,), value=at.isoformat(), came_from=_came_from(sheet, form, record))


def _came_from(sheet: Sheet, form: Form, record: Record) -> str:
    return f"{form.title}, {moments.words(record.filed_at, sheet.zone)}"


def _worked(sheet: Sheet, source: Worked, blank: Filled) -> Filled:
    if source is Worked.AGE_TODAY:
        return _age(blank, years_on(sheet.today, born(sheet.newest)))
    if source is Worked.AGE_AT_PERIOD_END:
        return _age(blank, years_on(sheet.period.ends, born(sheet.newest)) if sheet.period else None)
    said = sheet.worked.get(source, "")
    return replace(blank, words=(said,), value=said) if said else blank


def _age(blank: Filled, years: int | None) -> Filled:
    return blank if years is None else replace(blank, words=(str(years),), value=str(years))


def _about(period: ReportingPeriod, speaks_of: Asked, record: Record, zone: str) -> bool:
    """Whether a record speaks of this period: by the day written on it, else by the day it was filed."""
    answer = record.answers.get(speaks_of.question)
    day = day_of(answer if isinstance(answer, str) else "") or record.filed_at.astimezone(ZoneInfo(zone)).date()
    return period.holds(day)


def day_of(written: str) -> date | None:
    """The day of an answer to a question for a date: of a month, its first; None when it is unknown."""
    if not written or written == moments.UNKNOWN:
        return None
    return date.fromisoformat(written if len(written) == len("2026-11-03") else f"{written}-01")
