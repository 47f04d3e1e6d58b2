"""Room: partners. The form on which a screen is filed, made from its tool: same slug, same version, one record.

Answers are kept under the item's slug. What every screen asks beside its items has slugs of its own (RESERVED).
"""

from __future__ import annotations

from coordination.declare.form import Choice, Form, FormKind, Question, QuestionKind
from coordination.declare.information import InformationType
from coordination.declare.screening_tool import ScreeningTool, ScreenItem

DONE_AT = "happened_at"
INTERPRETER = "interpreter"
OWN_TERMS = "own_terms"
EXACT_WORDS = "exact_words"
HEARD_BY = "heard_by"
FAMILY = "family"
RESERVED = frozenset({DONE_AT, INTERPRETER, OWN_TERMS, EXACT_WORDS, HEARD_BY})

_DONE_AT = Question(slug=DONE_AT, title="When you did this screening", kind=QuestionKind.INSTANT)
_INTERPRETER = Question(
    slug=INTERPRETER,
    title="Who interprets?",
    kind=QuestionKind.ONE,
    hint="Never a family member, and nobody the young person came with.",
    choices=(
        Choice(slug="none", title="Nobody: no interpreter is needed"),
        Choice(slug="professional", title="A professional interpreter, here or by phone"),
        Choice(slug="staff", title="Trained staff who speak the language"),
        Choice(slug=FAMILY, title="A family member, or somebody who came along"),
    ),
)
_OWN_TERMS = Question(
    slug=OWN_TERMS,
    title="Words the young person uses",
    hint="Their own words for themselves and for what they tell. Use these when you ask.",
    limit=400,
)
_EXACT_WORDS = Question(
    slug=EXACT_WORDS,
    title="What the young person said, in their exact words",
    kind=QuestionKind.TEXT,
    hint="Do not shorten or explain. Write what you asked, too.",
    limit=5_000,
)
_HEARD_BY = Question(slug=HEARD_BY, title="Who else heard it", limit=200)


def form_of(tool: ScreeningTool) -> Form:
    """The form of one version of a tool."""
    before = (_DONE_AT, _INTERPRETER, _OWN_TERMS) if tool.interviews else (_DONE_AT,)
    after = (_EXACT_WORDS, _HEARD_BY) if tool.interviews else ()
    return Form(
        slug=tool.slug,
        version=tool.version,
        title=tool.title,
        kind=FormKind.NOTE,
        information_type=InformationType.SCREENING,
        suspicion=True,
        own_act=True,  # filed with its result, by casework/screens alone
        introduction=tool.caution,
        source=tool.citation,
        questions=(*before, *(_question(item) for item in tool.items), *after),
    )


def _question(item: ScreenItem) -> Question:
    return Question(slug=item.slug, title=item.title, kind=item.kind, hint=item.hint)
