"""Room: plugins. The report to the court: the child's wishes and the child's interests, each said to be what it is."""

from __future__ import annotations

from coordination.declare import Form, FormKind, InformationType, Question, QuestionKind

REPORT_TO_COURT = Form(
    slug="report_to_court",
    version=1,
    title="Report to the court",
    kind=FormKind.NOTE,
    information_type=InformationType.COURT,
    introduction="The court that has a place on this case gets this. Write nothing here that is not before the court.",
    source="HHS guide, Working with other systems, court and guardian ad litem",
    questions=(
        Question(slug="file_number", title="Court file number", limit=80),
        Question(slug="hearing_at", title="Hearing it is for", kind=QuestionKind.INSTANT),
        Question(slug="wishes", title="What the child wants", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="recommends", title="What you recommend", kind=QuestionKind.TEXT, required=True),
        Question(slug="attends", title="Does the child want to come to court?", kind=QuestionKind.YES_NO_UNKNOWN),
    ),
)
