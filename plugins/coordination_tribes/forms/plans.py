"""Room: plugins. Two plans that the tribe makes with the young person: culture and services, and safety."""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

CULTURAL_PLAN = Form(
    slug="cultural_plan",
    version=1,
    title="Services and culture",
    kind=FormKind.NOTE,
    information_type=InformationType.SERVICE_PLAN,
    introduction="The young person’s order counts. Culture and kin are services too.",
    source="HHS guide for caseworkers, Other needs; Minnesota Safe Harbor, tribal partners",
    questions=(
        Question(slug="first", title="What they want first", kind=QuestionKind.TEXT, required=True, limit=2_000),
        Question(
            slug="wishes",
            title="What would help them belong",
            kind=QuestionKind.MANY,
            choices=(
                Choice(slug="kin", title="Time with kin"),
                Choice(slug="elder", title="An elder or mentor"),
                Choice(slug="ceremony", title="Ceremony and healing"),
                Choice(slug="language", title="Language"),
                Choice(slug="land", title="Time on the land"),
                Choice(slug="peers", title="A youth group"),
            ),
        ),
        Question(slug="services", title="Services, and who arranges them", kind=QuestionKind.TEXT),
        Question(slug="available_now", title="What could begin today", kind=QuestionKind.TEXT, limit=2_000),
    ),
)

SAFETY_PLAN = Form(
    slug="safety_plan",
    version=1,
    title="Safety plan",
    kind=FormKind.NOTE,
    information_type=InformationType.SAFETY_PLAN,
    introduction="Made with the young person and their people. Never an address.",
    source="Minnesota DHS child welfare response, safety plan with youth, family and supports",
    questions=(
        Question(slug="made_on", title="Day it was made", kind=QuestionKind.DATE),
        Question(slug="made_with", title="Who made it", limit=400),
        Question(slug="steps", title="What they will do", kind=QuestionKind.TEXT, required=True),
        Question(slug="community", title="What the community does", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="people", title="People they can call", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="copy_safe", title="Is it safe for them to keep a copy?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(slug="review_on", title="Day to look at it again", kind=QuestionKind.DATE),
    ),
)
