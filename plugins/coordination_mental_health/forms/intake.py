"""Room: plugins. The first visit: what the young person wants help with, and what is safe. No story is asked for."""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

INTAKE = Form(
    slug="mental_health_intake",
    version=1,
    title="Mental-health intake",
    kind=FormKind.REPORT,
    information_type=InformationType.MENTAL_HEALTH,
    suspicion=True,
    introduction="Food, sleep and a safe place may come first. Do not ask for the story of what happened.",
    source="HHS guide for caseworkers, Behavioral health and Building rapport",
    questions=(
        Question(slug="happened_at", title="When you met", kind=QuestionKind.INSTANT),
        Question(
            slug="sent_by",
            title="Who suggested care",
            kind=QuestionKind.ONE,
            choices=(
                Choice(slug="self", title="The young person"),
                Choice(slug="caregiver", title="A caregiver"),
                Choice(slug="center", title="Child advocacy center"),
                Choice(slug="child_protection", title="Child protection"),
                Choice(slug="school", title="School"),
                Choice(slug="other", title="Somebody else"),
            ),
        ),
        Question(slug="wants", title="What they want help with", kind=QuestionKind.TEXT, required=True),
        Question(slug="safe_now", title="Are they safe now?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(slug="self_harm", title="Are they thinking of hurting themselves?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(
            slug="told_limits",
            title="Were they told what you keep to yourself and what you must report?",
            kind=QuestionKind.YES_NO_UNKNOWN,
        ),
        Question(slug="words", title="Words they use for themselves and for what happened", limit=400),
        Question(slug="next_visit", title="Next visit", kind=QuestionKind.DATE),
    ),
)
