"""Room: plugins. A referral as the prosecutor takes it in: where it came from, and what the child needs meanwhile.

Maine IV.D-2B sends a confirmed child to the district attorney at once, and a screened-out report within 24 hours of its
intake; a defendant may be unknown. An adult who pays is a suspect like one who sells (22 USC 7102(11), (12)).
"""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

PROSECUTION_INTAKE = Form(
    slug="prosecution_intake",
    version=1,
    title="Referral to the prosecutor",
    kind=FormKind.REPORT,
    information_type=InformationType.REPORT,
    suspicion=True,
    introduction="The child is a victim, whatever they say they chose. A defendant may be unknown.",
    source="Maine IV.D-2B, A.1 and B.1; HHS guide, Working with other systems; 22 USC 7102(11), (12)",
    questions=(
        Question(slug="received_at", title="When your office received it", kind=QuestionKind.INSTANT),
        Question(
            slug="came_from",
            title="Who referred it",
            kind=QuestionKind.ONE,
            hint="The agency, never the name of a person.",
            choices=(
                Choice(slug="police", title="Police"),
                Choice(slug="child_protection", title="Child protection, confirmed"),
                Choice(slug="screened_out", title="Child protection, screened out at intake"),
                Choice(slug="center", title="Child advocacy center or team"),
                Choice(slug="federal", title="A federal agency"),
                Choice(slug="other", title="Somebody else"),
            ),
        ),
        Question(slug="number", title="Your file number", limit=80),
        Question(slug="facts", title="What was referred", kind=QuestionKind.TEXT, required=True),
        Question(
            slug="kinds",
            title="What is being looked at, as done by adults to the child",
            kind=QuestionKind.MANY,
            choices=(
                Choice(slug="sex_trafficking", title="Sex trafficking of a child"),
                Choice(slug="buying", title="Buying sex with a child"),
                Choice(slug="labor_trafficking", title="Labor trafficking of a child"),
                Choice(slug="online", title="Online enticement or images of abuse"),
                Choice(slug="abuse", title="Another abuse of the child"),
            ),
        ),
        Question(slug="interview", title="Is a forensic interview arranged?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(slug="team", title="Was a team meeting asked for?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(slug="safe_now", title="Is the child safe from the suspect?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(slug="advocate", title="Was an advocate offered to the child?", kind=QuestionKind.YES_NO_UNKNOWN),
    ),
)
