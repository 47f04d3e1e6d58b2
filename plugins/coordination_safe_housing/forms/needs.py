"""Room: plugins. What the resident needs next, in the order they choose, and what they live on after the stay."""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

NEEDS = Form(
    slug="housing_plan",
    version=1,
    title="Needs and next home",
    kind=FormKind.NOTE,
    information_type=InformationType.SERVICE_PLAN,
    introduction="The young person’s order counts, not yours. A bed is never tied to a release.",
    source="HHS guide for caseworkers, Understanding the needs; Minnesota Safe Harbor, shelter and housing",
    questions=(
        Question(slug="first", title="What they want first", kind=QuestionKind.TEXT, required=True, limit=2_000),
        Question(
            slug="needs",
            title="What they need",
            kind=QuestionKind.MANY,
            choices=(
                Choice(slug="daily", title="Clothes, food, a phone"),
                Choice(slug="papers", title="Birth certificate, identification"),
                Choice(slug="health", title="Health and dental care"),
                Choice(slug="counseling", title="Counseling"),
                Choice(slug="school", title="School"),
                Choice(slug="work", title="Work"),
                Choice(slug="legal", title="A lawyer"),
                Choice(slug="housing", title="A home of their own"),
                Choice(slug="family", title="Peace with family"),
                Choice(slug="culture", title="Culture and community"),
            ),
        ),
        Question(
            slug="next_home",
            title="Kind of next home they hope for",
            kind=QuestionKind.ONE,
            choices=(
                Choice(slug="home", title="Home"),
                Choice(slug="kin", title="Kin or friends"),
                Choice(slug="foster", title="Foster care"),
                Choice(slug="transitional", title="Transitional housing"),
                Choice(slug="own", title="A place of their own"),
                Choice(slug="unknown", title="Not known yet"),
            ),
        ),
        Question(slug="plan", title="What was agreed", kind=QuestionKind.TEXT),
        Question(slug="available_now", title="What could begin today", kind=QuestionKind.TEXT, limit=2_000),
    ),
)
