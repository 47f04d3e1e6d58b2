"""Room: plugins. The first hours at a shelter: safe, fed, told the rules. No offender and no story is asked for."""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

INTAKE = Form(
    slug="shelter_intake",
    version=1,
    title="Shelter intake",
    kind=FormKind.REPORT,
    information_type=InformationType.ADVOCACY,
    suspicion=True,
    introduction="Food, rest and safety first. Write as little as will help, and no address.",
    source="Minnesota Safe Harbor, shelter and housing; HHS guide for caseworkers, Out-of-home care setting",
    questions=(
        Question(slug="came_at", title="When they came", kind=QuestionKind.INSTANT),
        Question(
            slug="came_by",
            title="How they came",
            kind=QuestionKind.ONE,
            choices=(
                Choice(slug="alone", title="By themselves"),
                Choice(slug="friend", title="With a friend"),
                Choice(slug="outreach", title="Street outreach"),
                Choice(slug="navigator", title="A regional navigator"),
                Choice(slug="agency", title="Another agency brought them"),
            ),
        ),
        Question(slug="needs_now", title="What they need today", kind=QuestionKind.TEXT, required=True),
        Question(slug="hurt", title="Do they need a doctor now?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(slug="followed", title="Could somebody have followed them?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(slug="phone", title="Is their phone safe to keep on?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(
            slug="told_rights",
            title="Were they told what you keep, and when you must report, before they told you more?",
            kind=QuestionKind.YES_NO_UNKNOWN,
        ),
        Question(slug="fears", title="What they fear", kind=QuestionKind.TEXT, limit=2_000),
    ),
)
