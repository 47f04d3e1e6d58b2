"""Room: plugins. Engagement: whether young person and caregiver come, and what would help them to; no session content.

NCA standard 6 asks that the clinician monitors and shares the child's and the caregiver's engagement, not notes.
"""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

_STATES = (
    Choice(slug="waiting", title="On a waiting list"),
    Choice(slug="begun", title="Begun"),
    Choice(slug="comes", title="Comes as agreed"),
    Choice(slug="sometimes", title="Comes sometimes"),
    Choice(slug="stopped", title="Stopped coming"),
    Choice(slug="finished", title="Finished"),
    Choice(slug="declined", title="Declined"),
    Choice(slug="not_offered", title="Not offered"),
)

ENGAGEMENT = Form(
    slug="engagement_note",
    version=1,
    title="Engagement in care",
    kind=FormKind.NOTE,
    information_type=InformationType.SERVICE_PLAN,
    introduction="That care is kept, and what stands in its way. Nothing of what is said in it.",
    source="NCA standard 6, Mental Health; HHS guide for caseworkers, Connecting victims to services",
    questions=(
        Question(slug="as_of", title="As of", kind=QuestionKind.DATE),
        Question(
            slug="young_person",
            title="The young person",
            kind=QuestionKind.ONE,
            choices=_STATES,
            required=True,
        ),
        Question(slug="caregiver_part", title="The caregiver", kind=QuestionKind.ONE, choices=_STATES),
        Question(
            slug="in_the_way",
            title="What stands in the way",
            kind=QuestionKind.MANY,
            choices=(
                Choice(slug="ride", title="A ride"),
                Choice(slug="hours", title="School or work hours"),
                Choice(slug="cost", title="Cost or insurance"),
                Choice(slug="language", title="Language"),
                Choice(slug="moved", title="A move to another place"),
                Choice(slug="not_ready", title="They do not want it now"),
                Choice(slug="other", title="Something else"),
            ),
        ),
        Question(slug="would_help", title="What would help", kind=QuestionKind.TEXT, limit=2_000),
    ),
)
