"""Room: plugins. Care that the young person consented to alone: a form and an information type of its own.

Which care that is, is state law (NotEncoded in partner.py), so the form asks for the law instead of knowing it.
"""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

CARE_ALONE = Form(
    slug="care_alone",
    version=1,
    title="Care the young person consented to alone",
    kind=FormKind.NOTE,
    information_type=InformationType.MINOR_CONSENTED_CARE,
    introduction="A parent does not learn of this here, and nobody else sees that it exists without a release.",
    source="AAP, Exploitation, Labor and Sex Trafficking of Children and Adolescents",
    questions=(
        Question(slug="happened_at", title="When", kind=QuestionKind.INSTANT),
        Question(
            slug="law",
            title="The law under which they may consent alone",
            hint="State and section, as your counsel gave it to you.",
            limit=200,
        ),
        Question(
            slug="care",
            title="Kind of care",
            kind=QuestionKind.MANY,
            choices=(
                Choice(slug="contraception", title="Contraception"),
                Choice(slug="emergency_contraception", title="Emergency contraception"),
                Choice(slug="pregnancy", title="Pregnancy test or care"),
                Choice(slug="assault", title="Care after an assault"),
                Choice(slug="other", title="Other care"),
            ),
        ),
        Question(slug="note", title="What was offered and what they chose", kind=QuestionKind.TEXT, required=True),
        Question(
            slug="bill",
            title="Could a bill or a message home tell a parent?",
            kind=QuestionKind.YES_NO_UNKNOWN,
            hint="Ask before they leave. If it could, change how they are reached.",
        ),
        Question(slug="safe_contact", title="How results may reach them safely", limit=200),
        Question(slug="follow_up", title="What follows", kind=QuestionKind.TEXT, limit=2_000),
    ),
)
