"""Room: casework. A record in words: each question with what was answered, and its times in the reader's zone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from coordination.casework import moments
from coordination.declare.form import Form, Question, QuestionKind
from coordination.model.ids import RecordId
from coordination.model.record import Answer, Record
from coordination.partners.catalog import Catalog

_TRUTH = {"yes": "Yes", "no": "No", "unknown": "Not known"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One question and its answer as they stand on the page; several words when several were chosen."""

    title: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a record, in words. Times name their zone. number counts from 1, the first one filed."""

    record_id: RecordId
    number: int
    author: str
    filed: str
    learned: str
    happened: str
    lines: tuple[Line, ...]
    current: bool


def version(
    record: Record,
    form: Form | None,
    number: int,
    zone: str,
    *,
    first: tuple[Line, ...] = (),
    kept_back: Collection[str] = (),
) -> Version:
    """A record in the words of its form; a form that is no longer installed shows the questions' slugs.

    first: lines before the answers. kept_back: slugs of answers that this viewer is not told.
    """
    told = {slug: answer for slug, answer in record.answers.items() if slug not in kept_back}
    return Version(
        record_id=record.id,
        number=number,
        author=record.author_name,
        filed=moments.words(record.filed_at, zone),
        learned=moments.words(record.learned_at, zone) if record.learned_at else "Not said",
        happened=moments.happened_words(record.happened, zone),
        lines=(*first, *lines(form, told, zone)),
        current=record.current,
    )


def lines(form: Form | None, answers: Mapping[str, Answer], zone: str) -> tuple[Line, ...]:
    """What was answered, in the order it was asked. What was not asked is left out: it is neither yes nor no."""
    if form is None:
        return tuple(
            Line(title=slug.replace("_", " "), words=_plain(answer)) for slug, answer in answers.items() if answer
        )
    return tuple(
        Line(title=question.title, words=_words(question, answers[question.slug], zone))
        for question in form.questions
        if answers.get(question.slug)
    )


def form_of(catalog: Catalog, partner_type: str, record: Record) -> Form | None:
    """The form, in the version it was filed on; None when that plugin is no longer loaded."""
    if partner_type not in catalog.partner_types:
        return None
    return catalog.form(partner_type, record.form, record.form_version)


def _plain(answer: Answer) -> tuple[str, ...]:
    return answer if isinstance(answer, tuple) else (answer,)


def _words(question: Question, answer: Answer, zone: str) -> tuple[str, ...]:
    titles = {choice.slug: choice.title for choice in question.choices}
    return tuple(_word(question.kind, titles, text, zone) for text in _plain(answer))


def _word(kind: QuestionKind, titles: Mapping[str, str], text: str, zone: str) -> str:
    if kind in {QuestionKind.ONE, QuestionKind.MANY}:
        return titles.get(text, text)
    if kind is QuestionKind.YES_NO_UNKNOWN:
        return _TRUTH.get(text, text)
    if kind is QuestionKind.DATE:
        return moments.day_words(text)
    if kind is QuestionKind.INSTANT:
        return moments.words(moments.instant(text, zone), zone)
    return text
