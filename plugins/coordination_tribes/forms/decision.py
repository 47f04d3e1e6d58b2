"""Room: plugins. What the tribe decided: as custodian, as a party, in its own court, or about what may be shared.

A tribe may be custodian and decider. The record names the order or the part of the code, so that a release which the
tribe signs as such can point to it.
"""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

DECISION = Form(
    slug="tribal_decision",
    version=1,
    title="Decision of the tribe",
    kind=FormKind.NOTE,
    information_type=InformationType.COURT,
    introduction=(
        "What was decided, by whom and under which order or part of the code. The court that has a place on this case "
        "gets this. What the tribe keeps from it goes on “Child and family note”."
    ),
    source="25 USC 1912(a); 25 USC 3205; tribal code",
    questions=(
        Question(slug="decided_on", title="Day of the decision", kind=QuestionKind.DATE),
        Question(
            slug="standing",
            title="In what capacity the tribe decides",
            kind=QuestionKind.ONE,
            choices=(
                Choice(slug="custodian_order", title="It has custody under an order"),
                Choice(slug="custodian_code", title="It has custody under its own code"),
                Choice(slug="court", title="Its court has the case"),
                Choice(slug="party", title="It takes part in a state court’s case"),
                Choice(slug="consulted", title="It was asked and answers"),
            ),
        ),
        Question(
            slug="paper",
            title="The order or the part of the code",
            hint="Court, file number and day; or the section.",
            limit=200,
        ),
        Question(
            slug="about",
            title="What the decision is about",
            kind=QuestionKind.MANY,
            choices=(
                Choice(slug="placement", title="Where the child lives"),
                Choice(slug="services", title="Services"),
                Choice(slug="sharing", title="What may be shared, and with whom"),
                Choice(slug="transfer", title="Transfer to the tribal court"),
                Choice(slug="intervention", title="Taking part in a state case"),
                Choice(slug="closing", title="Ending the tribe’s part"),
            ),
        ),
        Question(slug="decision", title="The decision", kind=QuestionKind.TEXT, required=True),
        Question(slug="signed_by", title="Who signed for the tribe, and their office", limit=200),
        Question(slug="ends_on", title="Day it ends, if it does", kind=QuestionKind.DATE),
    ),
)
