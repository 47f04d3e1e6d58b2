"""Room: declare. Intake: how a report is screened in or out by two people, as one record with a version for each step.

Source: Maine IV.D-2B A.1 ("caseworkers and supervisor will work together"). A program screens reports when its partner
type names the form of the decision among its forms. An offender and a guardian are never needed (seed checklist B1).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from coordination.declare.form import Choice, Form, FormKind, Question, QuestionKind
from coordination.declare.information import InformationType
from coordination.declare.route import CaregiverStatus

CALLED_IN, ALLEGED, OFFENDER, DECISION, WHY = "called_in_at", "alleges", "caregiver", "decision", "why"
STATE, SAID = "state", "supervisor_said"

SCREENED_IN, SCREENED_OUT = "screened_in", "screened_out"
PROPOSED, CONFIRMED, RETURNED, CLOSED = "proposed", "confirmed", "returned", "closed"

SEX_TRAFFICKING, EXPLOITATION, LABOR_TRAFFICKING = "sex_trafficking", "commercial_exploitation", "labor_trafficking"
# "allegations of HTCSEC": human trafficking and commercial sexual exploitation of children, labor among it (Maine VI).
TRAFFICKING: Final = frozenset({SEX_TRAFFICKING, EXPLOITATION, LABOR_TRAFFICKING})

_TYPED = (
    Question(
        slug=CALLED_IN,
        title="When the report was called in",
        kind=QuestionKind.INSTANT,
        required=True,
        hint="The time of the call, not of this decision: deadlines run from it.",
    ),
    Question(
        slug=ALLEGED,
        title="What the report alleges",
        kind=QuestionKind.MANY,
        required=True,
        choices=(
            Choice(slug=SEX_TRAFFICKING, title="Sex trafficking"),
            Choice(slug=EXPLOITATION, title="Commercial sexual exploitation, with or without a third person"),
            Choice(slug=LABOR_TRAFFICKING, title="Labor trafficking"),
            Choice(slug="other", title="Other maltreatment"),
        ),
    ),
    Question(
        slug=OFFENDER,
        title="Is the alleged offender a caregiver of the child?",
        kind=QuestionKind.ONE,
        required=True,
        hint="Nobody has to know who it is. Unknown is an answer.",
        choices=(
            Choice(slug=CaregiverStatus.CAREGIVER.value, title="Yes, a caregiver"),
            Choice(slug=CaregiverStatus.NON_CAREGIVER.value, title="No, not a caregiver"),
            Choice(slug=CaregiverStatus.UNKNOWN.value, title="Not known"),
        ),
    ),
    Question(
        slug=DECISION,
        title="What you propose",
        kind=QuestionKind.ONE,
        required=True,
        choices=(
            Choice(slug=SCREENED_IN, title="Screen it in"),
            Choice(slug=SCREENED_OUT, title="Screen it out"),
        ),
    ),
    Question(slug=WHY, title="Why", kind=QuestionKind.TEXT, required=True, limit=5_000),
)

SCREENING_DECISION = Form(
    slug="screening_decision",
    version=1,
    title="Screening decision",
    kind=FormKind.NOTE,
    information_type=InformationType.REPORT,
    introduction="One person proposes, a supervisor who is another person confirms. Nobody decides alone.",
    source="Maine IV.D-2B A.1",
    own_act=True,
    questions=(
        *(question if question.slug == DECISION else replace(question, required=False) for question in _TYPED),
        Question(
            slug=STATE,
            title="Where it stands",
            kind=QuestionKind.ONE,
            choices=(
                Choice(slug=PROPOSED, title="Proposed; a supervisor has to confirm it"),
                Choice(slug=CONFIRMED, title="Confirmed by a supervisor"),
                Choice(slug=RETURNED, title="Returned by a supervisor"),
                Choice(slug=CLOSED, title="Closed"),
            ),
        ),
        Question(slug=SAID, title="What the supervisor said", kind=QuestionKind.TEXT, limit=2_000),
    ),
)

# What the person who proposes types; the rest is written by the acts.
PROPOSAL = replace(SCREENING_DECISION, questions=_TYPED)
