"""Room: plugins. The medical exam summary: what the team needs to care for the child, never the chart.

NCA standard 5 asks for referral and completion status, and custody of photographs; the HHS guide names what is often
missed: untreated injuries, dental care, food.
"""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

EXAM = Form(
    slug="medical_exam",
    version=1,
    title="Medical exam summary",
    kind=FormKind.NOTE,
    information_type=InformationType.MEDICAL,
    suspicion=True,
    introduction="A summary, not the chart. Leave out what has a form of its own.",
    source="NCA standard 5, Medical Evaluation; HHS guide for caseworkers, Physical health",
    questions=(
        Question(slug="happened_at", title="When the patient was examined", kind=QuestionKind.INSTANT),
        Question(
            slug="outcome",
            title="Was the exam done?",
            kind=QuestionKind.ONE,
            required=True,
            choices=(
                Choice(slug="done", title="Done"),
                Choice(slug="partly", title="Done in part: the patient stopped it"),
                Choice(slug="declined", title="Offered and declined"),
                Choice(slug="planned", title="Planned"),
                Choice(slug="not_offered", title="Not offered"),
            ),
        ),
        Question(slug="agreed", title="Did the patient agree to each step?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(slug="findings", title="Findings that the team needs", kind=QuestionKind.TEXT, limit=5_000),
        Question(
            slug="untreated",
            title="Needs left untreated",
            kind=QuestionKind.MANY,
            choices=(
                Choice(slug="injury", title="Old or new injury"),
                Choice(slug="dental", title="Dental care"),
                Choice(slug="food", title="Food and weight"),
                Choice(slug="sleep", title="Sleep"),
                Choice(slug="vaccines", title="Vaccines and check-ups"),
                Choice(slug="other", title="Something else"),
            ),
        ),
        Question(slug="pregnancy_care", title="Prenatal care needed?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(
            slug="medicine",
            title="Medicine the patient must not be without",
            hint="A caregiver or police need to know it when a child is missing.",
            limit=400,
        ),
        Question(slug="photographs", title="Which agency keeps the photographs, if any were taken", limit=200),
        Question(slug="follow_up", title="What follows, with whom, and when", kind=QuestionKind.TEXT, limit=2_000),
    ),
)
