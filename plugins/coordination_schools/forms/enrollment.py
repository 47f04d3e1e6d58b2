"""Room: plugins. Enrollment of a child without a fixed home, in foster care, or newly found: the liaison's questions.

42 USC 11432(g)(6)(A) gives the local liaison the duty to see that homeless children are identified and enrolled; an
unaccompanied youth is one who is homeless and not in a parent's or guardian's custody (42 USC 11434a(6)).
"""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

ENROLLMENT = Form(
    slug="enrollment_note",
    version=1,
    title="Enrollment and school stability",
    kind=FormKind.NOTE,
    information_type=InformationType.EDUCATION,
    introduction="No address, and no name of a shelter. Missing papers do not keep a homeless child out of school.",
    source="42 USC 11432(g)(6)(A); 42 USC 11434a(6); HHS guide for caseworkers, Education",
    questions=(
        Question(slug="as_of", title="As of", kind=QuestionKind.DATE),
        Question(
            slug="state",
            title="Where it stands",
            kind=QuestionKind.ONE,
            required=True,
            choices=(
                Choice(slug="enrolled", title="Enrolled and attending"),
                Choice(slug="enrolled_absent", title="Enrolled, not attending"),
                Choice(slug="under_way", title="Enrollment under way"),
                Choice(slug="not_enrolled", title="Not enrolled"),
                Choice(slug="other_way", title="Another way of learning"),
                Choice(slug="unknown", title="Not known"),
            ),
        ),
        Question(slug="liaison_asked", title="Was the liaison asked?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(
            slug="unaccompanied",
            title="Are they homeless and without an adult who has custody?",
            kind=QuestionKind.YES_NO_UNKNOWN,
        ),
        Question(
            slug="same_school", title="Do they want to stay at the same school?", kind=QuestionKind.YES_NO_UNKNOWN
        ),
        Question(
            slug="needs",
            title="What is needed",
            kind=QuestionKind.MANY,
            choices=(
                Choice(slug="records", title="Records from another school"),
                Choice(slug="ride", title="A ride to school"),
                Choice(slug="meals", title="School meals and supplies"),
                Choice(slug="credits", title="Credits to make up"),
                Choice(slug="special", title="Special education"),
                Choice(slug="language", title="Language support"),
                Choice(slug="other_school", title="A safer or smaller school"),
            ),
        ),
        Question(slug="who_decides", title="Who makes school decisions, and on what paper", limit=200),
        Question(slug="note", title="What else the school should know to help", kind=QuestionKind.TEXT, limit=2_000),
    ),
)
