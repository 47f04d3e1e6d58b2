"""Room: plugins. The support plan at school: what makes it safe to come and to learn, agreed with the student."""

from __future__ import annotations

from coordination.declare import Form, FormKind, InformationType, Question, QuestionKind

SUPPORT = Form(
    slug="school_support_plan",
    version=1,
    title="Support plan at school",
    kind=FormKind.NOTE,
    information_type=InformationType.EDUCATION,
    introduction="Made with the student. Write what the school does, not why.",
    source="HHS guide for caseworkers, Education and Working with other systems",
    questions=(
        Question(slug="made_on", title="Day it was made", kind=QuestionKind.DATE),
        Question(slug="plan", title="What the school does", kind=QuestionKind.TEXT, required=True),
        Question(slug="safe_adult", title="Adult they can go to at any time", limit=200),
        Question(slug="pick_up", title="Who may pick them up", limit=200),
        Question(slug="not_let_in", title="Who must not be let in or told anything", limit=400),
        Question(slug="phone_online", title="Phone and online rules that were agreed", kind=QuestionKind.TEXT),
        Question(slug="review_on", title="Day to look at it again", kind=QuestionKind.DATE),
    ),
)
