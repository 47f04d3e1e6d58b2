"""Room: plugins. The sexual assault exam summary: what was offered, what was done, and who holds the evidence.

Evidence is mostly collected within 72 hours of the last contact, in some protocols up to 7 to 10 days (AAP); the form
asks for the hours and decides nothing. It never asks for the story, nor for infections or pregnancy tests.
"""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

SEXUAL_ASSAULT_EXAM = Form(
    slug="sexual_assault_exam",
    version=1,
    title="Sexual assault exam summary",
    kind=FormKind.NOTE,
    information_type=InformationType.MEDICAL,
    suspicion=True,
    introduction=(
        "Each step is offered and never imposed. Do not write what the patient told about the assault: one forensic "
        "interview asks that once."
    ),
    source="AAP, Exploitation, Labor and Sex Trafficking of Children and Adolescents; Emerging Practices §7 and §8",
    questions=(
        Question(slug="happened_at", title="When the patient was examined", kind=QuestionKind.INSTANT),
        Question(
            slug="hours_since",
            title="Hours since the last contact, if known",
            kind=QuestionKind.NUMBER,
            hint="Leave it empty if nobody knows. Do not ask the child to work it out.",
        ),
        Question(
            slug="outcome",
            title="How far the exam went",
            kind=QuestionKind.ONE,
            required=True,
            choices=(
                Choice(slug="whole", title="Whole exam"),
                Choice(slug="part", title="Part of it: the patient stopped it"),
                Choice(slug="care_only", title="Care only, no evidence collected"),
                Choice(slug="declined", title="Declined"),
                Choice(slug="sent_on", title="Sent on to a place that does such exams"),
            ),
        ),
        Question(slug="agreed", title="Did the patient agree to each step?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(slug="advocate_offered", title="Was an advocate offered?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(slug="evidence", title="Was an evidence kit collected?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(slug="kit_number", title="Kit number", hint="A number only, never a picture of the label.", limit=80),
        Question(slug="kit_with", title="Which agency holds the kit now, and since when", limit=200),
        Question(slug="photographs", title="Which agency keeps the photographs, if any were taken", limit=200),
        Question(slug="injuries", title="Injuries that need care", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="safe_to_leave", title="Is there a safe place to go?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(slug="follow_up", title="What follows, with whom, and when", kind=QuestionKind.TEXT, limit=2_000),
    ),
)
