"""Room: plugins. The shelter note: one contact, in as few words as help the next shift."""

from __future__ import annotations

from coordination.declare import Form, FormKind, InformationType, Question, QuestionKind

NOTE = Form(
    slug="shelter_note",
    version=1,
    title="Shelter note",
    kind=FormKind.NOTE,
    information_type=InformationType.ADVOCACY,
    introduction="What the next shift needs. Leave out what you would not want read in court.",
    source="HHS guide for caseworkers, Connecting victims to services",
    questions=(
        Question(slug="happened_at", title="When", kind=QuestionKind.INSTANT),
        Question(slug="note", title="What was done", kind=QuestionKind.TEXT, required=True),
        Question(slug="agreed", title="What the young person agreed to", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="next_steps", title="What comes next", kind=QuestionKind.TEXT, limit=2_000),
    ),
)
