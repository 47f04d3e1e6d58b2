"""Room: plugins. The contact note: which notice was given, which support was arranged."""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

CONTACT_NOTE = Form(
    slug="victim_witness_note",
    version=1,
    title="Victim-witness note",
    kind=FormKind.NOTE,
    information_type=InformationType.PROSECUTION,
    introduction="Not confidential. The prosecutor may have to give this to the defense.",
    source="NCA standard 4, Victim Support and Advocacy",
    questions=(
        Question(slug="happened_at", title="When", kind=QuestionKind.INSTANT),
        Question(
            slug="contact",
            title="Kind of contact",
            kind=QuestionKind.ONE,
            choices=(
                Choice(slug="notice", title="Told of a hearing or a decision"),
                Choice(slug="court", title="Beside them in court"),
                Choice(slug="met", title="Met"),
                Choice(slug="phone", title="Phone or message"),
                Choice(slug="tried", title="Tried without reaching them"),
            ),
        ),
        Question(slug="note", title="What was told or arranged", kind=QuestionKind.TEXT, required=True),
        Question(slug="hearing", title="Hearing it was about", kind=QuestionKind.INSTANT),
        Question(slug="statement", title="Do they want to give a victim statement?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(slug="next_steps", title="What comes next", kind=QuestionKind.TEXT, limit=2_000),
    ),
)
