"""Room: plugins. A visit with the child: what the child wants, what they need, and which of the two is written down."""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

VISIT_NOTE = Form(
    slug="representation_note",
    version=1,
    title="Visit or contact",
    kind=FormKind.NOTE,
    information_type=InformationType.SERVICE_PLAN,
    introduction="What others may know by a release. What the child told their attorney goes on its own form.",
    source="HHS guide, Understanding the needs; Minnesota Safe Harbor, the youth's own priorities",
    questions=(
        Question(slug="happened_at", title="When", kind=QuestionKind.INSTANT),
        Question(
            slug="with",
            title="With",
            kind=QuestionKind.MANY,
            choices=(
                Choice(slug="child", title="The child"),
                Choice(slug="caregiver", title="A caregiver"),
                Choice(slug="worker", title="A worker"),
                Choice(slug="school", title="School"),
                Choice(slug="other", title="Somebody else"),
            ),
        ),
        Question(slug="wants", title="What the child wants, in their words", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="note", title="What you saw or did", kind=QuestionKind.TEXT, required=True),
        Question(slug="needs", title="What the child needs and does not get", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="safe_now", title="Is the child safe now?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(slug="next_steps", title="What comes next", kind=QuestionKind.TEXT, limit=2_000),
    ),
)
