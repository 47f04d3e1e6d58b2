"""Room: plugins. A report to the court about a young person: what is recommended, not what anybody is blamed for."""

from __future__ import annotations

from coordination.declare import Form, FormKind, InformationType, Question, QuestionKind

HEARING = Form(
    slug="court_report",
    version=1,
    title="Report or date for the court",
    kind=FormKind.NOTE,
    information_type=InformationType.COURT,
    introduction="The court that has a place on this case gets this. Write nothing here that is not before the court.",
    source="Emerging Practices, probation and child protection in one court",
    questions=(
        Question(slug="file_number", title="Court file number", limit=80),
        Question(slug="hearing_at", title="Hearing", kind=QuestionKind.INSTANT),
        Question(slug="recommends", title="What you recommend", kind=QuestionKind.TEXT, required=True),
        Question(slug="services", title="Services for the child", kind=QuestionKind.TEXT, limit=2_000),
        Question(
            slug="specialized", title="Is a specialized court or docket asked for?", kind=QuestionKind.YES_NO_UNKNOWN
        ),
    ),
)
