"""Room: plugins. The attorney note: thoughts, strategy, what a client said. It never leaves the program."""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

ATTORNEY_NOTE = Form(
    slug="attorney_note",
    version=1,
    title="Attorney note",
    kind=FormKind.NOTE,
    information_type=InformationType.WORK_PRODUCT,
    introduction="For your own program alone. No release and no law opens it here, and nobody is told that it exists.",
    source="the state's rules on attorney work product and attorney-client privilege",
    questions=(
        Question(
            slug="about",
            title="What this note is about",
            kind=QuestionKind.ONE,
            choices=(
                Choice(slug="theory", title="Theory of the case, strategy"),
                Choice(slug="witness", title="Preparing a witness"),
                Choice(slug="client", title="What a client said, or advice to a client"),
                Choice(slug="negotiation", title="Talks with the other side"),
                Choice(slug="research", title="Research"),
            ),
        ),
        Question(slug="note", title="Note", kind=QuestionKind.TEXT, required=True),
        Question(slug="to_do", title="What comes next", kind=QuestionKind.TEXT, limit=2_000),
    ),
)
