"""Room: declare. The core's plans: safety plan part by part, its copies, service plan, stages of change, recovery plan.

Each person of a safety plan has a part that is a record of its own, so that it has its own history and its own copy,
and no copy can hold another's words. A plan is corrected, never overwritten.
"""

from __future__ import annotations

from dataclasses import replace

from coordination.declare.form import Choice, Form, FormKind, Question, QuestionKind
from coordination.declare.information import InformationType
from coordination.declare.needs import NEEDS

YOUNG_PERSON, FAMILY, CAREGIVER, SUPPORT = "young_person", "family", "caregiver", "support"

PARTS = (
    Choice(slug=YOUNG_PERSON, title="The young person"),
    Choice(slug=FAMILY, title="Family"),
    Choice(slug=CAREGIVER, title="A caregiver"),
    Choice(slug=SUPPORT, title="Somebody else who helps"),
)

SAFETY_PLAN_PART = Form(
    slug="safety_plan_part",
    version=1,
    title="Safety plan: one person’s part",
    kind=FormKind.NOTE,
    information_type=InformationType.SAFETY_PLAN,
    introduction=(
        "Made with that person, in their words, and meant for them alone. "
        "File one part for each person. Never write an address."
    ),
    source="Minnesota DHS child welfare response: safety plan with the youth and their family, caregivers and supports",
    questions=(
        Question(slug="whose", title="Whose part this is", kind=QuestionKind.ONE, required=True, choices=PARTS),
        Question(slug="who", title="Who that is", hint="For example: aunt, foster parent, coach.", limit=120),
        Question(slug="made_on", title="Day it was made", kind=QuestionKind.DATE),
        Question(slug="signs", title="Signs that danger is near", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="steps", title="What this person will do", kind=QuestionKind.TEXT, limit=4_000),
        Question(slug="people", title="People to call, and how", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="phone_online", title="Phone, apps and online accounts", kind=QuestionKind.TEXT, limit=2_000),
        Question(
            slug="if_leaving", title="If the young person feels like leaving", kind=QuestionKind.TEXT, limit=2_000
        ),
        Question(
            slug="copy_safe",
            title="Is it safe for this person to keep a copy?",
            kind=QuestionKind.YES_NO_UNKNOWN,
            hint="Ask who could find it: at home, in a bag, on a phone.",
        ),
        Question(slug="review_on", title="Day to look at it again", kind=QuestionKind.DATE),
    ),
)

COPY_TAKEN = (
    Choice(slug="taken", title="They took it"),
    Choice(slug="not_wanted", title="They did not want it"),
    Choice(slug="not_safe", title="They wanted it, but it is not safe to keep one"),
    Choice(slug="read_there", title="They read it with you and left it here"),
)

# Filed about one version of a part, as REPORT_MADE is about a record: a newer version has not been offered yet. Beside
# its answers it keeps the part's first version under ABOUT (core_forms.py), and that very version under this key.
OF_VERSION = "of_version"
PLAN_COPY_1 = Form(
    slug="plan_copy",
    version=1,
    title="A copy of the plan was offered",
    kind=FormKind.NOTE,
    information_type=InformationType.SAFETY_PLAN,
    introduction="A copy is offered, never pushed. Saying no changes nothing for them.",
    source="Minnesota DHS child welfare response: safety plan with the youth and their family, caregivers and supports",
    questions=(
        Question(slug="taken", title="What they said to it", kind=QuestionKind.ONE, required=True, choices=COPY_TAKEN),
        Question(slug="happened_at", title="When it was offered", kind=QuestionKind.INSTANT),
        Question(slug="note", title="Where they will keep it, if they said", limit=200),
    ),
)

# Version 2 asks how it reached them: what is sent goes the safe way that is on file, or somebody says why not.
NOT_SENT, SAFE_WAY, ANOTHER_WAY = "not_sent", "safe_way", "another_way"
PLAN_COPY = replace(
    PLAN_COPY_1,
    version=2,
    questions=(
        *PLAN_COPY_1.questions,
        Question(
            slug="way",
            title="How it reached them",
            kind=QuestionKind.ONE,
            required=True,
            choices=(
                Choice(slug=NOT_SENT, title="We were together: nothing was sent"),
                Choice(slug=SAFE_WAY, title="Sent the safe way on file, which I checked just now"),
                Choice(slug=ANOTHER_WAY, title="Sent another way"),
            ),
        ),
        Question(slug="why_another", title="If another way: why it is safe", limit=400),
    ),
)

NOT_NOW = "not_now"
ORDER = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")
PLACES = (*(Choice(slug=slug, title=slug.capitalize()) for slug in ORDER), Choice(slug=NOT_NOW, title="Not now"))


def _about(need: Choice) -> tuple[Question, ...]:
    def ranked(who: str, title: str) -> Question:
        slug = f"{need.slug}_{who}"
        return Question(slug=slug, title=title, kind=QuestionKind.ONE, choices=PLACES, section=need.title)

    return (
        ranked("youth", "Place the young person gives it"),
        ranked("team", "Place the professionals give it"),
        Question(slug=f"{need.slug}_goal", title="Goal, in the young person’s words", section=need.title, limit=400),
        Question(
            slug=f"{need.slug}_services",
            title="Services, and who arranges them",
            kind=QuestionKind.TEXT,
            section=need.title,
            limit=2_000,
        ),
    )


SERVICE_PLAN = Form(
    slug="service_plan",
    version=1,
    title="Service plan",
    kind=FormKind.NOTE,
    information_type=InformationType.SERVICE_PLAN,
    introduction=(
        "The young person guides the plan. Ask for their order first, then write down yours beside it. "
        "A service is never tied to a release."
    ),
    source="HHS guide for caseworkers: Understanding the needs; Connecting victims to services",
    questions=(
        Question(
            slug="first",
            title="What they want first, in their words",
            kind=QuestionKind.TEXT,
            required=True,
            limit=2_000,
        ),
        Question(slug="made_on", title="Day it was made", kind=QuestionKind.DATE),
        Question(slug="made_with", title="Made with", limit=400),
        Question(slug="helped", title="Did the young person help to make it?", kind=QuestionKind.YES_NO_UNKNOWN),
        *(question for need in NEEDS for question in _about(need)),
        Question(slug="review_on", title="Day to look at it again", kind=QuestionKind.DATE),
    ),
)

STAGES = (
    Choice(slug="precontemplation", title="Precontemplation: sees no need for a change"),
    Choice(slug="contemplation", title="Contemplation: thinks about a change"),
    Choice(slug="preparation", title="Preparation: gets ready for a change"),
    Choice(slug="action", title="Action: makes the change"),
    Choice(slug="maintenance", title="Maintenance: keeps to the change"),
)


def _stage(information_type: InformationType, slug: str) -> Form:
    return Form(
        slug=slug,
        version=1,
        title="Stage of change",
        kind=FormKind.NOTE,
        information_type=information_type,
        introduction="Where they stand on the day you write it. People go back and forth; that is no failure.",
        source="HHS guide for caseworkers: the stages a person may go through in making a change",
        questions=(
            Question(slug="happened_on", title="Day", kind=QuestionKind.DATE),
            Question(slug="stage", title="Stage", kind=QuestionKind.ONE, required=True, choices=STAGES),
            Question(slug="shows", title="What they said or did that shows it", kind=QuestionKind.TEXT, limit=2_000),
            Question(slug="support", title="What helps at this stage", kind=QuestionKind.TEXT, limit=2_000),
        ),
    )


# Kept by advocates and clinicians, under their own types, since it tells how somebody feels about who exploited them.
STAGE_FORMS = (
    _stage(InformationType.ADVOCACY, "stage_of_change"),
    _stage(InformationType.MENTAL_HEALTH, "clinical_stage_of_change"),
)

RECOVERY_PLAN = Form(
    slug="recovery_plan",
    version=1,
    title="Recovery plan",
    kind=FormKind.NOTE,
    information_type=InformationType.SERVICE_PLAN,
    introduction="Built around the young person: what they hope for, and who helps them there. Never write an address.",
    source="HHS guide for caseworkers: recovery services teams (National Center for Missing & Exploited Children)",
    questions=(
        Question(slug="hopes", title="What they hope for", kind=QuestionKind.TEXT, required=True, limit=2_000),
        Question(slug="made_on", title="Day it was made", kind=QuestionKind.DATE),
        Question(slug="ties", title="What still ties them to who exploited them", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="caring", title="People who are good for them", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="steps", title="Next steps, and who helps", kind=QuestionKind.TEXT, limit=4_000),
        Question(slug="if_away", title="If they go missing again: how to welcome them back", kind=QuestionKind.TEXT),
        Question(
            slug="team_asked",
            title="Was a recovery services team asked for help?",
            kind=QuestionKind.YES_NO_UNKNOWN,
            hint="The National Center for Missing & Exploited Children has one.",
        ),
        Question(slug="review_on", title="Day to look at it again", kind=QuestionKind.DATE),
    ),
)

FORMS = (SAFETY_PLAN_PART, PLAN_COPY_1, PLAN_COPY, SERVICE_PLAN, *STAGE_FORMS, RECOVERY_PLAN)
