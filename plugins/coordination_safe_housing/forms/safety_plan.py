"""Room: plugins. The shelter's safety plan, made by the young person: inside, outside, online, and for leaving."""

from __future__ import annotations

from coordination.declare import Form, FormKind, InformationType, Question, QuestionKind

SAFETY_PLAN = Form(
    slug="safety_plan",
    version=1,
    title="Safety plan",
    kind=FormKind.NOTE,
    information_type=InformationType.SAFETY_PLAN,
    introduction="The young person’s own plan. Never an address, a route or the name of a stop.",
    source="HHS guide for caseworkers, Out-of-home care setting; Emerging Practices §8",
    questions=(
        Question(slug="made_on", title="Day it was made", kind=QuestionKind.DATE),
        Question(slug="steps", title="What they will do", kind=QuestionKind.TEXT, required=True),
        Question(slug="outside", title="When they go out", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="phone_online", title="Phone, apps and online accounts", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="if_found", title="If somebody finds them", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="if_leaving", title="If they want to leave in the night", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="people", title="People they can call", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="copy_safe", title="Is it safe for them to keep a copy?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(slug="review_on", title="Day to look at it again", kind=QuestionKind.DATE),
    ),
)
