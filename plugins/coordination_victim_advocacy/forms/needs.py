"""Room: plugins. What the young person needs, in the order they choose (seed checklist C7 and C8)."""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

NEEDS = Form(
    slug="needs_plan",
    version=1,
    title="Needs and plan",
    kind=FormKind.NOTE,
    information_type=InformationType.SERVICE_PLAN,
    introduction="The young person’s order counts, not yours. A service is never tied to a release.",
    source="HHS guide, Understanding the needs and Connecting victims to services",
    questions=(
        Question(
            slug="needs",
            title="What they need",
            kind=QuestionKind.MANY,
            choices=(
                Choice(slug="food_clothes", title="Food, clothes, daily needs"),
                Choice(slug="shelter", title="A safe place to stay"),
                Choice(slug="health", title="Health and dental care"),
                Choice(slug="counseling", title="Counseling"),
                Choice(slug="school", title="School"),
                Choice(slug="work", title="Work"),
                Choice(slug="legal", title="A lawyer"),
                Choice(slug="life_skills", title="Life skills"),
                Choice(slug="mentor", title="A mentor or survivor group"),
                Choice(slug="culture", title="Culture and community"),
            ),
        ),
        Question(slug="first", title="What they want first", kind=QuestionKind.TEXT, required=True, limit=2_000),
        Question(slug="plan", title="What was agreed", kind=QuestionKind.TEXT),
        Question(slug="available_now", title="What could begin today", kind=QuestionKind.TEXT, limit=2_000),
    ),
)
