"""Room: plugins. The probation note: contact, conditions that help or harm, and the plan with the team."""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

SUPERVISION_NOTE = Form(
    slug="supervision_note",
    version=1,
    title="Probation note for the team",
    kind=FormKind.NOTE,
    information_type=InformationType.SERVICE_PLAN,
    introduction="What helps the child stay safe. A missed meeting may be a sign of danger.",
    source="Emerging Practices, probation and child protection in one court; HHS guide, Understanding the needs",
    questions=(
        Question(slug="happened_at", title="When", kind=QuestionKind.INSTANT),
        Question(
            slug="contact",
            title="Kind of contact",
            kind=QuestionKind.ONE,
            choices=(
                Choice(slug="met", title="Met"),
                Choice(slug="phone", title="Phone or message"),
                Choice(slug="home", title="At home or placement"),
                Choice(slug="missed", title="Did not come"),
            ),
        ),
        Question(slug="note", title="What happened", kind=QuestionKind.TEXT, required=True),
        Question(slug="wants", title="What the young person wants", kind=QuestionKind.TEXT, limit=2_000),
        Question(
            slug="conditions",
            title="Conditions that should change to keep the child safe",
            kind=QuestionKind.TEXT,
            hint="For example: where they may be, or whom they may meet.",
            limit=2_000,
        ),
        Question(slug="services", title="Services that were asked for or begun", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="next_contact", title="Next contact", kind=QuestionKind.INSTANT),
    ),
)
