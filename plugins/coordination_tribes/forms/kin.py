"""Room: plugins. Kin and placement: who of the child's people could care for them, and what the tribe prefers."""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

KIN = Form(
    slug="kin_and_placement",
    version=1,
    title="Kin and placement",
    kind=FormKind.NOTE,
    information_type=InformationType.PLACEMENT,
    introduction="Never write an address here. Write it under “Safe contact and whereabouts”.",
    source="Minnesota DHS, Indian Child Welfare Act and Minnesota Indian Family Preservation Act; HHS guide",
    questions=(
        Question(slug="as_of", title="As of", kind=QuestionKind.DATE),
        Question(
            slug="preference",
            title="What the tribe prefers",
            kind=QuestionKind.ONE,
            required=True,
            choices=(
                Choice(slug="home", title="At home, with support"),
                Choice(slug="kin", title="With extended family"),
                Choice(slug="tribal_home", title="A home that the tribe licensed or approved"),
                Choice(slug="other_indian", title="Another Indian home"),
                Choice(slug="specialized", title="A specialized setting that the tribe approves"),
                Choice(slug="open", title="Not decided yet"),
            ),
        ),
        Question(slug="who_could", title="Who of their people could care for them", kind=QuestionKind.TEXT),
        Question(slug="support", title="What they would need for it", kind=QuestionKind.TEXT, limit=2_000),
        Question(
            slug="contact_risk", title="Could a trafficker reach the child there?", kind=QuestionKind.YES_NO_UNKNOWN
        ),
        Question(slug="child_view", title="What the young person wants", kind=QuestionKind.TEXT, limit=2_000),
    ),
)
