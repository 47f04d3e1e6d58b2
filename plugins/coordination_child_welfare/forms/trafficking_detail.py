"""Room: plugins. Sex trafficking detail: what a state system and the federal file ask in each reporting period.

Every question may stay empty, and empty is not no: missing data is reported blank (45 CFR 1355.43(d)). The elements are
those of law-and-standards.md §3.1; Maine's policy asks for them for youth of twelve and older (IV.D-2B C.1).
"""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

TRAFFICKING_DETAIL = Form(
    slug="trafficking_detail",
    version=1,
    title="Sex trafficking detail",
    kind=FormKind.NOTE,
    information_type=InformationType.CHILD_PROTECTION,
    suspicion=True,
    introduction=(
        "One for each reporting period: October to March, April to September. Leave empty what you do not know. Empty "
        "is not no, and nobody will make it one."
    ),
    source="45 CFR 1355.43(d), 1355.44(d); Maine IV.D-2B C.1",
    questions=(
        Question(
            slug="occasion",
            title="Why this is written",
            kind=QuestionKind.ONE,
            required=True,
            choices=(
                Choice(slug="period", title="For a reporting period"),
                Choice(slug="entry", title="The child entered care"),
                Choice(slug="learned", title="Something was learned"),
                Choice(slug="other", title="Another reason"),
            ),
        ),
        Question(
            slug="as_of",
            title="As of which day",
            kind=QuestionKind.DATE,
            hint="A day in the period that this speaks of, like 2026-09-30. Left empty, it is the day you file it.",
        ),
        Question(
            slug="at_removal",
            title="Was sex trafficking among the reasons for removal?",
            kind=QuestionKind.YES_NO_UNKNOWN,
        ),
        Question(
            slug="before_care",
            title="Was the child a victim of sex trafficking before entering care?",
            kind=QuestionKind.YES_NO_UNKNOWN,
            hint="A child in commercial sex is a victim. No force and no third person is needed.",
        ),
        Question(
            slug="before_care_reported",
            title="If so: was it reported to law enforcement?",
            kind=QuestionKind.YES_NO_UNKNOWN,
        ),
        Question(slug="before_care_reported_on", title="If so: on which day?", kind=QuestionKind.DATE),
        Question(
            slug="in_care",
            title="Was the child a victim of sex trafficking while in care?",
            kind=QuestionKind.YES_NO_UNKNOWN,
            hint="The time away from a placement counts as time in care.",
        ),
        Question(
            slug="in_care_reported",
            title="If so, while in care: was it reported to law enforcement?",
            kind=QuestionKind.YES_NO_UNKNOWN,
        ),
        Question(slug="in_care_reported_on", title="If so, while in care: on which day?", kind=QuestionKind.DATE),
    ),
)
