"""Room: plugins. The placement note: where the child was placed and how that place keeps them safe.

The address itself belongs on "Safe contact and whereabouts": where a child is can get the child killed.
"""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

PLACEMENT_NOTE = Form(
    slug="placement_note",
    version=1,
    title="Placement note",
    kind=FormKind.NOTE,
    information_type=InformationType.PLACEMENT,
    introduction="Never write an address here. Write it under “Safe contact and whereabouts”.",
    source="HHS guide for caseworkers, Out-of-home care setting; Minnesota Safe Harbor page",
    questions=(
        Question(slug="since", title="Since when", kind=QuestionKind.DATE),
        Question(
            slug="setting",
            title="Kind of setting",
            kind=QuestionKind.ONE,
            required=True,
            choices=(
                Choice(slug="home", title="At home"),
                Choice(slug="kin", title="With kin"),
                Choice(slug="foster", title="Foster home"),
                Choice(slug="therapeutic", title="Specialized or therapeutic foster home"),
                Choice(slug="group", title="Group home"),
                Choice(slug="certified", title="Certified setting for trafficked or at-risk youth"),
                Choice(slug="safe_house", title="Short-term safe house"),
                Choice(slug="other", title="Another setting"),
                Choice(slug="unknown", title="Unknown"),
            ),
        ),
        Question(
            slug="trained",
            title="Are the caregivers trained to care for exploited young people?",
            kind=QuestionKind.YES_NO_UNKNOWN,
        ),
        Question(
            slug="contact_risk",
            title="Could a trafficker reach the child there?",
            kind=QuestionKind.YES_NO_UNKNOWN,
        ),
        Question(slug="run_risk", title="Is the child likely to leave?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(slug="why", title="Why this setting, and what the child thinks of it", kind=QuestionKind.TEXT),
        Question(slug="ended_on", title="If it ended: when", kind=QuestionKind.DATE),
        Question(slug="ended_why", title="If it ended: why", kind=QuestionKind.TEXT, limit=2_000),
    ),
)
