"""Room: plugins. An order: what it says, from when, until when. The paper itself is in the court's file."""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

COURT_ORDER = Form(
    slug="court_order",
    version=1,
    title="Court order",
    kind=FormKind.NOTE,
    information_type=InformationType.COURT,
    introduction="Those who filed with this court on the matter see this. Write what the order says, word for word.",
    source="HHS guide, Working with other systems, court and guardian ad litem",
    questions=(
        Question(slug="file_number", title="Court file number", limit=80),
        Question(
            slug="kind",
            title="Kind of order",
            kind=QuestionKind.ONE,
            choices=(
                Choice(slug="custody", title="Custody or placement"),
                Choice(slug="protective", title="Protective or no-contact"),
                Choice(slug="appointment", title="Appointment of an attorney or guardian ad litem"),
                Choice(slug="records", title="Release or sealing of records"),
                Choice(slug="services", title="Evaluation or services"),
                Choice(slug="other", title="Another order"),
            ),
        ),
        Question(slug="signed_on", title="Day it was signed", kind=QuestionKind.DATE),
        Question(slug="says", title="What it orders", kind=QuestionKind.TEXT, required=True),
        Question(slug="until", title="In force until", kind=QuestionKind.DATE),
        Question(slug="sealed", title="Is it sealed?", kind=QuestionKind.YES_NO_UNKNOWN),
    ),
)
