"""Room: plugins. The screening at intake: indicators seen, each with "unknown"; no score, and never "not a victim"."""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

INTAKE_SCREENING = Form(
    slug="intake_screening",
    version=1,
    title="Screening at intake",
    kind=FormKind.NOTE,
    information_type=InformationType.SCREENING,
    suspicion=True,
    introduction="It raises concern and never rules it out. If the child begins to tell, stop asking.",
    source="Emerging Practices, intake tool of a department of juvenile justice; HHS guide, Screening",
    questions=(
        Question(slug="done_at", title="When", kind=QuestionKind.INSTANT),
        Question(
            slug="where",
            title="Where",
            kind=QuestionKind.ONE,
            choices=(
                Choice(slug="intake", title="Intake"),
                Choice(slug="detention", title="Detention"),
                Choice(slug="probation", title="Probation"),
                Choice(slug="diversion", title="Diversion or assessment center"),
            ),
        ),
        Question(
            slug="older_partner", title="A much older partner or controlling adult", kind=QuestionKind.YES_NO_UNKNOWN
        ),
        Question(slug="ran", title="Has run away or been reported missing", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(slug="hotels", title="Hotel keys, hotels, travel without means", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(slug="phones", title="More than one phone, or hidden accounts", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(
            slug="money", title="Money, clothes or nails that are not explained", kind=QuestionKind.YES_NO_UNKNOWN
        ),
        Question(slug="tattoos", title="A brand or tattoo with a name or crown", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(
            slug="scripted", title="Speaks as if rehearsed, or lets another speak", kind=QuestionKind.YES_NO_UNKNOWN
        ),
        Question(
            slug="debt", title="Owes a debt, or has no control of what they earn", kind=QuestionKind.YES_NO_UNKNOWN
        ),
        Question(slug="exchange", title="Sex for money, food, shelter or a ride", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(slug="words", title="What the child said, in their own words", kind=QuestionKind.TEXT),
        Question(slug="concern", title="What worries you", kind=QuestionKind.TEXT, required=True),
        Question(slug="told_hotline_at", title="When the abuse hotline was called", kind=QuestionKind.INSTANT),
        Question(slug="advocate", title="Was an advocate called?", kind=QuestionKind.YES_NO_UNKNOWN),
    ),
)
