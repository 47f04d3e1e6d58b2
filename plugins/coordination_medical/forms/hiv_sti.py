"""Room: plugins. HIV and other sexually transmitted infections: tests, results and medicine, a type of its own."""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

HIV_STI_CARE = Form(
    slug="hiv_sti_care",
    version=1,
    title="HIV and sexually transmitted infections",
    kind=FormKind.NOTE,
    information_type=InformationType.HIV_STI,
    introduction="Only your own program sees this, and whom a release names for this very type.",
    source="HHS guide for caseworkers, Physical health; AAP on care of trafficked young people",
    questions=(
        Question(slug="happened_at", title="When", kind=QuestionKind.INSTANT),
        Question(
            slug="tests",
            title="Tests",
            kind=QuestionKind.ONE,
            choices=(
                Choice(slug="offered", title="Offered, not done yet"),
                Choice(slug="declined", title="Declined"),
                Choice(slug="waiting", title="Done, results not back"),
                Choice(slug="back", title="Results are back"),
                Choice(slug="unknown", title="Not known"),
            ),
        ),
        Question(
            slug="preventive",
            title="Medicine to prevent HIV",
            kind=QuestionKind.ONE,
            hint="It helps only when begun within days: ask the clinic on call at once.",
            choices=(
                Choice(slug="not_offered", title="Not offered"),
                Choice(slug="declined", title="Offered and declined"),
                Choice(slug="begun", title="Begun"),
                Choice(slug="completed", title="Completed"),
                Choice(slug="unknown", title="Not known"),
            ),
        ),
        Question(slug="note", title="What the next clinician needs to know", kind=QuestionKind.TEXT, required=True),
        Question(slug="who_tells", title="Who tells the young person their results, and where", limit=200),
        Question(slug="follow_up", title="Next test or visit", kind=QuestionKind.DATE),
    ),
)
