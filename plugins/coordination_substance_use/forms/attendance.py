"""Room: plugins. That treatment was begun and kept: the least that a consent can open to those it names."""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

ATTENDANCE = Form(
    slug="treatment_attendance",
    version=1,
    title="Treatment: begun and kept",
    kind=FormKind.NOTE,
    information_type=InformationType.SUBSTANCE_USE,
    introduction="Only what the consent says may be told. Being here is itself protected.",
    source="42 CFR 2.31(a)(3), a specific and meaningful description; 42 CFR 2.13(c)",
    questions=(
        Question(slug="as_of", title="As of", kind=QuestionKind.DATE),
        Question(
            slug="state",
            title="Treatment",
            kind=QuestionKind.ONE,
            required=True,
            choices=(
                Choice(slug="waiting", title="On a waiting list"),
                Choice(slug="begun", title="Begun"),
                Choice(slug="kept", title="Comes as agreed"),
                Choice(slug="stopped", title="Stopped"),
                Choice(slug="completed", title="Completed"),
                Choice(slug="declined", title="Declined"),
            ),
        ),
        Question(slug="would_help", title="What would help them to come", kind=QuestionKind.TEXT, limit=2_000),
    ),
)
