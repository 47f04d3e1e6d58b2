"""Room: plugins. The report of suspected exploitation, as child-protection intake takes it.

It needs no guardian or entrusted person as offender (Connecticut Careline, Emerging Practices §9) and no offender at
all: mandated reporters report regardless of the relationship to the offender (Minnesota DHS child welfare response).
"""

from __future__ import annotations

from dataclasses import replace

from coordination.declare import Choice, Event, Form, FormKind, InformationType, Question, QuestionKind, Start

CONCERNS = (
    Choice(slug="sex_trafficking", title="Sex trafficking: a third person profits"),
    Choice(slug="commercial_exploitation", title="Sex in exchange for money, food, shelter, drugs or a ride"),
    Choice(slug="labor_trafficking", title="Labor trafficking: work by force, fraud or coercion"),
    Choice(slug="online", title="Online exploitation"),
    Choice(slug="other", title="Other maltreatment"),
)

# Asked on version 1 alone: since version 2 the decision is a record of its own, which nobody writes alone.
_DECIDING = (
    Question(
        slug="decision",
        title="Intake decision",
        kind=QuestionKind.ONE,
        choices=(
            Choice(slug="screened_in", title="Screened in"),
            Choice(slug="screened_out", title="Screened out"),
            Choice(slug="pending", title="Not decided yet"),
        ),
    ),
    Question(slug="decided_by", title="Who decided, worker and supervisor", limit=200),
    Question(
        slug="referred",
        title="If screened out: to whom it was referred, and when",
        hint="Maine: to the district attorney within 24 hours of the call.",
        limit=400,
    ),
)

RELATIONS = (
    Choice(slug="caregiver", title="Parent, guardian or other caregiver"),
    Choice(slug="relative", title="Another relative"),
    Choice(slug="partner", title="Someone the child calls a partner or friend"),
    Choice(slug="known", title="Another person the child knows"),
    Choice(slug="stranger", title="Someone the child did not know"),
    Choice(slug="unknown", title="Unknown"),
)

REPORT = Form(
    slug="suspected_exploitation_report",
    version=2,
    starts=(
        Start(event=Event.REPORT_CALLED_IN, on_learning=True),
        Start(event=Event.REPORT_RECEIVED, on_learning=True),
    ),
    title="Report of suspected exploitation",
    kind=FormKind.REPORT,
    information_type=InformationType.REPORT,
    suspicion=True,
    introduction="Write what was seen or heard. You do not need to know who did it. Unknown is not no.",
    source="Minnesota DHS child welfare response; Maine IV.D-2B A; Emerging Practices §9",
    questions=(
        Question(
            slug="received_at",
            title="When the report came in",
            kind=QuestionKind.INSTANT,
            hint="The time of the call, not the time of writing: deadlines run from it.",
        ),
        Question(slug="concerns", title="What the report is about", kind=QuestionKind.MANY, choices=CONCERNS),
        Question(
            slug="what_happened",
            title="What was seen, heard or told",
            kind=QuestionKind.TEXT,
            hint="Use the reporter’s words, and the child’s exact words where you have them.",
            required=True,
        ),
        Question(slug="happened_on", title="When it happened, if known", kind=QuestionKind.DATE),
        Question(slug="where", title="Where it happened, if known", limit=400),
        Question(
            slug="offender_relation",
            title="How the alleged offender is related to the child",
            kind=QuestionKind.ONE,
            hint="A report counts whoever the offender is, and when nobody knows who it is.",
            choices=RELATIONS,
        ),
        Question(slug="danger_now", title="Is the child in danger now?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(slug="missing_now", title="Is the child missing now?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(slug="in_care", title="Is the child in out-of-home care?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(
            slug="tribe",
            title="Is the child a member of a tribe, or may they be?",
            kind=QuestionKind.YES_NO_UNKNOWN,
            hint="The tribe may have to be told and may decide for the child.",
        ),
        Question(slug="other_children", title="Other children who may be harmed", kind=QuestionKind.TEXT, limit=2_000),
    ),
)

REPORT_1 = replace(REPORT, version=1, starts=(), questions=(*REPORT.questions, *_DECIDING))
