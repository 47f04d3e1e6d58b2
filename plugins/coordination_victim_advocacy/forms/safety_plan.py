"""Room: plugins. The advocate's safety plan, made by the young person."""

from __future__ import annotations

from coordination.declare import Form, FormKind, InformationType, Question, QuestionKind

SAFETY_PLAN = Form(
    slug="safety_plan",
    version=1,
    title="Safety plan",
    kind=FormKind.NOTE,
    information_type=InformationType.SAFETY_PLAN,
    introduction="The young person’s own plan. Never an address: write it under “Safe contact and whereabouts”.",
    source="HHS guide, Connecting victims to services; Emerging Practices §8",
    questions=(
        Question(slug="made_on", title="Day it was made", kind=QuestionKind.DATE),
        Question(slug="knows_danger", title="How they know that danger is near", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="steps", title="What they will do", kind=QuestionKind.TEXT, required=True),
        Question(slug="code_word", title="A word that means “help me”", limit=80),
        Question(slug="people", title="People they can call", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="places", title="Kinds of places that are safe", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="phone_online", title="Phone, apps and online accounts", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="copy_safe", title="Is it safe for them to keep a copy?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(slug="review_on", title="Day to look at it again", kind=QuestionKind.DATE),
    ),
)
