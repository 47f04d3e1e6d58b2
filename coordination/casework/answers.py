"""Room: casework. What was typed into a form becomes answers, or a sentence beside each field that cannot be taken.

An empty field was not asked and is left out; "unknown" is an answer of its own and never a no. Text is kept in Unicode
NFC with plain line ends; control characters are refused, not removed, so that nothing is changed behind one's back.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from coordination.casework import moments
from coordination.declare.form import Form, Question, QuestionKind
from coordination.model.errors import Invalid
from coordination.model.record import Answer, Happened, Precision

Typed = Mapping[str, str | Sequence[str]]
"""What was typed, by field name: a question's slug, or HAPPENED or LEARNED below. Other names are ignored."""

HAPPENED = "record-happened"
LEARNED = "record-learned"

# A question that already asks for the record's own times, so that nobody writes them twice.
_SAYS_HAPPENED = ("happened_at", "happened_on")
_SAYS_LEARNED = ("learned_at", "received_at")
_CLOCKS_DIFFER = timedelta(minutes=5)
_TRUTH = ("yes", "no", "unknown")
# Characters that turn the direction of the text around them: they can make a sentence read as another.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A form filled in as it can be filed: answers by question slug, and the record's own times (UTC)."""

    answers: Mapping[str, Answer]
    happened: Happened
    learned_at: datetime | None


def validate(form: Form, typed: Typed, *, zone: str, now: datetime) -> Answered:
    """The answers of `typed`. zone: IANA zone the times were told in. Raises Invalid with a sentence per field."""
    answers: dict[str, Answer] = {}
    wrong: dict[str, str] = {}
    for question in form.questions:
        try:
            answer = _answer(question, _given(typed, question.slug), zone)
        except ValueError as error:
            wrong[question.slug] = str(error)
            continue
        if answer:
            answers[question.slug] = answer
        elif question.required:
            wrong[question.slug] = "Please answer this question."
    happened, learned = _times(form, typed, answers, wrong, zone=zone, now=now)
    if wrong:
        raise Invalid(wrong)
    return Answered(answers=answers, happened=happened, learned_at=learned)


def words(typed: Typed, field: str, limit: int) -> str:
    """What was written into one field of several lines, clean. Raises ValueError with the sentence."""
    return _single(_given(typed, field), limit, lines=True)


def asks_happened(form: Form) -> bool:
    """Whether the page must ask when it happened, since no question of the form does."""
    return not _slug_of(form, _SAYS_HAPPENED)


def asks_learned(form: Form) -> bool:
    """Whether the page must ask when the program learned of it, since no question of the form does."""
    return not _slug_of(form, _SAYS_LEARNED)


def keep(typed: Typed, form: Form) -> dict[str, list[str]]:
    """What was typed into the fields of this form, as lists, for a draft or a page shown again. Nothing is checked."""
    fields = [*(question.slug for question in form.questions), HAPPENED, LEARNED]
    return {field: given for field in fields if (given := _given(typed, field))}


def line(text: str, limit: int) -> str:
    """One line of text as it is kept, at most `limit` characters. Raises ValueError with the sentence."""
    return _single([text], limit)


def typed_again(
    form: Form, answers: Mapping[str, Answer], happened: Happened, learned_at: datetime | None, zone: str
) -> dict[str, list[str]]:
    """A filed record as it would be typed, to correct it: instants in the reader's zone."""
    typed: dict[str, list[str]] = {}
    for question in form.questions:
        answer = answers.get(question.slug)
        if isinstance(answer, tuple):
            typed[question.slug] = list(answer)
        elif answer:
            typed[question.slug] = [moments.local(answer, zone) if question.kind is QuestionKind.INSTANT else answer]
    if asks_happened(form) and (text := moments.typed(happened, zone)):
        typed[HAPPENED] = [text]
    if asks_learned(form) and learned_at is not None:
        typed[LEARNED] = [moments.typed_instant(learned_at, zone)]
    return typed


def _times(
    form: Form, typed: Typed, answers: Mapping[str, Answer], wrong: dict[str, str], *, zone: str, now: datetime
) -> tuple[Happened, datetime | None]:
    """The record's own times, from the question that asks for them or from their own field."""
    happened_field = _slug_of(form, _SAYS_HAPPENED) or HAPPENED
    learned_field = _slug_of(form, _SAYS_LEARNED) or LEARNED
    happened, learned = Happened(zone=zone), None
    try:
        text = answers.get(happened_field, "") if happened_field != HAPPENED else _line(typed, HAPPENED)
        happened = moments.happened(str(text), zone)
        _past(happened.at, now, happened.precision)
    except ValueError as error:
        wrong.setdefault(happened_field, str(error))
    try:
        text = answers.get(learned_field, "") if learned_field != LEARNED else _line(typed, LEARNED)
        learned = moments.instant(str(text), zone) if text else None
        _past(learned, now, Precision.INSTANT)
    except ValueError as error:
        wrong.setdefault(learned_field, str(error))
    return happened, learned


def _past(at: datetime | None, now: datetime, precision: Precision) -> None:
    if at is None:
        return
    ahead = _CLOCKS_DIFFER if precision is Precision.INSTANT else timedelta(days=1)  # "today" begins earlier elsewhere
    if at > now + ahead:
        raise ValueError("This is in the future. Check the date.")


def _slug_of(form: Form, slugs: Sequence[str]) -> str:
    asked = {question.slug for question in form.questions if question.kind in {QuestionKind.DATE, QuestionKind.INSTANT}}
    return next((slug for slug in slugs if slug in asked), "")


def _given(typed: Typed, field: str) -> list[str]:
    """The values of a field as they came, without those that are blank."""
    given = typed.get(field, ())
    values = [given] if isinstance(given, str) else list(given)
    return [value for value in values if value.strip()]


def _line(typed: Typed, field: str) -> str:
    return _single(_given(typed, field), 40)


def _answer(question: Question, given: Sequence[str], zone: str) -> Answer:
    """The clean answer, empty when it was not asked. Raises ValueError with the sentence."""
    if question.kind is QuestionKind.MANY:
        return _many(question, given)
    return _KINDS[question.kind](question, given, zone)


def _many(question: Question, given: Sequence[str]) -> tuple[str, ...]:
    known = [choice.slug for choice in question.choices]
    if set(given) - set(known):
        raise ValueError("Choose from the answers shown.")
    return tuple(slug for slug in known if slug in given)


def _one(question: Question, given: Sequence[str], _zone: str) -> str:
    answer = _single(given, 64)
    if answer and answer not in {choice.slug for choice in question.choices}:
        raise ValueError("Choose one of the answers shown.")
    return answer


def _truth(_question: Question, given: Sequence[str], _zone: str) -> str:
    answer = _single(given, 64)
    if answer and answer not in _TRUTH:
        raise ValueError("Choose yes, no or unknown.")
    return answer


def _text(question: Question, given: Sequence[str], _zone: str) -> str:
    return _single(given, question.limit, lines=question.kind is QuestionKind.TEXT)


def _number(_question: Question, given: Sequence[str], _zone: str) -> str:
    answer = _single(given, 40)
    if answer and not (answer.isascii() and answer.isdigit() and len(answer) <= 9):  # noqa: PLR2004 - digits that fit
        raise ValueError("Write a whole number in digits, such as 3.")
    return str(int(answer)) if answer else ""


def _date(_question: Question, given: Sequence[str], _zone: str) -> str:
    answer = _single(given, 40)
    return moments.day(answer) if answer else ""


def _instant(_question: Question, given: Sequence[str], zone: str) -> str:
    answer = _single(given, 40)
    return moments.instant(answer, zone).isoformat() if answer else ""


def _single(given: Sequence[str], limit: int, *, lines: bool = False) -> str:
    if len(given) > 1:
        raise ValueError("Give one answer.")
    text = "".join(given).replace("\r\n", "\n").replace("\r", "\n")
    text = unicodedata.normalize("NFC", text).strip()
    if any(_refused(character, lines=lines) for character in text):
        raise ValueError("This holds a character that cannot be kept. Type it again instead of pasting it.")
    if len(text) > limit:
        raise ValueError(f"This is too long: {len(text):,} characters, and {limit:,} are the most.")
    return text


def _refused(character: str, *, lines: bool) -> bool:
    if character == "\n":
        return not lines
    if character == "\t":
        return False
    return character in _TURNING or unicodedata.category(character) in {"Cc", "Cs"}


_KINDS: Mapping[QuestionKind, Callable[[Question, Sequence[str], str], str]] = {
    QuestionKind.DATE: _date,
    QuestionKind.INSTANT: _instant,
    QuestionKind.LINE: _text,
    QuestionKind.NUMBER: _number,
    QuestionKind.ONE: _one,
    QuestionKind.TEXT: _text,
    QuestionKind.YES_NO_UNKNOWN: _truth,
}
