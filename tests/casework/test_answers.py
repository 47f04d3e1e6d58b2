"""Room: tests. What was typed into a form becomes answers, or one sentence beside each field that cannot be taken."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from coordination.casework import answers, moments
from coordination.casework.answers import HAPPENED, LEARNED, validate
from coordination.declare.form import Choice, Form, FormKind, Question, QuestionKind
from coordination.declare.information import InformationType
from coordination.model.errors import Invalid
from coordination.model.record import Happened, Precision

ZONE = "America/Chicago"
NOW = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
CHOICES = (Choice(slug="a", title="First"), Choice(slug="b", title="Second"))
FORM = Form(
    slug="everything",
    version=1,
    title="Everything",
    kind=FormKind.NOTE,
    information_type=InformationType.REPORT,
    questions=(
        Question(slug="line", title="Line", limit=10),
        Question(slug="words", title="Words", kind=QuestionKind.TEXT, required=True, limit=50),
        Question(slug="one", title="One", kind=QuestionKind.ONE, choices=CHOICES),
        Question(slug="some", title="Some", kind=QuestionKind.MANY, choices=CHOICES),
        Question(slug="sure", title="Sure", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(slug="day", title="Day", kind=QuestionKind.DATE),
        Question(slug="moment", title="Moment", kind=QuestionKind.INSTANT),
        Question(slug="count", title="Count", kind=QuestionKind.NUMBER),
    ),
)


def clean(**typed: str | list[str]) -> answers.Answered:
    return validate(FORM, {"words": "x", **typed}, zone=ZONE, now=NOW)


def wrong(**typed: str | list[str]) -> dict[str, str]:
    with pytest.raises(Invalid) as found:
        clean(**typed)
    return found.value.fields


def test_a_full_form_is_taken_as_it_was_meant() -> None:
    taken = clean(
        line=" hello ",
        words="two\r\nlines",
        one="a",
        some=["b", "a"],
        sure="unknown",
        day="11/3/2026",
        moment="2026-11-03 14:30",
        count="007",
    )
    assert taken.answers == {
        "line": "hello",
        "words": "two\nlines",
        "one": "a",
        "some": ("a", "b"),
        "sure": "unknown",
        "day": "2026-11-03",
        "moment": "2026-11-03T20:30:00+00:00",
        "count": "7",
    }


def test_what_was_not_asked_is_left_out_and_unknown_is_kept_as_an_answer() -> None:
    taken = clean(line="  ", one="", sure="unknown", day="Unknown")
    assert set(taken.answers) == {"words", "sure", "day"}
    assert taken.answers["sure"] == "unknown"
    assert taken.answers["day"] == "unknown"


def test_every_wrong_field_gets_its_own_sentence_at_once() -> None:
    fields = wrong(
        words="", line="x" * 11, one="c", some=["a", "c"], sure="maybe", day="soon", moment="noon", count="3.5"
    )
    assert set(fields) == {"words", "line", "one", "some", "sure", "day", "moment", "count"}
    assert all(sentence.endswith((".", "”.")) for sentence in fields.values())


@pytest.mark.parametrize(
    "text", ["a\x00b", "a\x07b", "a\x1b[31m", "a\x7fb", "a\x85b", "\ud800", "pay \u202eesrever", "a\u2066b"]
)
def test_control_characters_are_refused_with_a_sentence(text: str) -> None:
    assert "cannot be kept" in wrong(words=text)["words"]


def test_a_line_has_no_second_line_and_a_text_may() -> None:
    assert "line" in wrong(line="a\nb")
    assert clean(words="a\n\tb").answers["words"] == "a\n\tb"


def test_text_is_kept_in_one_unicode_form_and_measured_in_it() -> None:
    taken = clean(line="e\u0301" * 10)
    assert taken.answers["line"] == "é" * 10


def test_joiners_of_real_scripts_and_emoji_are_kept() -> None:
    assert clean(words="👩‍👧 نام‌").answers["words"] == "👩‍👧 نام‌"


def test_two_answers_to_one_question_are_refused() -> None:
    assert wrong(line=["a", "b"])["line"] == "Give one answer."


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("2026-11-03", "2026-11-03"), ("2026-1-3", "2026-01-03"), ("2026-11", "2026-11"), ("11/2026", "2026-11")],
)
def test_a_day_is_kept_as_exactly_as_it_is_known(typed: str, kept: str) -> None:
    assert clean(day=typed).answers["day"] == kept


@pytest.mark.parametrize("typed", ["2026-02-30", "2026-13", "0026-01-01", "3 May", "9999-12-31", "2026", "٢٠٢٦-١١-٠٣x"])
def test_no_such_day_is_a_sentence(typed: str) -> None:
    assert "day" in wrong(day=typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2026-11-03 14:30", "2026-11-03T20:30:00+00:00"),
        ("2026-11-03T14:30", "2026-11-03T20:30:00+00:00"),
        ("11/3/2026 2:30 pm", "2026-11-03T20:30:00+00:00"),
        ("2026-11-03 12:05 a.m.", "2026-11-03T06:05:00+00:00"),
        ("2026-07-03 14:30", "2026-07-03T19:30:00+00:00"),
    ],
)
def test_an_instant_is_told_in_the_programs_zone(typed: str, kept: str) -> None:
    assert clean(moment=typed).answers["moment"] == kept


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-03",
        "14:30",
        "2026-11-03 24:01",
        "2026-11-03 13:00 pm",
        "2026-11 10:00",
        "unknown 10:00",
        "0001-01-01T00:00:00+00:00",  # no zone west of Greenwich could show it: the page would open to nobody again
        "9999-12-31T23:59:59+00:00",
    ],
)
def test_an_instant_needs_a_real_day_and_time(typed: str) -> None:
    assert "moment" in wrong(moment=typed)


def test_the_hour_that_the_clocks_skipped_did_not_exist() -> None:
    assert "set forward" in wrong(moment="2026-03-08 02:30")["moment"]


def test_the_records_own_times_are_asked_beside_the_questions() -> None:
    taken = validate(FORM, {"words": "x", HAPPENED: "2026-10", LEARNED: "2026-11-20 09:15"}, zone=ZONE, now=NOW)
    assert taken.happened == Happened(at=datetime(2026, 10, 1, 5, tzinfo=UTC), precision=Precision.MONTH, zone=ZONE)
    assert taken.learned_at == datetime(2026, 11, 20, 15, 15, tzinfo=UTC)
    assert "record-happened" not in taken.answers


@pytest.mark.parametrize("field", [HAPPENED, LEARNED])
def test_what_happened_did_not_happen_in_the_future(field: str) -> None:
    assert "future" in wrong(**{field: "2026-11-23 10:00"})[field]


def test_a_question_that_asks_when_is_the_records_own_time() -> None:
    asked = Question(slug="happened_at", title="When", kind=QuestionKind.INSTANT)
    form = Form(
        slug="note",
        version=1,
        title="Note",
        kind=FormKind.NOTE,
        information_type=InformationType.REPORT,
        questions=(asked,),
    )
    assert not answers.asks_happened(form)
    assert answers.asks_learned(form)
    taken = validate(form, {"happened_at": "2026-11-20 09:15"}, zone=ZONE, now=NOW)
    assert taken.happened.at == datetime(2026, 11, 20, 15, 15, tzinfo=UTC)
    assert taken.happened.precision is Precision.INSTANT


def test_a_record_typed_again_gives_the_same_answers() -> None:
    before = clean(some=["a"], day="2026-11", moment="2026-11-03 14:30", **{HAPPENED: "2026-10-02"})
    typed = answers.typed_again(FORM, before.answers, before.happened, before.learned_at, ZONE)
    after = validate(FORM, typed, zone=ZONE, now=NOW)
    assert (after.answers, after.happened) == (before.answers, before.happened)


def test_a_draft_keeps_the_forms_fields_and_nothing_else() -> None:
    kept = answers.keep({"words": ["a"], "csrf_token": ["t"], "act_key": ["k"], "line": [" "], HAPPENED: "2026"}, FORM)
    assert kept == {"words": ["a"], HAPPENED: ["2026"]}


def test_words_on_a_screen_name_the_zone_and_no_more_than_is_known() -> None:
    assert moments.words(datetime(2026, 11, 3, 20, 30, tzinfo=UTC), ZONE) == "3 November 2026, 14:30 CST"
    assert moments.happened_words(moments.happened("2026-11", ZONE), ZONE) == "November 2026"
    assert moments.happened_words(moments.happened("2026-11-03", ZONE), "Pacific/Honolulu") == "3 November 2026"
    assert moments.happened_words(Happened(), ZONE) == "Unknown"
