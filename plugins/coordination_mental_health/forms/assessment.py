"""Room: plugins. The clinical assessment: when it was due and done, which measures were used, and what it recommends.

Connecticut's Trafficking Clinical Team of licensed clinicians assesses within 72 hours (Emerging Practices §1); NCA
standard 6 lets the team know that symptom measures are used, not what was answered.
"""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

ASSESSMENT = Form(
    slug="clinical_assessment",
    version=1,
    title="Clinical assessment",
    kind=FormKind.NOTE,
    information_type=InformationType.MENTAL_HEALTH,
    introduction="Conclusions, not session content. Screening is the first step to help and not a test to pass.",
    source="Emerging Practices §1; HHS guide for caseworkers, Behavioral health; NCA standard 6, Mental Health",
    questions=(
        Question(slug="asked_at", title="When the assessment was asked for", kind=QuestionKind.INSTANT),
        Question(slug="happened_at", title="When it was done", kind=QuestionKind.INSTANT),
        Question(slug="clinician", title="Clinician and license", limit=200),
        Question(
            slug="measures",
            title="Symptom measures used",
            kind=QuestionKind.TEXT,
            hint="Names and dates. Scores belong in the chart.",
            limit=1_000,
        ),
        Question(
            slug="concerns",
            title="What care should look at",
            kind=QuestionKind.MANY,
            choices=(
                Choice(slug="trauma", title="Traumatic stress"),
                Choice(slug="anxiety", title="Anxiety or fear"),
                Choice(slug="mood", title="Low mood"),
                Choice(slug="sleep", title="Sleep"),
                Choice(slug="self_harm", title="Self-harm or suicide"),
                Choice(slug="bond", title="A bond with the person who exploited them"),
                Choice(slug="other", title="Something else"),
            ),
        ),
        Question(slug="recommended", title="What you recommend", kind=QuestionKind.TEXT, required=True),
        Question(slug="young_persons_view", title="What the young person thinks of it", kind=QuestionKind.TEXT),
    ),
)
