"""Room: plugins. Is this an Indian child: the inquiry at first contact, and each notice that was sent.

25 USC 1912(a): registered mail with return receipt to parents, Indian custodian and tribe; no hearing until ten days
after receipt, twenty more on request; to the Secretary of the Interior where they are not known. 25 CFR 23.11: or
certified mail, and a copy to the BIA Regional Director. What counts as reason to know (25 CFR 23.107) was not read.
"""

from __future__ import annotations

from coordination.declare import (
    Choice,
    Event,
    Form,
    FormKind,
    InformationType,
    Question,
    QuestionKind,
    Start,
)

ICWA_INQUIRY = Form(
    slug="icwa_inquiry",
    version=1,
    title="Inquiry: is this an Indian child?",
    kind=FormKind.NOTE,
    information_type=InformationType.CHILD_PROTECTION,
    introduction=(
        "Ask at the first contact, also when the child ran away. Membership is the tribe’s to say. Unknown is not no: "
        "ask each tribe that is named."
    ),
    source="25 USC 1912(a); Minnesota DHS, Indian Child Welfare Act",
    questions=(
        Question(slug="happened_at", title="When it was asked", kind=QuestionKind.INSTANT),
        Question(
            slug="asked",
            title="Who was asked",
            kind=QuestionKind.MANY,
            choices=(
                Choice(slug="child", title="The child"),
                Choice(slug="parent", title="A parent"),
                Choice(slug="custodian", title="Guardian, custodian or caregiver"),
                Choice(slug="kin", title="Kin"),
                Choice(slug="tribe", title="A tribe"),
                Choice(slug="other", title="Somebody else"),
            ),
        ),
        Question(
            slug="reason_to_know",
            title="Is there reason to know that the child is an Indian child?",
            kind=QuestionKind.YES_NO_UNKNOWN,
            hint="What the law counts as a reason is not written here. When in doubt, choose “Not known”.",
        ),
        Question(
            slug="said", title="What they said, and how they know", kind=QuestionKind.TEXT, required=True, limit=2_000
        ),
        Question(slug="tribes", title="Tribes named", limit=400),
        Question(slug="custodian", title="Indian custodian, if there is one", limit=200),
    ),
    # A “no” needs no notice; whatever else was said, or left open, does.
    starts=(Start(event=Event.INDIAN_CHILD_INQUIRY, unless=(("reason_to_know", frozenset({"no"})),)),),
)

ICWA_NOTICE = Form(
    slug="icwa_notice",
    version=1,
    title="Notice to parents or tribe (Indian child)",
    kind=FormKind.NOTE,
    information_type=InformationType.CHILD_PROTECTION,
    introduction=(
        "One for each parent, custodian and tribe. The notice itself goes by mail, with return receipt. When the "
        "receipt comes back, correct this record and write its day."
    ),
    source="25 USC 1912(a); 25 CFR 23.11",
    questions=(
        Question(
            slug="to",
            title="To whom",
            kind=QuestionKind.ONE,
            required=True,
            choices=(
                Choice(slug="tribe", title="A tribe"),
                Choice(slug="parent", title="A parent"),
                Choice(slug="indian_custodian", title="The Indian custodian"),
                Choice(slug="secretary", title="The Secretary of the Interior, when they are not known"),
                Choice(slug="regional_director", title="Copy to the BIA Regional Director"),
            ),
        ),
        Question(slug="recipient", title="Name of the tribe or person", limit=200),
        Question(slug="proceeding", title="What the proceeding is about", kind=QuestionKind.TEXT, limit=2_000),
        Question(
            slug="way",
            title="How it was sent",
            kind=QuestionKind.ONE,
            choices=(
                Choice(slug="registered", title="Registered mail, with return receipt"),
                Choice(slug="certified", title="Certified mail, with return receipt"),
                Choice(slug="other", title="Another way"),
            ),
        ),
        Question(slug="sent_on", title="Day it was sent", kind=QuestionKind.DATE),
        Question(slug="number", title="Number of the mail piece", limit=80),
        Question(
            slug="happened_on",
            title="Day on the return receipt",
            kind=QuestionKind.DATE,
            hint="No hearing until at least ten days after this day. Leave it empty until the receipt is here.",
        ),
        Question(slug="hearing_on", title="Day of the hearing", kind=QuestionKind.DATE),
        Question(slug="more_time", title="Did they ask for twenty days more?", kind=QuestionKind.YES_NO_UNKNOWN),
    ),
    starts=(
        Start(
            event=Event.NOTICE_RECEIVED,
            when=(("to", frozenset({"tribe", "parent", "indian_custodian", "secretary"})),),
            happened="happened_on",
        ),
    ),
)
