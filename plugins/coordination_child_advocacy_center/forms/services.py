"""Room: plugins. Services offered and how they came out: that a visit was offered or kept, never what care was given.

Status and outcome of medical and mental-health referrals are part of NCA's case-tracking minimum; findings, notes and
diagnoses belong to those who give the care, under their own law.
"""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

_STATES = (
    Choice(slug="not_offered", title="Not offered"),
    Choice(slug="offered", title="Offered"),
    Choice(slug="declined", title="Declined by the young person or family"),
    Choice(slug="referred", title="Referred"),
    Choice(slug="begun", title="Begun"),
    Choice(slug="completed", title="Completed"),
    Choice(slug="unknown", title="Unknown"),
)

SERVICES = Form(
    slug="services_note",
    version=1,
    title="Services and referrals",
    kind=FormKind.NOTE,
    information_type=InformationType.SERVICE_PLAN,
    introduction="Only whether a service was offered and kept. No findings, no diagnoses, no notes of care.",
    source="NCA case-tracking minimum and standards 4 to 6; HHS guide, Understanding the needs",
    questions=(
        Question(slug="as_of", title="As of", kind=QuestionKind.DATE),
        Question(slug="medical", title="Medical evaluation", kind=QuestionKind.ONE, choices=_STATES),
        Question(slug="mental_health", title="Mental health referral", kind=QuestionKind.ONE, choices=_STATES),
        Question(slug="support", title="Support for child and caregiver", kind=QuestionKind.ONE, choices=_STATES),
        Question(
            slug="first_wishes",
            title="What the young person asked for first",
            kind=QuestionKind.TEXT,
            hint="Food, housing and work may come before counseling.",
            limit=2_000,
        ),
        Question(slug="note", title="What the team should know", kind=QuestionKind.TEXT, required=True),
    ),
)
