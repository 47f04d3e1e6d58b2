"""Room: plugins. Where the child is kept or placed, why nothing less strict would do, and when it ends."""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

PLACEMENT = Form(
    slug="custody_note",
    version=1,
    title="Detention or placement",
    kind=FormKind.NOTE,
    information_type=InformationType.PLACEMENT,
    introduction="The least restrictive place that is safe. Never the address of a confidential home.",
    source="HHS guide, Placement; Interstate Compact for Juveniles, rules of 2020",
    questions=(
        Question(
            slug="where",
            title="Kind of place",
            kind=QuestionKind.ONE,
            choices=(
                Choice(slug="home", title="Home"),
                Choice(slug="relative", title="With a relative"),
                Choice(slug="foster", title="Foster home"),
                Choice(slug="program", title="Residential program"),
                Choice(slug="shelter", title="Shelter"),
                Choice(slug="detention", title="Detention"),
            ),
        ),
        Question(slug="since", title="Since", kind=QuestionKind.INSTANT),
        Question(slug="why", title="Why this place", kind=QuestionKind.TEXT, required=True, limit=2_000),
        Question(slug="another_state", title="Is the child from another state?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(
            slug="apart", title="Is the child apart from anybody who may harm them?", kind=QuestionKind.YES_NO_UNKNOWN
        ),
        Question(slug="until", title="Planned until", kind=QuestionKind.DATE),
    ),
)
