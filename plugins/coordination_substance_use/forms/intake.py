"""Room: plugins. Treatment intake: what the young person wants, what is safe, and whether use was forced on them.

Traffickers give drugs to bind (HHS guide, How children and youth are recruited and controlled): it is asked for as
something done to the patient, and nothing asks for a crime of theirs.
"""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

INTAKE = Form(
    slug="treatment_intake",
    version=1,
    title="Treatment intake",
    kind=FormKind.REPORT,
    information_type=InformationType.SUBSTANCE_USE,
    suspicion=True,
    introduction="Write as little as helps. Nothing here may ever be used against the young person.",
    source="HHS guide for caseworkers, Behavioral health and How children are controlled; 42 USC 290dd-2(c)",
    questions=(
        Question(slug="happened_at", title="When you met", kind=QuestionKind.INSTANT),
        Question(slug="wants", title="What they want help with", kind=QuestionKind.TEXT, required=True),
        Question(
            slug="told_rights",
            title="Were they told, in writing too, how their records are protected?",
            kind=QuestionKind.YES_NO_UNKNOWN,
            hint="Due at admission, or as soon as they are able to understand it (42 CFR 2.22).",
        ),
        Question(
            slug="withdrawal",
            title="Is a doctor needed now, for withdrawal or an overdose?",
            kind=QuestionKind.YES_NO_UNKNOWN,
        ),
        Question(
            slug="given_by_others",
            title="Did somebody give them drugs or alcohol to control them?",
            kind=QuestionKind.YES_NO_UNKNOWN,
        ),
        Question(
            slug="setting",
            title="Kind of care that was agreed",
            kind=QuestionKind.ONE,
            choices=(
                Choice(slug="outpatient", title="Outpatient"),
                Choice(slug="day", title="Day program"),
                Choice(slug="residential", title="Residential"),
                Choice(slug="medicine", title="With medicine"),
                Choice(slug="none_yet", title="Nothing agreed yet"),
            ),
        ),
        Question(slug="consents", title="Whom they want to be told, and of what", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="next_contact", title="Next contact, and a safe way", limit=200),
    ),
)
