"""Room: plugins. A date or an event of the docket."""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

DOCKET_ENTRY = Form(
    slug="docket_entry",
    version=1,
    title="Docket entry",
    kind=FormKind.NOTE,
    information_type=InformationType.COURT,
    introduction="Those who filed with this court on the matter see this.",
    source="Emerging Practices, docket dates of a specialized court; HHS guide, Working with other systems",
    questions=(
        Question(slug="file_number", title="Court file number", limit=80),
        Question(
            slug="event",
            title="What it is",
            kind=QuestionKind.ONE,
            choices=(
                Choice(slug="hearing_set", title="A hearing is set"),
                Choice(slug="hearing_moved", title="A hearing is moved"),
                Choice(slug="heard", title="A hearing was held"),
                Choice(slug="received", title="A filing was received"),
                Choice(slug="rejected", title="A filing was sent back"),
                Choice(slug="closed", title="The matter is closed"),
            ),
        ),
        Question(slug="hearing_at", title="Date of the hearing", kind=QuestionKind.INSTANT),
        Question(slug="entry", title="Entry", kind=QuestionKind.TEXT, required=True, limit=2_000),
        Question(slug="courtroom", title="Courtroom or how to join", limit=200),
        Question(slug="apart", title="Can the child wait apart from others?", kind=QuestionKind.YES_NO_UNKNOWN),
    ),
)
