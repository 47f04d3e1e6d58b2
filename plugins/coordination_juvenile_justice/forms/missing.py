"""Room: plugins. A child under supervision who is gone: whom it was told, and what was learned when they were back."""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

ABSENCE = Form(
    slug="absence",
    version=1,
    title="Child missing from supervision or placement",
    kind=FormKind.NOTE,
    information_type=InformationType.MISSING,
    introduction="Treat it as a missing child first, not as a broken rule. Somebody may be keeping the child away.",
    source="HHS guide, Missing from care; Minnesota DHS, Child welfare response when youth go missing from care",
    questions=(
        Question(slug="last_seen_at", title="When the child was last seen", kind=QuestionKind.INSTANT),
        Question(slug="circumstances", title="What is known", kind=QuestionKind.TEXT, required=True),
        Question(slug="police_told_at", title="When police were told", kind=QuestionKind.INSTANT),
        Question(slug="agency_told_at", title="When child protection was told", kind=QuestionKind.INSTANT),
        Question(slug="danger", title="Is the child in special danger?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(
            slug="state_now",
            title="Now",
            kind=QuestionKind.ONE,
            choices=(
                Choice(slug="missing", title="Still missing"),
                Choice(slug="found", title="Found"),
                Choice(slug="returned", title="Came back"),
                Choice(slug="unknown", title="Unknown"),
            ),
        ),
        Question(slug="reasons", title="Why they left, as they say", kind=QuestionKind.TEXT, limit=2_000),
    ),
)
