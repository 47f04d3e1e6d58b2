"""Room: plugins. The first contact: told what this office is, and offered a confidential advocate?"""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

VICTIM_WITNESS_INTAKE = Form(
    slug="victim_witness_intake",
    version=1,
    title="First contact with victim-witness services",
    kind=FormKind.NOTE,
    information_type=InformationType.SERVICE_PLAN,
    introduction="Not confidential. Say so first. Ask what is needed, not what happened.",
    source="HHS guide, Connecting victims to services; NCA standard 4",
    questions=(
        Question(slug="met_at", title="When you were in contact", kind=QuestionKind.INSTANT),
        Question(
            slug="told_not_confidential",
            title="Were they told, before they spoke, that this is not confidential?",
            kind=QuestionKind.YES_NO_UNKNOWN,
        ),
        Question(
            slug="advocate_offered",
            title="Was a confidential community advocate offered?",
            kind=QuestionKind.YES_NO_UNKNOWN,
            hint="Never write whether they accepted, nor which program.",
        ),
        Question(
            slug="needs",
            title="What they ask for",
            kind=QuestionKind.MANY,
            choices=(
                Choice(slug="information", title="To know what happens next"),
                Choice(slug="company", title="Somebody beside them in court"),
                Choice(slug="transport", title="A ride"),
                Choice(slug="interpreter", title="An interpreter"),
                Choice(slug="protection", title="Protection, a no-contact order"),
                Choice(slug="compensation", title="Victim compensation"),
                Choice(slug="property", title="Their belongings back"),
                Choice(slug="safe_waiting", title="A place to wait away from the defendant"),
            ),
        ),
        Question(slug="wishes", title="How they want to be told of things", required=True, limit=400),
        Question(slug="note", title="What you will do", kind=QuestionKind.TEXT, limit=2_000),
    ),
)
