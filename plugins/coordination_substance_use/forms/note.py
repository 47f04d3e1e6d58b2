"""Room: plugins. The treatment note: what the next worker needs; counseling notes stay in the program's own chart."""

from __future__ import annotations

from coordination.declare import Form, FormKind, InformationType, Question, QuestionKind

NOTE = Form(
    slug="treatment_note",
    version=1,
    title="Treatment note",
    kind=FormKind.NOTE,
    information_type=InformationType.SUBSTANCE_USE,
    introduction="What was done and what comes next. No counseling notes.",
    source="42 USC 290dd-2; HHS guide for caseworkers, Behavioral health",
    questions=(
        Question(slug="happened_at", title="When", kind=QuestionKind.INSTANT),
        Question(slug="note", title="What was done", kind=QuestionKind.TEXT, required=True),
        Question(slug="going_well", title="What goes well", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="danger", title="Danger to act on", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="next_steps", title="What comes next", kind=QuestionKind.TEXT, limit=2_000),
    ),
)
