"""Room: plugins. Inquiry, membership and notice: whether the tribe was asked, by whom, how and when it was received.

25 USC 1912(a): registered or certified mail with return receipt; no hearing until 10 days after it, 20 days more on
request. 25 CFR 23.11: a copy to the BIA Regional Director. Minnesota: notice within 24 hours at assessment or
investigation (Minn. Stat. 260E.18). The form keeps the proof; the notice itself is sent by mail.
"""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

INQUIRY = Form(
    slug="inquiry_and_notice",
    version=1,
    title="Inquiry, membership and notice",
    kind=FormKind.NOTE,
    information_type=InformationType.COURT,
    introduction=(
        "Membership is the tribe’s to say. Unknown is not no. The court that has a place on this case gets this."
    ),
    source="25 USC 1912(a); 25 CFR 23.11; Minn. Stat. 260E.18; Minnesota DHS, Indian Child Welfare Act",
    questions=(
        Question(slug="asked_at", title="When the tribe was first asked or told", kind=QuestionKind.INSTANT),
        Question(slug="asked_by", title="Which agency asked or told", limit=200),
        Question(
            slug="membership",
            title="Membership",
            kind=QuestionKind.ONE,
            required=True,
            choices=(
                Choice(slug="member", title="Member"),
                Choice(slug="eligible", title="Eligible, and a parent is a member"),
                Choice(slug="looking", title="The tribe is still looking"),
                Choice(slug="not_member", title="Not a member and not eligible"),
                Choice(slug="another_tribe", title="Another tribe should be asked"),
                Choice(slug="unknown", title="Not known"),
            ),
        ),
        Question(slug="other_tribes", title="Other tribes to be asked", limit=400),
        Question(
            slug="notice",
            title="Notice of the hearing",
            kind=QuestionKind.ONE,
            choices=(
                Choice(slug="received", title="Received"),
                Choice(slug="incomplete", title="Received, but parts are missing"),
                Choice(slug="not_received", title="Not received"),
                Choice(slug="no_hearing", title="No hearing is planned"),
            ),
        ),
        Question(
            slug="received_on",
            title="Day on the return receipt",
            kind=QuestionKind.DATE,
            hint="No hearing until at least 10 days after this day.",
        ),
        Question(slug="hearing_on", title="Day of the hearing", kind=QuestionKind.DATE),
        Question(slug="more_time", title="Did the tribe ask for 20 days more?", kind=QuestionKind.YES_NO_UNKNOWN),
    ),
)
