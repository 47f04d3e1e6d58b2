"""Room: plugins. The report of concern as the tribe takes it; who else must be told in Indian country was not read."""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

REPORT = Form(
    slug="tribal_report",
    version=1,
    title="Report of concern to the tribe",
    kind=FormKind.REPORT,
    information_type=InformationType.REPORT,
    suspicion=True,
    introduction="Write what was seen or heard. You do not need to know who did it. Unknown is not no.",
    source="Minnesota DHS Safe Harbor, American Indian children and families; HHS guide for caseworkers, Screening",
    questions=(
        Question(slug="received_at", title="When the report came in", kind=QuestionKind.INSTANT),
        Question(slug="what", title="What was seen, heard or told", kind=QuestionKind.TEXT, required=True),
        Question(
            slug="where",
            title="Where it happened, if known",
            kind=QuestionKind.ONE,
            choices=(
                Choice(slug="on", title="On the reservation or other Indian country"),
                Choice(slug="off", title="Elsewhere"),
                Choice(slug="online", title="Online"),
                Choice(slug="unknown", title="Not known"),
            ),
        ),
        Question(slug="danger_now", title="Is the child in danger now?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(slug="missing_now", title="Is the child missing now?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(slug="others_told", title="Which other agencies know, as far as you were told", limit=400),
        Question(slug="next_steps", title="What the tribe does first", kind=QuestionKind.TEXT, limit=2_000),
    ),
)
