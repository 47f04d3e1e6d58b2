"""Room: plugins. The tribal worker's note."""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

NOTE = Form(
    slug="tribal_note",
    version=1,
    title="Child and family note",
    kind=FormKind.NOTE,
    information_type=InformationType.CHILD_PROTECTION,
    introduction="What was done and what comes next. The tribe decides who else reads it.",
    source="HHS guide for caseworkers, Building rapport and Connecting victims to services",
    questions=(
        Question(slug="happened_at", title="When", kind=QuestionKind.INSTANT),
        Question(
            slug="contact",
            title="Kind of contact",
            kind=QuestionKind.ONE,
            choices=(
                Choice(slug="child", title="With the child"),
                Choice(slug="family", title="With family or kin"),
                Choice(slug="elder", title="With an elder or healer"),
                Choice(slug="agency", title="With another agency"),
                Choice(slug="court", title="In court"),
            ),
        ),
        Question(slug="note", title="What was done", kind=QuestionKind.TEXT, required=True),
        Question(slug="child_view", title="What the young person wants", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="next_steps", title="What comes next", kind=QuestionKind.TEXT, limit=2_000),
    ),
)
