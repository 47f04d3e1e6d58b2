"""Room: plugins. Psychotherapy notes: kept apart, never shown locked, released alone (45 CFR 164.508(a)(2))."""

from __future__ import annotations

from coordination.declare import Form, FormKind, InformationType, Question, QuestionKind

PSYCHOTHERAPY_NOTE = Form(
    slug="psychotherapy_note",
    version=1,
    title="Psychotherapy note",
    kind=FormKind.NOTE,
    information_type=InformationType.PSYCHOTHERAPY_NOTES,
    introduction="Your own program alone sees this. Many clinicians keep such notes on paper, and you may.",
    source="45 CFR 164.508(a)(2)",
    questions=(
        Question(slug="happened_at", title="When", kind=QuestionKind.INSTANT),
        Question(slug="note", title="Note", kind=QuestionKind.TEXT, required=True),
        Question(slug="next_time", title="For next time", kind=QuestionKind.TEXT, limit=2_000),
    ),
)
