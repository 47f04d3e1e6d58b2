"""Room: plugins. Who made the report: a form of its own, because the law guards it by itself (CAPTA (xviii)).

Every question stays here; the report form never asks who called.
"""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

REPORTER = Form(
    slug="reporter",
    version=1,
    title="Who made the report",
    kind=FormKind.NOTE,
    information_type=InformationType.REPORTER_IDENTITY,
    introduction="Only your own program can read this. It is never shared, not even by a release.",
    source="42 USC 5106a(b)(2)(B)(xviii); Minnesota DHS child welfare response",
    questions=(
        Question(
            slug="kind",
            title="What kind of reporter",
            kind=QuestionKind.ONE,
            required=True,
            choices=(
                Choice(slug="mandated", title="A mandated reporter"),
                Choice(slug="voluntary", title="A person who chose to report"),
                Choice(slug="child", title="The child"),
                Choice(slug="anonymous", title="They did not give a name"),
            ),
        ),
        Question(slug="name", title="Name, if they gave it", limit=200),
        Question(slug="contact", title="How to reach them", limit=400),
        Question(slug="work", title="Their work or tie to the child", limit=200),
        Question(slug="fears", title="What they fear might happen to them", kind=QuestionKind.TEXT, limit=2_000),
        Question(
            slug="written_due",
            title="Was a written report received?",
            kind=QuestionKind.YES_NO_UNKNOWN,
            hint="Minnesota: within 72 hours of the call, weekends and holidays not counted.",
        ),
    ),
)
