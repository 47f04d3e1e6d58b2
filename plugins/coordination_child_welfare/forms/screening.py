"""Room: plugins. The screening note: the indicators and risk factors of the HHS guide, each yes, no or unknown.

This is a list, not a score: the guide says that one indicator alone does not mean trafficking, and risk factors are
kept apart from indicators (seed checklist C2, C3). A screening raises concern and never certifies its absence.
"""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind
from coordination.declare.guide import INDICATORS, RISK_FACTORS

_OCCASION = Question(
    slug="occasion",
    title="Why the screening was done",
    kind=QuestionKind.ONE,
    choices=(
        Choice(slug="report", title="A report of suspected exploitation"),
        Choice(slug="returned", title="The child came back after being missing"),
        Choice(slug="entry", title="Entry into care"),
        Choice(slug="investigation", title="During an investigation or assessment"),
        Choice(slug="worker", title="The worker was concerned"),
    ),
)

_RISKS = Question(
    slug="risk_factors",
    title="Risk factors that are known",
    kind=QuestionKind.MANY,
    hint="These never count as signs. Leave unmarked what nobody knows.",
    choices=tuple(Choice(slug=slug, title=title) for slug, title, _ in RISK_FACTORS),
)

SCREENING_NOTE = Form(
    slug="screening_note",
    version=1,
    title="Screening note",
    kind=FormKind.NOTE,
    information_type=InformationType.SCREENING,
    suspicion=True,
    introduction=(
        "One sign alone does not mean trafficking, and no signs do not mean that there is none. Unknown is not no. "
        "If the child begins to tell what happened, stop asking, write down their exact words and call the child "
        "advocacy center."
    ),
    source="Human Trafficking and Child Welfare: A Guide for Caseworkers, HHS 2023, Screening",
    questions=(
        Question(slug="done_on", title="Day of the screening", kind=QuestionKind.DATE),
        _OCCASION,
        *(Question(slug=slug, title=title, kind=QuestionKind.YES_NO_UNKNOWN) for slug, title, _ in INDICATORS),
        _RISKS,
        Question(
            slug="exact_words",
            title="What the child said, in their exact words",
            kind=QuestionKind.TEXT,
            limit=5_000,
        ),
        Question(
            slug="concern",
            title="Your concern after this screening",
            kind=QuestionKind.ONE,
            required=True,
            choices=(
                Choice(slug="disclosed", title="The child told of exploitation, or police identified it"),
                Choice(slug="raised", title="Concern is raised"),
                Choice(slug="open", title="No sign was found; concern may remain"),
                Choice(slug="incomplete", title="The screening could not be finished"),
            ),
        ),
        Question(slug="next_steps", title="What happens next", kind=QuestionKind.TEXT, limit=2_000),
    ),
)
