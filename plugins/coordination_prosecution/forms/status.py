"""Room: plugins. The prosecution note: hearings, the defendant's release, what the child must be told and asked."""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

PROSECUTION_NOTE = Form(
    slug="prosecution_note",
    version=1,
    title="Prosecution note for the team",
    kind=FormKind.NOTE,
    information_type=InformationType.PROSECUTION,
    introduction="Only what the team may know. Strategy and witness notes go on the form “Attorney note”.",
    source="HHS guide, Working with other systems; Emerging Practices; NCA standard 1",
    questions=(
        Question(slug="happened_at", title="When", kind=QuestionKind.INSTANT),
        Question(
            slug="about",
            title="What this note is about",
            kind=QuestionKind.ONE,
            choices=(
                Choice(slug="hearing", title="A hearing"),
                Choice(slug="custody", title="The defendant was held or let go"),
                Choice(slug="no_contact", title="A no-contact order"),
                Choice(slug="testimony", title="Whether and how the child testifies"),
                Choice(slug="threat", title="A threat to the child or a witness"),
                Choice(slug="rights", title="Victim rights and compensation"),
            ),
        ),
        Question(slug="note", title="What happened", kind=QuestionKind.TEXT, required=True),
        Question(slug="next_hearing", title="Next hearing", kind=QuestionKind.INSTANT),
        Question(slug="defendant_free", title="Could the defendant reach the child?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(
            slug="support", title="What the child needs in order to take part", kind=QuestionKind.TEXT, limit=2_000
        ),
        Question(
            slug="child_view",
            title="What the child wants from this",
            kind=QuestionKind.TEXT,
            hint="Ask the advocate, do not ask the child again.",
            limit=2_000,
        ),
    ),
)
