"""Room: plugins. A health or safety emergency: the threat and who was told, as the access record must show them.

20 USC 1232g(b)(1)(I) lets a school tell in an emergency; the school judges an "articulable and significant threat" and
writes down the threat and the recipients. The telling itself is done by telephone: this form opens nothing.
"""

from __future__ import annotations

from coordination.declare import Form, FormKind, InformationType, Question, QuestionKind

EMERGENCY = Form(
    slug="emergency_disclosure",
    version=1,
    title="Health or safety emergency: what was told to whom",
    kind=FormKind.NOTE,
    information_type=InformationType.EDUCATION,
    introduction="Write it down as soon as you have told. Saving this tells nobody anything.",
    source="20 USC 1232g(b)(1)(I), (b)(4)(A); 34 CFR 99.31(a)(10), 99.36",
    questions=(
        Question(slug="happened_at", title="When it was told", kind=QuestionKind.INSTANT),
        Question(slug="threat", title="The threat, in words", kind=QuestionKind.TEXT, required=True),
        Question(slug="judged_by", title="Who judged that there was a threat", limit=200),
        Question(slug="told", title="Who was told", kind=QuestionKind.TEXT, limit=1_000),
        Question(slug="what_told", title="What they were told", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="over", title="Is the danger over?", kind=QuestionKind.YES_NO_UNKNOWN),
    ),
)
