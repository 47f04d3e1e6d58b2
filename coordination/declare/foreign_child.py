"""Room: declare. The core's form about a child from another country who may be a victim of trafficking.

Whatever official discovers it tells the Department of Health and Human Services within 24 hours (22 USC
7105(b)(1)(H)), of sex and labor trafficking alike. It is filed under *immigration*, which no other partner is shown to
exist, and asks nothing about papers or status: help does not depend on them.
"""

from __future__ import annotations

from coordination.declare.event import Event
from coordination.declare.form import Choice, Form, FormKind, Question, QuestionKind, Start
from coordination.declare.information import InformationType

FOREIGN_CHILD = Form(
    slug="foreign_child",
    version=1,
    title="A child from another country",
    kind=FormKind.NOTE,
    information_type=InformationType.IMMIGRATION,
    suspicion=True,
    introduction=(
        "Tell the Office on Trafficking in Persons within 24 hours. Saving this tells nobody. It is open to no other "
        "program, and no other program sees that it is here. Write nothing about papers or status."
    ),
    source="22 USC 7105(b)(1)(H); Minnesota DHS, Safe Harbor",
    questions=(
        Question(
            slug="learned_at",
            title="When your agency came to suspect it",
            kind=QuestionKind.INSTANT,
            hint="The 24 hours run from then, not from now.",
        ),
        Question(
            slug="foreign",
            title="Is the child from another country?",
            kind=QuestionKind.YES_NO_UNKNOWN,
        ),
        Question(
            slug="suspected",
            title="May the child be a victim of sex or labor trafficking?",
            kind=QuestionKind.YES_NO_UNKNOWN,
        ),
        Question(
            slug="under_18",
            title="Is the young person under 18?",
            kind=QuestionKind.YES_NO_UNKNOWN,
            hint="When you do not know, the duty runs. From 18 on this law sets no time; call the hotline then, too.",
        ),
        Question(
            slug="kinds",
            title="What is suspected",
            kind=QuestionKind.MANY,
            choices=(
                Choice(slug="sex", title="Sex trafficking"),
                Choice(slug="labor", title="Labor trafficking"),
            ),
        ),
        Question(slug="why", title="Why the child may be a victim", kind=QuestionKind.TEXT, required=True, limit=4_000),
        Question(slug="country", title="Country the child is from, if they told you", limit=120),
        Question(slug="needs", title="What the child needs now", kind=QuestionKind.TEXT, limit=2_000),
    ),
    starts=(
        Start(
            event=Event.FOREIGN_CHILD_DISCOVERED,
            unless=(
                ("foreign", frozenset({"no"})),
                ("suspected", frozenset({"no"})),
                ("under_18", frozenset({"no"})),
            ),
        ),
    ),
)
