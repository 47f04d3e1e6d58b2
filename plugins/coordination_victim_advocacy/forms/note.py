"""Room: plugins. The advocacy note: one contact, in as few words as help the next one."""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

ADVOCACY_NOTE = Form(
    slug="advocacy_note",
    version=1,
    title="Advocacy note",
    kind=FormKind.NOTE,
    information_type=InformationType.ADVOCACY,
    introduction="What you did and what comes next. Leave out what you would not want read in court.",
    source="HHS guide, Connecting victims to services; NCA standard 4, Victim Support and Advocacy",
    questions=(
        Question(slug="happened_at", title="When", kind=QuestionKind.INSTANT),
        Question(
            slug="contact",
            title="Kind of contact",
            kind=QuestionKind.ONE,
            choices=(
                Choice(slug="met", title="Met"),
                Choice(slug="phone", title="Phone or message"),
                Choice(slug="court", title="Went along to court, police or hospital"),
                Choice(slug="tried", title="Tried without reaching them"),
            ),
        ),
        Question(slug="note", title="What was done", kind=QuestionKind.TEXT, required=True),
        Question(slug="agreed", title="What the young person agreed to", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="next_steps", title="What comes next", kind=QuestionKind.TEXT, limit=2_000),
    ),
)
