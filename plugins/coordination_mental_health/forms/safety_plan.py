"""Room: plugins. The crisis and safety plan that a clinician makes with the young person."""

from __future__ import annotations

from coordination.declare import Form, FormKind, InformationType, Question, QuestionKind

SAFETY_PLAN = Form(
    slug="safety_plan",
    version=1,
    title="Crisis and safety plan",
    kind=FormKind.NOTE,
    information_type=InformationType.SAFETY_PLAN,
    introduction="Made with the young person, in their words. Never an address.",
    source="HHS guide for caseworkers, Behavioral health; Emerging Practices §8",
    questions=(
        Question(slug="made_on", title="Day it was made", kind=QuestionKind.DATE),
        Question(slug="warning_signs", title="How they notice that a bad time is near", kind=QuestionKind.TEXT),
        Question(slug="steps", title="What they will do", kind=QuestionKind.TEXT, required=True),
        Question(slug="people", title="People they can call", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="professionals", title="Whom to call day and night", limit=400),
        Question(slug="safer_room", title="What is put out of reach, and by whom", limit=400),
        Question(slug="copy_safe", title="Is it safe for them to keep a copy?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(slug="review_on", title="Day to look at it again", kind=QuestionKind.DATE),
    ),
)
