"""Room: plugins. The stay: begun, the contact due within 72 hours, and how it ended.

45 CFR 1351.24(e): within 72 hours a parent or guardian is contacted, or another adult where that is not in the youth's
interest. The form keeps the proof and the reason; where the young person is, is told to nobody by it.
"""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

STAY = Form(
    slug="shelter_stay",
    version=1,
    title="Stay",
    kind=FormKind.NOTE,
    information_type=InformationType.ADVOCACY,
    introduction="Begin one when a stay begins and correct it when it ends.",
    source="45 CFR 1351.24(e); HHS guide for caseworkers, Out-of-home care setting",
    questions=(
        Question(slug="began_at", title="When the stay began", kind=QuestionKind.INSTANT),
        Question(
            slug="state",
            title="Where it stands",
            kind=QuestionKind.ONE,
            required=True,
            choices=(
                Choice(slug="here", title="Stays here"),
                Choice(slug="home", title="Left for home"),
                Choice(slug="kin", title="Left for kin or friends"),
                Choice(slug="care", title="Left for foster care or another program"),
                Choice(slug="own", title="Left for a place of their own"),
                Choice(slug="gone", title="Left without saying where"),
                Choice(slug="asked_to_leave", title="Was asked to leave"),
            ),
        ),
        Question(
            slug="contacted",
            title="Whom you contacted within 72 hours",
            kind=QuestionKind.ONE,
            choices=(
                Choice(slug="parent", title="A parent or guardian"),
                Choice(slug="adult", title="Another adult, since a parent was not in their interest"),
                Choice(slug="agency", title="The agency that has custody"),
                Choice(slug="not_yet", title="Nobody yet"),
            ),
        ),
        Question(slug="contacted_at", title="When", kind=QuestionKind.INSTANT),
        Question(slug="why_not", title="Why a parent was not contacted", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="ended_at", title="When the stay ended", kind=QuestionKind.INSTANT),
        Question(slug="why_ended", title="Why it ended, in their words", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="may_return", title="Do they know that they may come back?", kind=QuestionKind.YES_NO_UNKNOWN),
    ),
)
