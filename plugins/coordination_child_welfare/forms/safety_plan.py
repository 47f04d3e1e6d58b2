"""Room: plugins. The safety plan made with the young person, their family, caregivers and other supports."""

from __future__ import annotations

from coordination.declare import Form, FormKind, InformationType, Question, QuestionKind

SAFETY_PLAN = Form(
    slug="safety_plan",
    version=1,
    title="Safety plan",
    kind=FormKind.NOTE,
    information_type=InformationType.SAFETY_PLAN,
    introduction="Made with the young person, in their words. Give them a copy only if it is safe to keep one.",
    source="Minnesota DHS child welfare response, safety plan form; HHS guide",
    questions=(
        Question(slug="made_on", title="Day it was made", kind=QuestionKind.DATE),
        Question(slug="made_with", title="Made with", limit=400),
        Question(slug="warning_signs", title="Signs that danger is near", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="steps", title="What the young person will do", kind=QuestionKind.TEXT, required=True),
        Question(slug="people", title="People they trust and can call", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="adults_do", title="What caregivers and workers will do", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="phone_online", title="Phone, apps and online accounts", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="if_leaving", title="If they feel like leaving", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="review_on", title="Day to look at it again", kind=QuestionKind.DATE),
    ),
)
