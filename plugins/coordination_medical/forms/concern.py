"""Room: plugins. What a clinician saw or heard that gives concern, in the words used, and who was told.

The signs asked for are those of the HHS guide for caseworkers that a clinic can see (Screening; Physical health).
"""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

CONCERN = Form(
    slug="medical_concern",
    version=1,
    title="Concern seen in medical care",
    kind=FormKind.REPORT,
    information_type=InformationType.REPORT,
    suspicion=True,
    introduction="Write what you saw and heard, not the diagnosis. One sign alone does not mean trafficking.",
    source="HHS guide for caseworkers, Screening and Physical health; 45 CFR 164.512(b)(1)(ii)",
    questions=(
        Question(slug="seen_at", title="When the patient was seen", kind=QuestionKind.INSTANT),
        Question(slug="what", title="What you saw or heard", kind=QuestionKind.TEXT, required=True),
        Question(
            slug="signs",
            title="Signs you noticed",
            kind=QuestionKind.MANY,
            choices=(
                Choice(slug="not_alone", title="Could not be seen alone, or looked to somebody before answering"),
                Choice(slug="told_what_to_say", title="Seemed to have been told what to say"),
                Choice(slug="no_papers", title="No identification, or a false one"),
                Choice(slug="injuries", title="Injuries that the story does not explain, or left untreated"),
                Choice(slug="branding", title="Tattoos or brands they did not want to explain"),
                Choice(slug="neglected", title="Long without medical or dental care, or underfed"),
                Choice(slug="older_companion", title="Came with a controlling older person"),
            ),
        ),
        Question(
            slug="exact_words",
            title="What the patient said, in their exact words",
            kind=QuestionKind.TEXT,
            hint="If they began to tell what happened, stop asking and call the child advocacy center.",
            limit=5_000,
        ),
        Question(slug="danger_now", title="Is the patient in danger on leaving?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(slug="left_with", title="With whom they left, or who stays with them", limit=200),
        Question(slug="told_child", title="Were they told that a report is made?", kind=QuestionKind.YES_NO_UNKNOWN),
    ),
)
