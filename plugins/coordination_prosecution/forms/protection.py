"""Room: plugins. Where the child's protection case stands: hearings, orders, who has custody, what is due."""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

PROTECTION_CASE = Form(
    slug="protection_case",
    version=1,
    title="Where the protection case stands",
    kind=FormKind.NOTE,
    information_type=InformationType.COURT,
    introduction="The court that has a place on this case gets this. Your thoughts about it go on “Attorney note”.",
    source="HHS guide, Working with other systems; 25 USC 1912(a)",
    questions=(
        Question(slug="file_number", title="Court file number", limit=80),
        Question(
            slug="stage",
            title="Stage",
            kind=QuestionKind.ONE,
            choices=(
                Choice(slug="emergency", title="Emergency removal or protective order"),
                Choice(slug="petition", title="Petition filed"),
                Choice(slug="adjudication", title="Adjudication"),
                Choice(slug="disposition", title="Disposition"),
                Choice(slug="review", title="Review or permanency"),
                Choice(slug="closed", title="Closed"),
            ),
        ),
        Question(slug="stands", title="What was ordered or agreed", kind=QuestionKind.TEXT, required=True),
        Question(
            slug="custody",
            title="Who has legal custody by order",
            kind=QuestionKind.ONE,
            choices=(
                Choice(slug="parents", title="Parents"),
                Choice(slug="agency", title="The child protection agency"),
                Choice(slug="tribe", title="The tribe"),
                Choice(slug="relative", title="A relative"),
                Choice(slug="other", title="Somebody else"),
                Choice(slug="unknown", title="Not known"),
            ),
        ),
        Question(slug="next_hearing", title="Next hearing", kind=QuestionKind.INSTANT),
        Question(
            slug="tribe_asked",
            title="Was it asked whether the child is an Indian child?",
            kind=QuestionKind.YES_NO_UNKNOWN,
        ),
        Question(slug="tribe_noticed_on", title="Day the notice to the tribe was received", kind=QuestionKind.DATE),
        Question(
            slug="represented",
            title="Has the child an attorney or guardian ad litem?",
            kind=QuestionKind.YES_NO_UNKNOWN,
        ),
        Question(slug="protective", title="Orders that protect the child", kind=QuestionKind.TEXT, limit=2_000),
    ),
)
