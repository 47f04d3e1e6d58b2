"""Room: plugins. Safety around court: the way there, the waiting, the defendant's release."""

from __future__ import annotations

from coordination.declare import Form, FormKind, InformationType, Question, QuestionKind

COURT_SAFETY_PLAN = Form(
    slug="court_safety_plan",
    version=1,
    title="Safety around court",
    kind=FormKind.NOTE,
    information_type=InformationType.SAFETY_PLAN,
    introduction="Not confidential. Never an address: write it under “Safe contact and whereabouts”.",
    source="NCA standard 10, separation of victims and alleged offenders; HHS guide, Connecting victims to services",
    questions=(
        Question(slug="made_on", title="Day it was made", kind=QuestionKind.DATE),
        Question(slug="plan", title="What was agreed", kind=QuestionKind.TEXT, required=True),
        Question(
            slug="apart", title="Are they kept apart from the defendant at court?", kind=QuestionKind.YES_NO_UNKNOWN
        ),
        Question(slug="escort", title="Who goes with them", limit=200),
        Question(
            slug="on_release", title="What happens if the defendant is let go", kind=QuestionKind.TEXT, limit=2_000
        ),
        Question(slug="order", title="Is there a no-contact order?", kind=QuestionKind.YES_NO_UNKNOWN),
    ),
)
