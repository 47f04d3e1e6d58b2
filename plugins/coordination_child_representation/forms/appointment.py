"""Room: plugins. The order of appointment: who was appointed as what, by which court, with which rights, until when."""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

APPOINTMENT = Form(
    slug="appointment_order",
    version=1,
    title="Order of appointment",
    kind=FormKind.NOTE,
    information_type=InformationType.APPOINTMENT,
    introduction="File this first. Withdraw it when the appointment ends, and everything closes again.",
    source="HHS guide, Working with other systems, court and guardian ad litem",
    questions=(
        Question(slug="order", title="Court and number of the order", required=True, limit=200),
        Question(slug="signed_on", title="Day it was signed", kind=QuestionKind.DATE),
        Question(
            slug="appointed_as",
            title="Appointed as",
            kind=QuestionKind.ONE,
            choices=(
                Choice(slug="guardian_ad_litem", title="Guardian ad litem"),
                Choice(slug="casa", title="Court-appointed special advocate (CASA)"),
                Choice(slug="attorney", title="Attorney for the child"),
                Choice(slug="both", title="Attorney and guardian ad litem"),
            ),
        ),
        Question(slug="appointed", title="Who was appointed", limit=200),
        Question(
            slug="records",
            title="What the order says about records",
            kind=QuestionKind.TEXT,
            hint="Word for word. It opens nothing by itself here.",
            limit=2_000,
        ),
        Question(
            slug="may_sign", title="Does it let them sign a release for the child?", kind=QuestionKind.YES_NO_UNKNOWN
        ),
        Question(slug="until", title="In force until", kind=QuestionKind.DATE),
    ),
)
