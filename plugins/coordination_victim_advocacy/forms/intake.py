"""Room: plugins. The advocate's first talk: what the young person wants, what is safe, what they were told.

It asks for no offender, no guardian and no story. Whether an advocate must report is a matter of state law (VAWA lets
through what is "specifically mandated", 34 USC 12291(b)(2)(E)), so the page carries the notice of mandated reports.
"""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

INTAKE = Form(
    slug="advocacy_intake",
    version=1,
    title="First talk with an advocate",
    kind=FormKind.REPORT,
    information_type=InformationType.ADVOCACY,
    suspicion=True,
    introduction="Write as little as will help. The young person decides what is written.",
    source="Minnesota Safe Harbor, No Wrong Door; HHS guide, Building rapport; 34 USC 12291(b)(2)",
    questions=(
        Question(slug="met_at", title="When you met", kind=QuestionKind.INSTANT),
        Question(
            slug="came_by",
            title="How they came to you",
            kind=QuestionKind.ONE,
            choices=(
                Choice(slug="alone", title="By themselves"),
                Choice(slug="friend", title="With a friend or family member"),
                Choice(slug="outreach", title="Street outreach or drop-in"),
                Choice(slug="navigator", title="A regional navigator"),
                Choice(slug="agency", title="Another agency sent them"),
            ),
        ),
        Question(slug="wants", title="What they want from you", kind=QuestionKind.TEXT, required=True),
        Question(slug="safe_now", title="Are they safe now?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(
            slug="told_rights",
            title="Were they told what you keep, and when you must report, before they told you more?",
            kind=QuestionKind.YES_NO_UNKNOWN,
        ),
        Question(
            slug="words",
            title="Words they use for themselves and for what happened",
            hint="Many do not call themselves a victim. Use their words.",
            limit=400,
        ),
        Question(slug="fears", title="What they fear", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="next_contact", title="Next contact", limit=200),
    ),
)
