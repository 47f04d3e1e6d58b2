"""Room: plugins. Attendance and how school goes: for those who meet the student's education needs."""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

ATTENDANCE = Form(
    slug="attendance_note",
    version=1,
    title="Attendance and progress",
    kind=FormKind.NOTE,
    information_type=InformationType.EDUCATION,
    introduction="Days and progress. A parent may read this.",
    source="HHS guide for caseworkers, Education; 20 USC 1232g",
    questions=(
        Question(slug="as_of", title="As of", kind=QuestionKind.DATE),
        Question(slug="missed", title="School days missed this month", kind=QuestionKind.NUMBER),
        Question(
            slug="trend",
            title="Attendance",
            kind=QuestionKind.ONE,
            choices=(
                Choice(slug="better", title="Getting better"),
                Choice(slug="same", title="The same"),
                Choice(slug="worse", title="Getting worse"),
                Choice(slug="unknown", title="Not known"),
            ),
        ),
        Question(slug="last_seen", title="Last day seen at school", kind=QuestionKind.DATE),
        Question(slug="note", title="How school goes", kind=QuestionKind.TEXT, required=True),
        Question(slug="trusted", title="Somebody at school they trust", limit=200),
    ),
)
